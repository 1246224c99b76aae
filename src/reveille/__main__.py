"""``python -m reveille``: the same command, for a timer that knows only its interpreter."""

from reveille.cli import main

main()
