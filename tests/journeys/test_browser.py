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
import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright
from tests.journeys.test_signing_up import SERVING
from tools.chromium import CHROMIUM, MISSING, SWITCHES

from reveille.sample import visitor as sample_visitor

ROOT = Path(__file__).parents[2]
ARTEFACTS = Path(os.environ.get("REVEILLE_ARTEFACTS") or ROOT / ".artefacts")
STARTING, ENDING = 180, 30  # seconds that the demo gets; it takes about 15, and 1
TYPING = 2100  # milliseconds; who is done with the form in under 2 seconds is taken for a program (site.signup_form)
PATIENCE = 10_000  # milliseconds for a page, on a machine that has other work

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=MISSING),
]
each_screen = pytest.mark.parametrize("width", [1280, 390])
each_light = pytest.mark.parametrize("light", ["light", "dark"])

NAMELESS_PICTURES = """() => [...document.querySelectorAll("img, svg")].filter(one =>
    !one.closest("[aria-hidden=true]") && !one.hasAttribute("alt") && !one.getAttribute("aria-label") &&
    !one.getAttribute("aria-labelledby") && !one.querySelector(":scope > title")).map(one => one.outerHTML)"""
# WCAG 2.2 at AA, and what axe takes for good practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass(frozen=True)
class Demo:
    """A demo that serves: its folder and its site."""

    folder: Path
    site: str

    def received(self):
        return sorted((self.folder / "received").glob("*.eml"))

    def letters_to(self, address, count=1):
        """The letters that have come to an address, once there are so many; they are sent after the page is shown."""
        deadline = time.monotonic() + PATIENCE / 1000
        while True:
            all_ = [
                email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in self.received()
            ]
            found = [letter for letter in all_ if letter["Delivered-To"] == address]
            if len(found) >= count:
                return found
            assert time.monotonic() < deadline, f"{len(found)} of {count} letters came to {address}"
            time.sleep(0.05)

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
             "REVEILLE_SIGNUPS_PER_NETWORK": "1000",  # all of these visitors come from one
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
        page.has_script = more.get("java_script_enabled", True)
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
    if getattr(page, "has_script", True):
        expect(page.locator(".later")).to_have_count(0)  # what is far below has been laid out
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
    if page.has_script:
        assert violations(page) == []


def violations(page):
    """What axe-core finds on the page: the rule, the element, and what is wrong with it."""
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]
    return [
        f"{one['id']}: {node['html'][:200]}: {node['failureSummary'][:300]}" for one in found for node in one["nodes"]
    ]


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
    _, welcome = demo.letters_to(address, 2)
    return welcome


@each_light
@each_screen
def test_a_visitor_reads_the_front_page(demo, open_browser, width, light):
    page = open_browser(width, light)

    page.goto(demo.site)

    keep_picture(page, f"front-{width}-{light}")
    assert_reads_well(page, demo.site)


@pytest.mark.parametrize("script", [True, False])
def test_what_is_far_below_is_laid_out_after_the_first_look_and_without_a_script_at_once(demo, open_browser, script):
    page = open_browser(390, java_script_enabled=script)

    page.goto(demo.site)

    for piece in (".five li", ".secs .story", ".dev", "#archive"):
        expect(page.locator(piece).last).to_have_css("content-visibility", "visible")
    assert page.get_by_text("Every edition since No. 1").evaluate("one => one.innerText") == "Every edition since No. 1"


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


def test_the_button_confirms_and_a_second_press_says_that_all_is_well(demo, visitor):
    ask_for_the_paper(visitor, demo, "alice@post.example")
    link = demo.link(demo.letters_to("alice@post.example")[0], "confirm")

    visitor.goto(link)
    visitor.get_by_role("button", name="Yes, send it to me").click()
    expect(heading(visitor)).to_have_text("It is yours")
    keep_picture(visitor, "confirmed")
    assert demo.letters_to("alice@post.example", 2)[-1]["Subject"].startswith("Welcome")

    visitor.reload()  # as a double click: the browser sends the form again
    expect(heading(visitor)).to_have_text("You are in already")
    assert visitor.goto(link).status == 200
    expect(heading(visitor)).to_have_text("You are in already")
    keep_picture(visitor, "confirmed-already")
    assert_reads_well(visitor, demo.site)
    assert visitor.context.cookies() == []
    assert len(demo.letters_to("alice@post.example", 2)) == 2


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


