"""The doctor: is this installation fit to send real mail, and if not, what to type.

Each line is ok, wrong or "cannot tell", and none is ok because nobody could say otherwise. What it looks at belongs to
the installation (``house``, ``machine``), to the way on which letters leave (``relays`` of our own choosing, or a
``hosted`` provider), or to a sender and its letters (``senders``).
"""
