"""Take the pictures of docs/pictures anew: the demo runs, and a browser looks at its pages, its letter and its desk.

    python tools/pictures.py [--browser /usr/bin/chromium]

Front page and story as on a desk, their first screen and a half; the letter as on a phone, by day and by night; the
open draft of the desk, its second story chosen.
"""

import argparse
import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chromium import CHROMIUM, SWITCHES
from PIL import Image
from playwright.sync_api import Page, sync_playwright

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
COLOURS = 64  # words on paper need no more, and a picture is half as heavy


def main() -> None:
    """Run the demo, take the pictures, end it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--browser", default=str(CHROMIUM))
    told = parser.parse_args()
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as play, play.chromium.launch(executable_path=told.browser, args=SWITCHES) as browser:
        with demo() as (folder, printed):
            page = browser.new_page()
            take(page, at(printed, "site"), "front.png", 1280, 1600)
            ways = page.locator("main a").evaluate_all("all => all.map(one => one.href)")
            story = next(way for way in ways if re.search(r"/\d{4}-\d\d-\d\d/[^/]+/$", way))
            take(page, story, "story.png", 1280, 1600)
            letter = Path(folder, "edition.html").as_uri()
            take(page, letter, "letter.png", 390, 1300)
            take(page, letter, "letter-dark.png", 390, 1300, "dark")
        with demo("--desk") as (_, printed):
            name, password = re.search(r"Sign in as (\S+) with the password (\S+)", printed).groups()
            page.goto(at(printed, "desk"))
            page.fill("#address", name)
            page.fill("#word", password)
            page.keyboard.press("Enter")
            page.locator("#draft-list .h a").nth(1).click()
            page.wait_for_url("**chosen=**")
            take(page, page.url.partition("#")[0], "desk.png", 1280, 1000)


@contextmanager
def demo(*options: str) -> Iterator[tuple[str, str]]:
    """Run the demo; give its folder, and what it printed until it served."""
    with tempfile.TemporaryDirectory() as folder:
        running = subprocess.Popen(  # noqa: S603 - ourselves
            [Path(sys.executable).with_name("reveille"), "demo", "--port", "0", *options],
            env={**os.environ, "REVEILLE_DATA": folder, "PYTHONUNBUFFERED": "1"}, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            printed = ""
            while "until you press" not in printed:
                printed += running.stdout.readline() or sys.exit(printed)
            yield folder, printed
        finally:
            running.terminate()
            running.wait()
            running.stdout.close()


def at(printed: str, what: str) -> str:
    """Return the address that the demo printed of its site, or of its desk."""
    return re.search(rf"The {what} is at (\S+)", printed)[1]


def take(page: Page, address: str, name: str, width: int, height: int, scheme: str = "light") -> None:
    """Keep what a browser of that width shows of an address."""
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    page.goto(address)
    seen = Image.open(io.BytesIO(page.screenshot()))
    seen.convert("RGB").quantize(COLOURS).save(PICTURES / name, optimize=True)
    print(PICTURES / name)


if __name__ == "__main__":
    main()
