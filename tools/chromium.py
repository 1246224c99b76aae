"""How a journey, a benchmark and a tool start Debian's Chromium: quiet, without a window, asking nobody anything."""

from pathlib import Path

CHROMIUM = Path("/usr/bin/chromium")
MISSING = f"no {CHROMIUM}: apt-get install chromium"
SWITCHES = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