OTHERS = {
    "archive": "/military/archive/", "how": "/how/", "search": "/search/", "found": "/search/?q=ship",
    "nothing-found": "/search/?q=zeppelin", "asked": "/subscribed/", "links-sent": "/lost/sent/",
    "privacy": "/privacy/", "corrections": "/corrections/", "outlets": "/outlets/",
    "no-such-page": "/nowhere/", "no-such-link": "/confirm/nobodys/",
}  # fmt: skip


@each_light
@each_screen
@pytest.mark.parametrize("name", OTHERS)
def test_every_other_page_reads_well(demo, open_browser, width, light, name):
    page = open_browser(width, light)

    status = page.goto(demo.site + OTHERS[name]).status

    keep_picture(page, f"{name}-{width}-{light}")
    if name.startswith("no-such"):
        assert status == 404
        page.notes.complaints.clear()  # the browser writes down that the page was not found
    assert_reads_well(page, demo.site)


@pytest.mark.parametrize("width", [320, 1600])
def test_no_page_scrolls_sideways_on_a_small_phone_or_a_wide_desk(demo, open_browser, width):
    page = open_browser(width)
    page.goto(f"{demo.site}/military/2026-11-24/")
    story = page.locator("a.all").first.get_attribute("href")

    wide = {}
    for address in ["/", "/military/2026-11-24/", story, "/subscribe/", "/lost/", "/embed/", *OTHERS.values()]:
        page.goto(demo.site + urlsplit(address).path + ("?q=ship" if "q=" in address else ""))
        wide[address] = page.evaluate(SIDEWAYS)

    assert [address for address, over in wide.items() if over > 0] == []


@each_light
@each_screen
@pytest.mark.parametrize("language", ["en", "ar", "de"])
def test_a_visitor_reads_searches_and_signs_up(demo, open_browser, width, light, language):
    page = open_browser(width, light, locale=language)

    def look(name):
        assert page.locator("html").get_attribute("lang") == language
        assert page.evaluate("getComputedStyle(document.body).direction") == ("rtl" if language == "ar" else "ltr")
        keep_picture(page, f"{name}-{language}-{width}-{light}")
        assert_reads_well(page, demo.site)

    def press(what):
        """Press what leads to another page, and be there."""
        with page.expect_event("domcontentloaded"):
            what.first.click()

    page.goto(demo.site)
    look("front")
    press(page.locator("a.all"))
    look("story")
    press(page.locator(".bar a[href$='/search/']"))
    page.locator("#q").fill("ship")
    press(page.locator("form.find button"))
    look("found")
    press(page.locator("main h2 a"))
    assert "ship" in page.locator("main").inner_text().lower()
    page.goto(f"{demo.site}/subscribe/")
    page.locator("#email").fill(f"{language}-{width}-{light}@post.example")
    page.wait_for_timeout(TYPING)
    press(page.locator("button.go"))
    look("asked")

    letter = demo.letters_to(f"{language}-{width}-{light}@post.example")[0]
    page.goto(demo.link(letter, "confirm"))
    look("confirm")
    press(page.locator("button.go"))
    look("confirmed")

    welcome = demo.letters_to(f"{language}-{width}-{light}@post.example", 2)[-1]
    assert f'lang="{language}"' in welcome.get_body(("html",)).get_content()
    page.goto(demo.link(welcome, "you"))
    look("you")
    page.locator("select[name=language]").first.select_option("en")
    page.locator("button[value=save]").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_language_is_chosen_at_the_foot_of_a_page_and_stays(demo, visitor):
    visitor.goto(f"{demo.site}/how/")

    visitor.get_by_role("link", name="العربية").click()
    visitor.wait_for_url(f"{demo.site}/ar/how/")
    visitor.locator(".bar nav a").first.click()

    visitor.wait_for_url(f"{demo.site}/ar/")
    expect(visitor.locator("html")).to_have_attribute("dir", "rtl")


