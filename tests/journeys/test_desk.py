"""An editor's morning in Chromium: from a sign-in to a closed edition and a correction, on the demo's open draft."""

import os
import re
import signal
import subprocess
import sys
import threading

import pytest
from playwright.sync_api import expect
from tests.journeys.test_browser import (
    ENDING,
    PATIENCE,
    ROOT,
    SIDEWAYS,
    STARTING,
    chromium,
    keep_picture,
    violations,
)
from tools.chromium import CHROMIUM, MISSING

__all__ = ["chromium"]  # a fixture
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=MISSING),
]


ROOMS = (
    "accounts/", "deliveries/", "deliveries/military/2026-11-23/", "log/", "newsletters/", "newsletters/add/",
    "newsletters/military/", "newsletters/military/webhooks/", "password/", "security/", "security/phone/",
    "sources/", "sources/add/", "sources/outlet/dunmore-courier/", "subscribers/", "subscribers/import/",
    "subscribers/suppressed/", "tokens/",
)  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """The address of the draft, and who may edit it: as `reveille demo --desk` prints them."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("REVEILLE_")}
    folder = tmp_path_factory.mktemp("desk-demo")
    with subprocess.Popen(
        [sys.executable, "-c", "from reveille.cli import main; main()", "demo", "--desk", "--port", "0"],
        env={**ours, "REVEILLE_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "reveille.project.settings",
             "PYTHONUNBUFFERED": "1"},
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as running:  # fmt: skip
        overdue = threading.Timer(STARTING, running.kill)
        overdue.start()
        try:
            printed = ""
            for line in running.stdout:
                printed += line
                if "until you press" in line:
                    break
            overdue.cancel()
            address = re.search(r"The desk is at (\S+)", printed)
            account = re.search(r"Sign in as (\S+) with the password (\S+)", printed)
            assert address and account, printed[-3000:]
            yield address.group(1), account.groups()
            running.send_signal(signal.SIGINT)
            running.communicate(timeout=ENDING)
        finally:
            overdue.cancel()
            running.kill()


@pytest.fixture
def editor(desk, chromium):
    address, (name, password) = desk
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
    page.goto(address)
    page.get_by_label("address").fill(name)
    page.get_by_label("password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(address)
    yield page
    context.close()


def headlines(page):
    return page.locator("#draft-list .h").all_inner_texts()


def done(page, words):
    expect(page.locator("#desk [data-done]")).to_contain_text(words)


def look(page, name):
    """Take a picture of the page on a desk and a phone, by day and by night; axe-core finds nothing on any."""
    before = len(page.complaints)
    for width in (1280, 390):
        for light in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=light)
            keep_picture(page, f"desk-{name}-{width}-{light}")
            assert page.evaluate(SIDEWAYS) <= 0, f"{name} scrolls sideways at {width}"
            assert violations(page) == []
    del page.complaints[before:]  # axe-core sets styles, which the policy of the page forbids
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")


def choose(page, place):
    """Choose a story of the draft, and wait until its sum is shown."""
    with page.expect_response(re.compile("chosen=")):
        page.locator("#draft-list .h a").nth(place).click()
    expect(page.locator("#draft-list .row").nth(place)).to_have_attribute("aria-current", "true")


def take_back(page):
    """Undo the last act, and wait until it is undone."""
    undone = page.locator(".log .undone").count()
    page.locator(".log li").first.get_by_role("button", name="Undo").click()
    expect(page.locator(".log .undone")).to_have_count(undone + 1)


def work_by_keys_alone(editor, machine):
    """What a key opens has the focus until Escape; a row that is dropped leaves it to the next; an undo is said."""
    focus, said = editor.locator(":focus"), editor.locator("#said")
    choose(editor, 1)

    editor.keyboard.press("o")
    expect(focus).to_have_attribute("id", "hold")
    expect(focus).to_have_value("")
    editor.keyboard.press("Escape")
    expect(focus).to_have_text(re.compile("^Hold"))
    expect(editor.locator("#hold")).to_be_hidden()
    editor.keyboard.press("h")
    expect(focus).to_have_attribute("name", "lead")
    editor.keyboard.press("Escape")
    expect(focus).to_have_text(re.compile("^Other headline"))

    editor.keyboard.press("x")
    expect(said).to_contain_text("dropped")
    expect(focus).to_have_text(machine[2])
    editor.keyboard.press("j")
    expect(editor.locator("#draft-list .row[aria-current]")).to_contain_text(machine[2])
    editor.keyboard.press("u")
    expect(said).to_contain_text("undone by")
    assert headlines(editor) == machine


def test_an_editors_morning(desk, editor):
    address, _ = desk
    machine = headlines(editor)
    look(editor, "today")
    work_by_keys_alone(editor, machine)
    editor.goto(address)

    editor.keyboard.press("j")  # choose the first, then the second
    expect(editor.locator("#draft-list .row[aria-current]")).to_contain_text(machine[0])
    editor.keyboard.press("j")
    expect(editor.locator("#draft-list .row[aria-current]")).to_contain_text(machine[1])
    look(editor, "chosen")
    editor.keyboard.press("p")
    done(editor, "put")
    editor.keyboard.press("Shift+J")
    done(editor, "at 3")
    assert headlines(editor)[2] == machine[1]
    editor.keyboard.press("u")
    expect(editor.locator(".log .undone")).to_have_count(2)
    assert headlines(editor)[1] == machine[1]

    phone = editor.context.new_page()  # whose page is older than what happens next, and whose button is far down it
    phone.set_viewport_size({"width": 390, "height": 700})
    phone.goto(editor.url)
    phone.locator("#draft-list .h a").nth(6).click()
    expect(phone.locator("#draft-list .row").nth(6)).to_have_attribute("aria-current", "true")
    expect(editor.locator("#draft-list .row[aria-current]")).to_contain_text(machine[1])  # what was undone is chosen
    editor.keyboard.press("k")
    expect(editor.locator("#draft-list .row[aria-current]")).to_contain_text(machine[0])
    editor.keyboard.press("p")
    expect(editor.locator(".log li").first.get_by_role("button", name="Undo")).to_be_visible()
    phone.get_by_role("button", name="Drop").click()
    expect(phone.get_by_role("alert").filter(has_text="Not done")).to_be_in_viewport()
    phone.close()
    editor.keyboard.press("u")
    expect(editor.locator(".log .undone")).to_have_count(3)

    for key in ("Shift+J", "Shift+J", "u", "u"):  # faster than the acts are done
        editor.keyboard.press(key)
    expect(editor.locator(".log .undone")).to_have_count(5, timeout=30_000)
    assert headlines(editor) == machine

    editor.locator("#draft-list .h a").nth(1).click()
    expect(editor.locator("#draft-list .row").nth(1)).to_have_attribute("aria-current", "true")
    editor.get_by_role("link", name="Merge with…").click()
    look(editor, "story")
    editor.get_by_role("link", name=re.compile("^Side by side")).first.click()
    look(editor, "beside")
    editor.get_by_role("button", name="Make them one story").click()
    done(editor, "made one story")
    assert len(headlines(editor)) <= len(machine)

    editor.get_by_role("link", name="Split…").click()
    editor.get_by_role("checkbox").first.check()
    editor.get_by_role("button", name="Split them off").click()
    done(editor, "split")

    choose(editor, 1)
    before = headlines(editor)
    editor.get_by_role("button", name=re.compile("^Drop")).click()
    done(editor, "dropped")
    assert before[1] not in headlines(editor)
    take_back(editor)
    assert headlines(editor) == before

    choose(editor, 0)
    editor.locator("summary", has_text="Other headline").click()
    editor.locator("input[name=lead]:not(:checked)").first.check()
    editor.get_by_role("button", name="Take this headline").click()
    done(editor, "took the headline of")
    assert headlines(editor)[0] != before[0]
    take_back(editor)
    assert headlines(editor) == before

    choose(editor, 0)
    shown = editor.locator(".why .words")
    was = shown.inner_text()
    editor.locator("summary", has_text="Other sentences").click()
    for one in editor.locator("input[name=sentence]:checked").all():
        one.uncheck()
    editor.locator("input[name=sentence]").last.check()
    editor.get_by_role("button", name="Show these").click()
    done(editor, "chose other sentences")
    expect(shown).not_to_have_text(was)
    take_back(editor)
    choose(editor, 0)
    expect(shown).to_have_text(was)

    for button, said in (
        ("Mark as commentary", "as commentary"),
        ("Make it the subject", "for the subject"),
        ("Open the preheader with it", "for the preheader"),
    ):
        choose(editor, 2)
        editor.get_by_role("button", name=button).click()
        done(editor, said)
        take_back(editor)
    assert headlines(editor) == before

    choose(editor, 0)
    editor.get_by_text("A note of ours").click()
    editor.get_by_label("Shown under the story").fill("The desk has asked the ministry.")
    editor.get_by_role("button", name="Add the note").click()
    done(editor, "wrote a note")
    editor.get_by_role("link", name=re.compile("^Its reports")).click()
    editor.locator("a[href*='/desk/article/']").first.click()
    look(editor, "why")

    editor.goto(address)
    editor.keyboard.press("o")
    editor.get_by_label("Why").fill("the lead is not confirmed")
    editor.get_by_role("button", name="Hold it back at closing").click()
    done(editor, "held the edition")
    look(editor, "held")
    editor.get_by_role("button", name="Release it").click()
    done(editor, "held the edition")

    editor.get_by_role("link", name="See the mail").click()
    look(editor, "mail")
    editor.get_by_role("button", name="Send me a proof").click()
    expect(editor.get_by_role("status")).to_contain_text("A proof is on its way")

    editor.goto(address)
    editor.get_by_role("button", name="Close now").click()
    expect(editor.get_by_role("heading", level=1)).to_contain_text("No. 2", timeout=6 * PATIENCE)
    editor.get_by_text("Correct", exact=True).click()
    editor.get_by_label("Shown on its page").fill("The bridge opened in May.")
    editor.get_by_role("button", name="Publish the correction").click()
    done(editor, "corrected")
    look(editor, "closed")

    choose(editor, 3)
    gone = headlines(editor)[3]
    editor.get_by_text("Take it down").click()
    editor.get_by_label("Why; the edition’s page says so").fill("a court has asked for it")
    editor.get_by_role("button", name="Take the story down").click()
    done(editor, "down: a court has asked for it")
    editor.get_by_role("link", name="Its page").click()
    expect(editor).not_to_have_url(re.compile("/desk/"))
    expect(editor.get_by_text("The bridge opened in May.")).to_be_visible()
    expect(editor.get_by_text("a court has asked for it")).to_be_visible()
    expect(editor.get_by_text(gone)).to_have_count(0)
    assert editor.complaints == []


BEYOND = "all => all.map(one => one.scrollWidth - one.clientWidth).filter(over => over > 0)"
BOXES = """drawing => { const frame = drawing.getBoundingClientRect();
    return [...drawing.querySelectorAll("text")].map(one => { const box = one.getBoundingClientRect();
        return [one.textContent, box.left - frame.left, box.right - frame.right] }) }"""  # how far over an edge


@pytest.fixture
def reader_of_rooms(desk, chromium, request):
    """Somebody at the desk, whose browser asks for the language."""
    address, (name, password) = desk
    context = chromium.new_context(locale=request.param)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.complaints = []
    page.goto(address)
    page.locator("#address").fill(name)
    page.locator("#word").fill(password)
    page.locator("form.fields button").click()
    expect(page).to_have_url(address)
    yield page
    context.close()


@pytest.mark.parametrize("reader_of_rooms", ["en", "ar"], indirect=True)
@pytest.mark.parametrize("room", ROOMS)
def test_every_room_of_the_desk_is_fit_to_be_read(desk, reader_of_rooms, room):
    page, (address, _) = reader_of_rooms, desk
    page.goto(address.partition("/desk/")[0] + f"/desk/{room}")
    language = page.locator("html").get_attribute("lang")

    assert page.locator("h1").count() == 1
    look(page, f"{room.strip('/').replace('/', '-')}-{language}")


@pytest.mark.parametrize("reader_of_rooms", ["en", "de", "fr", "es", "ar"], indirect=True)
def test_no_room_of_the_desk_scrolls_sideways_on_a_small_phone(desk, reader_of_rooms):
    page, (address, _) = reader_of_rooms, desk
    page.set_viewport_size({"width": 320, "height": 900})
    root = address.partition("/desk/")[0] + "/desk/"
    chosen = page.locator("#draft-list .h a").first.get_attribute("href")
    wide, boxes = {}, {}
    for room in (address, address.partition("#")[0] + chosen, *(root + room for room in ROOMS)):
        page.goto(room)
        wide[room] = page.evaluate(SIDEWAYS)
        boxes[room] = page.locator(".wide").evaluate_all(BEYOND)

    assert {room: over for room, over in wide.items() if over > 0} == {}
    assert {room: over for room, over in boxes.items() if over} == {}


@pytest.mark.parametrize("reader_of_rooms", ["en", "ar"], indirect=True)
@pytest.mark.parametrize("room", ["subscribers/", "sources/outlet/dunmore-courier/"])
def test_no_word_of_a_curve_is_cut_off(desk, reader_of_rooms, room):
    page, (address, _) = reader_of_rooms, desk
    page.goto(address.partition("/desk/")[0] + f"/desk/{room}")

    boxes = page.locator("svg.curve").evaluate(BOXES)

    assert len(boxes) > 1
    assert [words for words, left, right in boxes if left < 0 or right > 0] == []
