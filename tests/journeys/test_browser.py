"""The site and the mail as people see them: `reveille demo` runs, and Chromium walks through what it serves.

Pictures of every page are kept in $REVEILLE_ARTEFACTS, or in `.artefacts/` of the checkout.
"""

import email
import email.policy
import http.client
import os
import re
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from reveille.sample import visitor as sample_visitor

ROOT = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium")
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
ARTEFACTS = Path(os.environ.get("REVEILLE_ARTEFACTS") or ROOT / ".artefacts")
STARTING, ENDING = 180, 30  # seconds that the demo gets; it takes about 15, and 1
TYPING = 2100  # milliseconds; who is done with the form in under 2 seconds is taken for a program (site.signup_form)
PATIENCE = 10_000  # milliseconds for a page, on a machine that has other work

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no {CHROMIUM}: apt-get install chromium"),
]
each_screen = pytest.mark.parametrize("width", [1280, 390])
each_light = pytest.mark.parametrize("light", ["light", "dark"])

NAMELESS_PICTURES = """() => [...document.querySelectorAll("img, svg")].filter(one =>
    !one.closest("[aria-hidden=true]") && !one.hasAttribute("alt") && !one.getAttribute("aria-label") &&
    !one.getAttribute("aria-labelledby") && !one.querySelector(":scope > title")).map(one => one.outerHTML)"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass(frozen=True)
class Demo:
    """A demo that serves: its folder and its site."""

    folder: Path
    site: str

    def received(self):
        return sorted((self.folder / "received").glob("*.eml"))

    def letters_to(self, address):
        found = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in self.received()]
        return [letter for letter in found if letter["Delivered-To"] == address]

    def link(self, letter, way):
        text = letter.get_body(("plain",)).get_content()
        return re.search(rf"{re.escape(self.site)}/{way}/\S+", text).group()


@dataclass
class Notes:
    """What a page did that nobody saw."""

    complaints: list = field(default_factory=list)
    hosts: set = field(default_factory=set)
    dialogs: list = field(default_factory=list)

    def take(self, page):
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda asked: self.hosts.add(urlsplit(asked.url).netloc))
        page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("browser-demo")
    ours = {name: value for name, value in os.environ.items() if not name.startswith("REVEILLE_")}
    with subprocess.Popen(
        [sys.executable, "-c", "from reveille.cli import main; main()", "demo", "--port", "0"],
        env={**ours, "REVEILLE_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "reveille.project.settings",
             "PYTHONUNBUFFERED": "1"},
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as running:  # fmt: skip
        overdue = threading.Timer(STARTING, running.kill)
        overdue.start()
        try:
            printed, site = [], None
            for line in running.stdout:
                printed.append(line)
                site = re.search(r"The site is at (http://127\.0\.0\.1:\d+)/", line)
                if site:
                    break
            overdue.cancel()
            assert site, "the demo did not come to serve:\n" + "".join(printed)[-3000:]
            yield Demo(folder, site.group(1))
            running.send_signal(signal.SIGINT)
            said, _ = running.communicate(timeout=ENDING)
        finally:
            overdue.cancel()
            running.kill()
    assert running.returncode in (0, 130), said[-3000:]
    assert "Traceback" not in said


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def open_browser(chromium):
    """Opens a browser of somebody's own: no cookie is known yet."""
    opened = []

    def of(width=1280, light="light", **more):
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=light, **more)
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        page = context.new_page()
        page.notes = Notes()
        page.notes.take(page)
        return page

    yield of
    for context in opened:
        context.close()


@pytest.fixture
def visitor(open_browser):
    """Somebody at a desk, with JavaScript switched off."""
    return open_browser(java_script_enabled=False)


def keep_picture(page, name):
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=ARTEFACTS / f"{name}.png", full_page=True)


def heading(page):
    return page.get_by_role("heading", level=1)


def assert_reads_well(page, site):
    assert page.evaluate(SIDEWAYS) <= 0, "it scrolls sideways"
    assert page.locator("h1").count() == 1
    assert page.evaluate(NAMELESS_PICTURES) == []
    assert page.notes.complaints == []
    assert page.notes.hosts == {urlsplit(site).netloc}