@pytest.mark.parametrize("name", ["edition", "story"])
def test_a_page_prints_black_on_white_with_nothing_to_press(demo, open_browser, name):
    page = open_browser(1280, "dark")
    page.goto(f"{demo.site}/military/2026-11-24/")
    if name == "story":
        page.locator("a.all").first.click()
        page.wait_for_url("**/military/2026-11-24/*/")

    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"
    pressed = page.locator(".bar nav, .tongues, .back, .skip")
    assert not pressed.evaluate_all("all => all.some(one => one.checkVisibility())")
    assert page.locator(".on-paper").is_visible()

    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    paper = page.pdf(path=ARTEFACTS / f"{name}.pdf", format="A4", print_background=True)
    sheets = len(re.findall(rb"/Type\s*/Page\b", paper))
    assert 1 <= sheets <= 4


def test_the_search_finds_a_story_and_leads_to_it(demo, visitor):
    visitor.goto(demo.site)
    visitor.get_by_role("link", name="Search", exact=True).click()
    visitor.get_by_label("Words to find").fill("hospital ship")
    visitor.keyboard.press("Enter")
    visitor.get_by_role("main").get_by_role("heading", level=2).get_by_role("link").first.click()

    expect(heading(visitor)).to_contain_text(re.compile("hospital ship|Halcyon Grace", re.IGNORECASE))


def test_the_front_page_is_walked_by_keyboard_and_every_stop_is_seen(demo, open_browser):
    page = open_browser()
    page.goto(demo.site)

    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("To the content")
    stops = page.locator("a[href]:visible, button:visible, input:visible:not([tabindex='-1']), select:visible, summary")
    seen = []
    for _ in range(stops.count() + 5):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                """() => { const one = document.activeElement, box = one.getBoundingClientRect();
                const outline = parseFloat(getComputedStyle(one).outlineWidth);
                return [one.tagName, outline > 0, box.width > 0 && box.bottom > 0] }"""
            )
        )
        if seen[-1][0] == "BODY":
            break

    assert [one for one in seen[:-1] if not (one[1] and one[2])] == []
    assert {"A", "INPUT", "SELECT", "BUTTON", "SUMMARY"} <= {one[0] for one in seen}
    assert len(seen) - 1 >= stops.count() - 1  # all but the skip link, which was the first


PAINTED = """() => new Promise(done => {
  const seen = {shift: 0, paint: 0};
  new PerformanceObserver(list => { for (const one of list.getEntries()) seen.paint = one.startTime })
    .observe({type: "largest-contentful-paint", buffered: true});
  new PerformanceObserver(list => { for (const one of list.getEntries()) seen.shift += one.value })
    .observe({type: "layout-shift", buffered: true});
  const files = performance.getEntriesByType("resource");
  const fonts = files.filter(one => one.name.endsWith(".woff2"));
  const size = all => all.reduce((sum, one) => sum + one.encodedBodySize, 0);
  document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => done({
    ...seen, fonts: size(fonts),
    page: performance.getEntriesByType("navigation")[0].encodedBodySize + size(files) - size(fonts)}))));
})"""


@each_screen
@pytest.mark.parametrize("name", ["front", "edition", "story", "how", "found"])
def test_a_page_is_light_and_does_not_jump(demo, open_browser, width, name):
    page = open_browser(width)
    page.goto(f"{demo.site}/military/2026-11-24/")
    ways = {
        "front": "/",
        "edition": "/military/2026-11-24/",
        "story": page.locator("a.all").first.get_attribute("href"),
    }
    page = open_browser(width)  # with nothing kept from before

    page.goto(demo.site + urlsplit(ways.get(name) or "").path if name in ways else demo.site + OTHERS[name])
    page.wait_for_load_state("networkidle")
    seen = page.evaluate(PAINTED)

    print(f"{name} at {width}: {seen['page']:,} octets as sent, fonts {seen['fonts']:,}, "
          f"painted after {seen['paint']:.0f} ms, shifted by {seen['shift']:.3f}")  # fmt: skip
    assert seen["page"] <= 60_000
    assert 0 < seen["fonts"] <= 160_000
    assert seen["shift"] <= 0.1
    assert page.notes.complaints == []


