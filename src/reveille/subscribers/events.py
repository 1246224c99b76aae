"""What happens to a subscription, for the rooms after this one (delivery listens, and skips or moves what is planned).

Each is sent inside the transaction of what it tells: both happen, or neither.
"""

from django.dispatch import Signal

ended = Signal()  # subscription, now, reason: it ended, and nothing more is to be sent
changed = Signal()  # subscription, now: its hour, zone, days or pause are others now
moved = Signal()  # subscription: its subscriber has another address now