def ask_for_the_paper(page, demo, address):
    page.goto(demo.site)
    page.get_by_label("Your email address").fill(address)
    page.get_by_label("Every day at").select_option("06:30")
    page.wait_for_timeout(TYPING)
    page.get_by_role("button", name="Send me the next edition").click()
    expect(heading(page)).to_have_text("Look into your mailbox")


def welcomed(page, demo, address):
    """Sign ``address`` up beforehand, without the browser; return the welcome letter."""
    sample_visitor.sign_up(
        demo.site, address, minute=390, zone="UTC",
        letters=demo.received, pause=lambda _: page.wait_for_timeout(TYPING),
    )  # fmt: skip
    _, welcome = demo.letters_to(address)
    return welcome


@each_light
@each_screen
def test_a_visitor_reads_the_front_page(demo, open_browser, width, light):
    page = open_browser(width, light)

    page.goto(demo.site)

    keep_picture(page, f"front-{width}-{light}")
    assert_reads_well(page, demo.site)


@each_light
@each_screen
def test_the_edition_and_a_story_open_from_the_front_page(demo, open_browser, width, light):
    page = open_browser(width, light)

    page.goto(demo.site)
    page.get_by_role("link", name="See the latest edition on its own page").click()
    expect(heading(page)).to_contain_text("24 November 2026")
    keep_picture(page, f"edition-{width}-{light}")
    assert_reads_well(page, demo.site)

    page.goto(demo.site)
    story = page.locator("main a:visible").and_(page.locator("[href*='/2026-11-24/'][href$='/']")).nth(1)
    story.click()
    expect(page).to_have_url(re.compile(r"/\d{4}-\d{2}-\d{2}/[^/]+/$"))
    expect(page.get_by_role("heading", name="Who reports it")).to_be_visible()
    keep_picture(page, f"story-{width}-{light}")
    assert_reads_well(page, demo.site)


@each_screen
@pytest.mark.parametrize("link", ["Archive", "How it is made"])
def test_the_pages_of_the_site_open_from_its_top(demo, open_browser, width, link):
    page = open_browser(width)

    page.goto(demo.site)
    page.get_by_role("navigation", name="Site").get_by_role("link", name=link).click()

    expect(page).not_to_have_url(f"{demo.site}/")
    keep_picture(page, f"{link.lower().replace(' ', '-')}-{width}")
    assert_reads_well(page, demo.site)


def test_a_visitor_without_javascript_signs_up_and_the_letter_s_link_only_asks(demo, visitor):
    ask_for_the_paper(visitor, demo, "bob@post.example")
    keep_picture(visitor, "subscribed")
    [letter] = demo.letters_to("bob@post.example")

    for _ in range(2):
        visitor.goto(demo.link(letter, "confirm"))
        expect(heading(visitor)).to_have_text("One press, and the next edition is yours")
        expect(visitor.get_by_role("button", name="Yes, send it to me")).to_be_visible()

    keep_picture(visitor, "confirm")
    assert_reads_well(visitor, demo.site)
    assert len(demo.letters_to("bob@post.example")) == 1


def test_the_button_confirms_and_then_the_link_does_not_open_anything(demo, visitor):
    ask_for_the_paper(visitor, demo, "alice@post.example")
    link = demo.link(demo.letters_to("alice@post.example")[0], "confirm")

    visitor.goto(link)
    visitor.get_by_role("button", name="Yes, send it to me").click()
    expect(heading(visitor)).to_have_text("It is yours")
    keep_picture(visitor, "confirmed")
    assert demo.letters_to("alice@post.example")[-1]["Subject"].startswith("Welcome")

    assert visitor.goto(link).status == 404
    expect(heading(visitor)).to_have_text("This link does not open anything")
    keep_picture(visitor, "used-link")


def test_the_welcome_leads_to_the_preferences(demo, visitor):
    welcome = welcomed(visitor, demo, "dora@post.example")

    visitor.goto(demo.link(welcome, "you"))

    expect(heading(visitor)).to_have_text("Your morning")
    expect(visitor.get_by_label("Time", exact=True)).to_have_value("06:30")
    keep_picture(visitor, "preferences")
    assert_reads_well(visitor, demo.site)