@each_light
@each_screen
@pytest.mark.parametrize("way", ["subscribe", "lost", "embed"])
def test_the_pages_of_signing_up_read_well(demo, open_browser, width, light, way):
    page = open_browser(width, light)

    page.goto(f"{demo.site}/{way}/")

    if way == "subscribe":
        page.locator("details.more > summary").click()
    keep_picture(page, f"{way}-{width}-{light}")
    assert_reads_well(page, demo.site)


def test_a_misspelt_address_is_asked_about_and_the_visitor_may_say_yes(demo, visitor):
    visitor.goto(demo.site)
    visitor.get_by_label("Your email address").fill("ida@gmial.com")
    visitor.wait_for_timeout(TYPING)
    visitor.get_by_role("button", name="Send me the next edition").click()
    expect(visitor.get_by_text("Did you mean ida@gmail.com?")).to_be_visible()
    keep_picture(visitor, "misspelt")

    visitor.get_by_label("Yes, ida@gmail.com").check()
    visitor.get_by_role("button", name="Send me the next edition").click()

    expect(heading(visitor)).to_have_text("Look into your mailbox")
    assert demo.letters_to("ida@gmail.com")


def test_a_form_on_another_site_leads_to_our_page_and_one_press_more(demo, visitor, tmp_path):
    visitor.goto(f"{demo.site}/embed/")
    copied = visitor.locator("pre").inner_text()
    (tmp_path / "blog.html").write_text(f"<!doctype html><title>A blog</title>{copied}", "utf-8")

    visitor.goto((tmp_path / "blog.html").as_uri())
    visitor.get_by_role("textbox").fill("karla@post.example")
    visitor.get_by_role("button", name="Sign up").click()
    expect(heading(visitor)).to_contain_text("One press more")
    keep_picture(visitor, "from-elsewhere")
    visitor.wait_for_timeout(TYPING)
    visitor.get_by_role("button", name="Send me the next edition").click()

    expect(heading(visitor)).to_have_text("Look into your mailbox")
    assert demo.letters_to("karla@post.example")


def test_lost_links_come_again(demo, visitor):
    welcomed(visitor, demo, "leo@post.example")

    visitor.goto(demo.site)
    visitor.get_by_role("link", name="Have them sent").click()
    visitor.get_by_label("The address it comes to").fill("leo@post.example")
    visitor.wait_for_timeout(TYPING)
    visitor.get_by_role("button", name="Send me my links").click()

    expect(heading(visitor)).to_have_text("Look into your mailbox")  # once a day: today's letter was the confirmation


