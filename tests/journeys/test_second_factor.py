"""An owner turns the second factor on, and signs in by a code and by a recovery code: in Chromium, by keyboard."""

import base64
import os
import re
import subprocess
import sys
import time

import pytest
from playwright.sync_api import expect
from tests.journeys.test_browser import PATIENCE, ROOT, STARTING, chromium, heading
from tests.journeys.test_desk import look
from tests.journeys.test_signing_up import SERVING
from tools.chromium import CHROMIUM, MISSING

from reveille.desk import one_time

__all__ = ["chromium"]  # a fixture
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=MISSING),
]

OWNER = "owner@desk.example"
TABS = 40  # at most, to any place of a page


class Phone:
    """An app for one-time codes, which shows no code twice."""

    def __init__(self, spelt):
        self.key, self.last = base64.b32decode(spelt.replace(" ", "")), -1

    def code(self):
        self.last = max(int(time.time()) // one_time.STEP, self.last + 1)
        return one_time.code_at(self.last, self.key)


@pytest.fixture
def desk(tmp_path):
    """Where the desk is, and the password of its owner."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("REVEILLE_")}
    told = {**ours, "REVEILLE_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "reveille.project.settings"}
    with subprocess.Popen(
        [sys.executable, "-c", SERVING], env=told, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            port = int(server.stdout.readline())
            made = subprocess.run(
                [sys.executable, "-c", "from reveille.cli import main; main()", "account", OWNER, "--role", "owner"],
                env=told, cwd=ROOT, capture_output=True, text=True, check=True, timeout=STARTING,
            )  # fmt: skip
            yield f"http://127.0.0.1:{port}/desk/", re.search(r"password (\S+) ", made.stdout).group(1)
            server.communicate("\n", timeout=STARTING)
        finally:
            server.kill()


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
    yield page
    context.close()


def at(page, place):
    """Go to a place of the page as somebody without a mouse does."""
    for _ in range(TABS):
        if place.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {place}")


def typed(page, label, words):
    at(page, page.get_by_label(label))
    page.keyboard.type(words)


def pressed(page, name):
    at(page, page.get_by_role("button", name=name))
    page.keyboard.press("Enter")


def sign_in(page, address, password):
    page.goto(address)
    typed(page, "E-mail address", OWNER)
    typed(page, "Password", password)
    page.keyboard.press("Enter")


def test_an_owner_sets_a_phone_up_and_signs_in_with_it_and_without_it(desk, page):
    address, password = desk
    sign_in(page, address, password)
    at(page, page.get_by_role("link", name=OWNER))
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Your account")
    look(page, "security-off")
    typed(page, "Your password", password)
    page.keyboard.press("Enter")

    expect(heading(page)).to_have_text("Set up a phone")
    phone = Phone(page.locator(".key").inner_text())
    look(page, "phone")
    typed(page, "Code", "000000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("not right")
    page.keyboard.type(phone.code())  # it stands in the field
    page.keyboard.press("Enter")

    expect(heading(page)).to_have_text("Recovery codes")
    recovery = page.locator(".recovery code").all_inner_texts()
    assert len(recovery) == 10
    look(page, "recovery")
    at(page, page.get_by_role("link", name="I have kept them"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("10 of 10 recovery codes")).to_be_visible()
    look(page, "security-on")
    page.goto(f"{address}accounts/")
    look(page, "accounts-factor")

    pressed(page, "Sign out")
    expect(page.get_by_label("Password")).to_be_visible()
    sign_in(page, address, password)
    expect(heading(page)).to_have_text("A code from your phone")
    look(page, "code")
    page.keyboard.type(phone.code())
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/desk/military/"))

    pressed(page, "Sign out")
    expect(page.get_by_label("Password")).to_be_visible()
    sign_in(page, address, password)
    expect(heading(page)).to_have_text("A code from your phone")
    at(page, page.get_by_text("No phone at hand?"))
    page.keyboard.press("Enter")
    look(page, "code-recovery")
    typed(page, "One of your recovery codes", recovery[0])
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/desk/military/"))
    page.goto(f"{address}security/")
    expect(page.get_by_text("9 of 10 recovery codes")).to_be_visible()

    typed(page, "Your password", password)
    typed(page, "A code from your phone", recovery[1])
    pressed(page, "Turn it off")
    expect(page.get_by_role("button", name="Set up a phone")).to_be_visible()
    assert [said for said in page.complaints if "400" not in said] == []  # the wrong code's answer