def test_a_subscriber_changes_the_hour_and_pauses(demo, visitor):
    preferences = demo.link(welcomed(visitor, demo, "emil@post.example"), "you")

    visitor.goto(preferences)
    visitor.get_by_label("Time", exact=True).select_option("07:30")
    visitor.get_by_role("button", name="Save").click()
    expect(visitor.get_by_role("status")).to_contain_text("Saved")
    visitor.goto(preferences)
    expect(visitor.get_by_label("Time", exact=True)).to_have_value("07:30")

    until = visitor.get_by_label("First morning again")
    day = date.fromisoformat(until.get_attribute("min")) + timedelta(days=6)
    visitor.get_by_label("Pause until").check()
    until.fill(day.isoformat())
    visitor.get_by_role("button", name="Save").click()
    expect(visitor.get_by_role("status")).to_contain_text(f"{day:%A}, {day.day} {day:%B}")
    keep_picture(visitor, "preferences-paused")


def test_a_subscriber_leaves_by_the_button_and_not_by_the_link(demo, visitor):
    welcome = welcomed(visitor, demo, "charlie@post.example")

    visitor.goto(demo.link(welcome, "you"))
    visitor.get_by_role("link", name="Unsubscribe").click()
    expect(heading(visitor)).to_have_text("No more mail from tomorrow?")
    visitor.goto(demo.link(welcome, "leave"))
    expect(heading(visitor)).to_have_text("No more mail from tomorrow?")
    keep_picture(visitor, "leave")
    assert_reads_well(visitor, demo.site)

    visitor.get_by_role("button", name="Unsubscribe").click()
    expect(heading(visitor)).to_have_text("You have left")
    keep_picture(visitor, "left")
    visitor.goto(demo.link(welcome, "leave"))
    expect(heading(visitor)).to_have_text("You have left already")


def test_a_mail_program_leaves_with_one_post_that_needs_no_cookie_and_no_redirect(demo, visitor):
    welcome = welcomed(visitor, demo, "frida@post.example")
    address = urlsplit(demo.link(welcome, "leave"))
    program = http.client.HTTPConnection(address.netloc, timeout=PATIENCE / 1000)

    program.request(
        "POST", address.path, "List-Unsubscribe=One-Click", {"Content-Type": "application/x-www-form-urlencoded"}
    )
    answer = program.getresponse()
    program.close()

    assert (answer.status, answer.getheader("Set-Cookie"), answer.getheader("Location")) == (200, None, None)
    visitor.goto(address.geturl())
    expect(heading(visitor)).to_have_text("You have left already")


def test_the_form_guesses_the_zone_of_the_browser(demo, open_browser):
    page = open_browser(timezone_id="Europe/Vienna")

    page.goto(demo.site)

    expect(page.get_by_label("Time zone")).to_have_value("Europe/Vienna")


def test_the_form_says_utc_without_javascript(demo, open_browser):
    page = open_browser(timezone_id="Europe/Vienna", java_script_enabled=False)

    page.goto(demo.site)

    expect(page.get_by_label("Time zone")).to_have_value("UTC")


def test_a_script_typed_as_address_is_shown_as_text(demo, open_browser):
    hostile = '"><script>alert("in")</script>@post.example'
    page = open_browser()
    page.goto(demo.site)
    page.locator("form", has=page.get_by_label("Your email address")).evaluate("form => form.noValidate = true")

    page.get_by_label("Your email address").fill(hostile)
    page.wait_for_timeout(TYPING)
    page.get_by_role("button", name="Send me the next edition").click()

    expect(page.get_by_text("That does not look like an email address. Please check it.")).to_be_visible()
    expect(page.get_by_label("Your email address")).to_have_value(hostile)
    assert page.locator("script:not([src])").count() == 0
    assert page.notes.dialogs == []
    keep_picture(page, "hostile-address")


@each_light
@each_screen
def test_the_mail_fits_its_screen(demo, open_browser, width, light):
    page = open_browser(width, light)

    page.goto((demo.folder / "edition.html").as_uri())

    keep_picture(page, f"mail-{width}-{light}")
    assert page.evaluate(SIDEWAYS) <= 0, "it scrolls sideways"
    assert page.evaluate(NAMELESS_PICTURES) == []
    assert page.notes.complaints == []
    assert page.notes.hosts == {""}, "the mail fetches something"