@each_light
@each_screen
def test_a_reader_s_whole_life(demo, open_browser, width, light, tmp_path):
    """Signs up, confirms, reads, changes the hour, moves, pauses, leaves by one click, is erased."""
    name = f"mara-{width}-{light}"
    address, other = f"{name}@post.example", f"{name}@new.example"
    page = open_browser(width, light, timezone_id="Europe/Vienna")

    def picture(what):
        keep_picture(page, f"life-{what}-{width}-{light}")
        assert_reads_well(page, demo.site)

    page.goto(demo.site)
    page.get_by_label("Your email address").fill(address)
    page.get_by_label("Every day at").select_option("07:00")
    page.locator("details.more > summary").click()
    page.get_by_label("Monday to Friday").check()
    page.wait_for_timeout(TYPING)
    page.get_by_role("button", name="Send me the next edition").click()
    expect(heading(page)).to_have_text("Look into your mailbox")
    picture("1-asked")

    page.goto(demo.link(demo.letters_to(address)[0], "confirm"))
    expect(page.get_by_text("07:00 Vienna time, Monday to Friday")).to_be_visible()
    picture("2-confirm")
    page.get_by_role("button", name="Yes, send it to me").click()
    expect(heading(page)).to_have_text("It is yours")
    picture("3-confirmed")

    welcome = demo.letters_to(address, 2)[1]
    (tmp_path / "welcome.html").write_text(welcome.get_body(("html",)).get_content(), "utf-8")
    reading = open_browser(width, light)
    reading.goto((tmp_path / "welcome.html").as_uri())
    expect(reading.get_by_text("It is yours: Monday to Friday")).to_be_visible()
    expect(reading.get_by_role("heading", name="Today’s top five")).to_be_visible()
    keep_picture(reading, f"life-4-welcome-{width}-{light}")
    assert reading.notes.hosts == {""}, "the welcome fetches something"
    page.goto(reading.get_by_role("link", name="Read in your browser").get_attribute("href"))
    expect(heading(page)).to_contain_text("November 2026")

    yours = demo.link(welcome, "you")
    page.goto(yours)
    page.get_by_label("Time", exact=True).select_option("08:30")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("08:30 Vienna time")
    picture("5-hour")

    page.get_by_label("New address").fill(other)
    page.get_by_role("button", name="Ask the new address").click()
    expect(page.get_by_role("status")).to_contain_text("on its way there")
    page.goto(demo.link(demo.letters_to(other)[0], "move"))
    expect(heading(page)).to_have_text("Is this your new address?")
    picture("6-move")
    page.get_by_role("button", name="Yes, send it here").click()
    expect(heading(page)).to_have_text("It comes here now")
    assert "another address" in demo.letters_to(address, 3)[2]["Subject"]

    page.goto(yours)
    page.get_by_label("Pause until").check()
    page.get_by_label("First morning again").fill("2026-12-27")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Monday, 28 December")  # the 27th is a Sunday
    picture("7-paused")

    leave = urlsplit(demo.link(welcome, "leave"))
    program = http.client.HTTPConnection(leave.netloc, timeout=PATIENCE / 1000)
    one_click = {"Content-Type": "application/x-www-form-urlencoded"}
    program.request("POST", leave.path, "List-Unsubscribe=One-Click", one_click)
    assert program.getresponse().status == 200
    program.close()
    page.goto(leave.geturl())
    expect(heading(page)).to_have_text("You have left already")
    picture("8-left")

    page.goto(yours)
    page.get_by_role("button", name="Erase it all…").click()
    expect(heading(page)).to_have_text("Erase everything about you?")
    picture("9-erase")
    page.get_by_role("link", name="Keep it").click()
    expect(heading(page)).to_have_text("Your morning")
    page.get_by_role("button", name="Erase it all…").click()
    page.get_by_role("button", name="Erase it all").click()
    expect(heading(page)).to_have_text("Everything about you is erased")
    picture("10-erased")
    assert page.context.cookies() == []
    assert page.goto(yours).status == 404


def test_a_browser_makes_the_proof_of_work_and_one_without_script_is_told(tmp_path, open_browser):
    ours = {name: value for name, value in os.environ.items() if not name.startswith("REVEILLE_")}
    with subprocess.Popen(
        [sys.executable, "-c", SERVING],
        env={**ours, "REVEILLE_DATA": str(tmp_path), "REVEILLE_PROOF_OF_WORK": "yes", "REVEILLE_DATABASE": ""},
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        try:
            site = f"http://127.0.0.1:{int(server.stdout.readline())}"
            page, plain = open_browser(), open_browser(java_script_enabled=False)

            for one in (page, plain):
                one.goto(site)
                one.get_by_label("Your email address").fill("nora@post.example")
                one.wait_for_timeout(TYPING)
                one.get_by_role("button", name="Send me the next edition").click()

            expect(heading(page)).to_have_text("Look into your mailbox")
            assert_reads_well(page, site)
            expect(plain.get_by_role("alert")).to_contain_text("has to calculate")
            assert "that needs JavaScript" in plain.locator("noscript").text_content()  # the driver never shows these
            keep_picture(plain, "no-script")
            deadline = time.monotonic() + PATIENCE / 1000
            while not (letters := list(tmp_path.glob("outbox/*.eml"))) and time.monotonic() < deadline:
                time.sleep(0.05)
            assert len(letters) == 1
        finally:
            server.communicate("\n", timeout=ENDING)


@pytest.mark.parametrize(
    ("called", "chosen"),
    [("Europe/Vienna",) * 2, ("Asia/Calcutta", "Asia/Kolkata"), ("Asia/Kolkata",) * 2, ("Europe/Kiev", "Europe/Kyiv")],
)
def test_the_form_guesses_the_zone_of_the_browser(demo, open_browser, called, chosen):
    page = open_browser(timezone_id=called)

    page.goto(demo.site)

    expect(page.get_by_label("Time zone")).to_have_value(chosen)


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
