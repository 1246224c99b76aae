"""The demo's site as one who edits it wants it: a process that begins anew when a file of it changes.

    python -m reveille.cli.reloading PORT SECONDS

serves on 127.0.0.1:PORT with a clock that is SECONDS ahead. Django's own server does it, on the settings of the
environment.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta


def main() -> None:
    """Serve until it is ended."""
    port, ahead = sys.argv[1:]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reveille.project.settings")
    import django
    from django.conf import settings
    from django.core.management import call_command

    from reveille.cli.demo import DemoClock

    django.setup()
    settings.CLOCK = DemoClock(timedelta(seconds=float(ahead)))
    settings.WHITENOISE_AUTOREFRESH = True  # a static file that came, went or changed is served as it is now
    call_command("runserver", f"127.0.0.1:{port}", "--skip-checks")


if __name__ == "__main__":
    main()
