"""Stories of the draft are moved by hand: by mouse and by finger, in Chromium, on the demo's open draft."""

import pytest
from playwright.sync_api import expect
from tests.journeys.test_browser import ARTEFACTS, chromium
from tests.journeys.test_desk import desk, done, editor, headlines, take_back
from tools.chromium import CHROMIUM, MISSING

__all__ = ["chromium", "desk", "editor"]  # fixtures
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=MISSING),
]


@pytest.fixture(autouse=True)
def machine(editor):
    """The headlines of the draft as it stands before anybody moves anything."""
    while editor.locator(".log").get_by_role("button", name="Undo").count():  # what a test that failed has left
        take_back(editor)
    return headlines(editor)


def grip(page, number):
    """Where the grip of a story of the draft is, once it is in sight."""
    handle = page.locator("#draft-list .grip").nth(number)
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def upper_half(page, number):
    box = page.locator("#draft-list .row").nth(number).bounding_box()
    return box["y"] + box["height"] / 4


def test_a_story_is_dragged_by_mouse_and_put_back_by_escape(editor, machine):
    x, y = grip(editor, 3)
    editor.mouse.move(x, y)
    editor.mouse.down()
    editor.mouse.move(x, upper_half(editor, 1), steps=5)
    expect(editor.locator("#draft-list .row").nth(1)).to_have_attribute("data-to", "2")
    editor.screenshot(path=ARTEFACTS / "desk-dragging-1280.png")  # of the window: a longer one would move the pointer
    editor.keyboard.press("Escape")
    expect(editor.locator("#said")).to_have_text("Not moved")
    editor.mouse.up()
    expect(editor.locator("[data-to], .row.moving")).to_have_count(0)
    assert headlines(editor) == machine

    editor.mouse.move(x, y)
    editor.mouse.down()
    editor.mouse.move(x, upper_half(editor, 1), steps=5)
    editor.mouse.up()

    done(editor, "at 2")
    expect(editor.locator("#said")).to_contain_text("at 2")
    expect(editor.locator("#draft-list .row").nth(1)).to_contain_text(machine[3])
    expect(editor.locator("#draft-list .row").nth(1).get_by_role("link").first).to_be_focused()
    take_back(editor)
    assert headlines(editor) == machine
    assert editor.complaints == []


def test_a_story_is_dragged_by_mouse_into_another_section(editor):
    part = "#draft-list .row[data-part]:not([data-part=''])"
    sections = editor.locator(part).evaluate_all("rows => rows.map(row => row.dataset.part)")
    target = len(sections) - 1
    assert sections[target] != sections[0], sections
    words = editor.locator(part).first.locator(".h").inner_text()
    editor.set_viewport_size({"width": 1280, "height": 3200})  # all of it is in sight
    first = len(headlines(editor)) - len(sections)
    x, y = grip(editor, first)
    editor.mouse.move(x, y)
    editor.mouse.down()
    editor.mouse.move(x, upper_half(editor, first + target), steps=5)
    editor.mouse.up()

    done(editor, f"under {sections[target]}")
    moved = editor.locator("#draft-list .row", has_text=words)
    expect(moved).to_have_attribute("data-section", sections[target])
    take_back(editor)


def test_a_story_is_dragged_by_a_finger_and_the_page_scrolls_along(editor, machine):
    editor.set_viewport_size({"width": 390, "height": 700})
    finger = editor.context.new_cdp_session(editor)

    def touch(kind, *at):
        points = [{"x": at[0], "y": at[1]}] if at else []
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    x, y = grip(editor, 0)
    touch("touchStart", x, y)
    touch("touchMove", x, 690)  # near the lower edge, where the page begins to go up
    expect(editor.locator("#draft-list .row").last).to_be_in_viewport()
    touch("touchCancel")
    expect(editor.locator("#said")).to_have_text("Not moved")
    expect(editor.locator("[data-to], .row.moving")).to_have_count(0)

    x, y = grip(editor, 0)
    touch("touchStart", x, y)
    touch("touchMove", x, y + 20)
    touch("touchMove", x, upper_half(editor, 2))
    expect(editor.locator("#draft-list .row").nth(2)).to_have_attribute("data-to", "2")
    editor.screenshot(path=ARTEFACTS / "desk-dragging-390.png")
    touch("touchEnd")

    done(editor, "at 2")
    expect(editor.locator("#draft-list .row").nth(1)).to_contain_text(machine[0])
    take_back(editor)
    assert headlines(editor) == machine
    assert editor.complaints == []


def test_a_drop_that_somebody_was_quicker_than_moves_nothing_and_says_so(desk, editor, machine):
    other = editor.context.new_page()
    other.goto(desk[0])
    other.locator("#draft-list .h a").first.click()
    other.get_by_role("button", name="Make it the subject").click()
    done(other, "for the subject")

    x, y = grip(editor, 3)
    editor.mouse.move(x, y)
    editor.mouse.down()
    editor.mouse.move(x, upper_half(editor, 1), steps=5)
    editor.mouse.up()

    expect(editor.get_by_role("alert")).to_contain_text("more has happened")
    assert headlines(editor) == machine
    take_back(editor)
    other.close()


def test_without_script_the_buttons_move_a_story_and_there_is_no_grip(desk, chromium):
    address, (name, password) = desk
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(address)
    page.get_by_label("address").fill(name)
    page.get_by_label("password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#draft-list .grip").first).to_be_hidden()
    page.locator("#draft-list .h a").nth(1).click()
    page.get_by_role("button", name="Up").click()
    done(page, "at 1")
    take_back(page)
    context.close()
