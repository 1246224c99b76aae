"""Take the pictures of docs/pictures anew: the demo runs, and a browser looks at its front page and at its letter.

    python tools/pictures.py [--browser /usr/bin/chromium]

The front page as on a desk, its first screen and a half; the letter as on a phone, by day and by night.
"""

import argparse
import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
COLOURS = 64  # words on paper need no more, and a picture is half as heavy
QUIET = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip


def main() -> None:
    """Run the demo, take the pictures, end it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--browser", default="/usr/bin/chromium")
    told = parser.parse_args()
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        demo = subprocess.Popen(  # noqa: S603 - ourselves
            [Path(sys.executable).with_name("reveille"), "demo", "--port", "0"],
            env={**os.environ, "REVEILLE_DATA": folder, "PYTHONUNBUFFERED": "1"}, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            site = next(found[1] for line in demo.stdout if (found := re.search(r"The site is at (\S+)", line)))
            with sync_playwright() as play:
                browser = play.chromium.launch(executable_path=told.browser, args=QUIET)
                take(browser, site, "front.png", 1280, 1600)
                letter = Path(folder, "edition.html").as_uri()
                take(browser, letter, "letter.png", 390, 1300)
                take(browser, letter, "letter-dark.png", 390, 1300, "dark")
                browser.close()
        finally:
            demo.terminate()
            demo.wait()
            demo.stdout.close()


def take(browser: Browser, address: str, name: str, width: int, height: int, scheme: str = "light") -> None:
    """Keep what a browser of that width shows of an address."""
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    page.goto(address)
    seen = Image.open(io.BytesIO(page.screenshot()))
    seen.convert("RGB").quantize(COLOURS).save(PICTURES / name, optimize=True)
    page.close()
    print(PICTURES / name)


if __name__ == "__main__":
    main()
