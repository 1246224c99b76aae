"""A sound edition letter for the linter's tests, and ways to break exactly one thing in it."""

import functools
from dataclasses import replace
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

from reveille.core import dkim, message
from reveille.core.lint.findings import Context
from reveille.core.personal import Personal

AT = datetime(2026, 11, 24, 5, 30, tzinfo=UTC)
SITE = "https://reveille.example"
TOKEN = "JlIYhFG6Ru-qwmAz4FFs3zBGedNAfHhW55IbHjcFFwk"
POSTAL = "Reveille Reading Society, 12 Signal Lane, Exampletown"
WHY = "You signed up on reveille.example and confirmed on 3 March 2026. It comes at 06:30 UTC, every day."
PREHEADER = "Two more of this morning’s headlines, verbatim and cut at a word"
HEADLINE = "Harbour pilots agree on the flare signal after a winter of talks"
OUTLET = "https://harbour-ledger.example/2026/11/24/flare"

HEAD = message.Head(
    sender_name="Reveille",
    sender_address="morning@reveille.example",
    subject="Harbour pilots agree on the flare signal",
    list_name="Reveille",
    list_id="military.reveille.example",
    help_url=f"{SITE}/how/",
    archive_url=f"{SITE}/military/archive/",
    owner_address="desk@reveille.example",
    reply_to="desk@reveille.example",
    feedback=("412", "military", "edition", "reveille"),
)
ALICE = Personal(
    to="alice.quist@post.example",
    leave=f"{SITE}/leave/{TOKEN}/",
    you=f"{SITE}/you/{TOKEN}/",
    why=WHY,
    message_id=message.message_id(b"secret", "reveille.example", "edition", "412", "alice"),
    date=AT,
    leave_by_mail=f"mailto:leave+{TOKEN}@reveille.example",
)
TEXT = f"""REVEILLE

{HEADLINE}
The Harbour Ledger, United Kingdom
{OUTLET}

  The boats came home at noon.

In your browser:
  {SITE}/military/2026-11-24/

%%WHY%%
Change the hour:
  %%YOU%%
Unsubscribe:
  %%LEAVE%%
{POSTAL}
"""
HTML = f"""<!doctype html>
<html lang="en" dir="ltr"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>Harbour pilots agree</title>
<style>@media (prefers-color-scheme:dark){{.s{{background-color:#151e27!important;color:#e8edf0!important}}
.s a{{color:#e8edf0!important}}}}</style></head>
<body style="margin:0">
<div style="display:none;max-height:0;overflow:hidden;font-size:1px;color:#fff;background-color:#fff">\
{PREHEADER}{"&#847;&zwnj;&nbsp;" * 60}</div>
<div lang="en" dir="ltr"><table role="presentation" width="600" class="s" bgcolor="#ffffff" \
style="width:100%;max-width:600px;background-color:#ffffff;color:#13202b"><tr><td>
<h1>Reveille</h1><h3><a href="{OUTLET}" style="color:#13202b">{HEADLINE}</a></h3>
<p>The Harbour Ledger, United Kingdom</p><p>The boats came home at noon.</p>
<p><a href="{SITE}/military/2026-11-24/" style="color:#13202b">Read in your browser</a></p>
<p>%%WHY%%</p><p><a href="%%YOU%%" style="color:#13202b">Change the hour</a> ·
<a href="%%LEAVE%%" style="color:#13202b">Unsubscribe</a></p><p>{POSTAL}</p></td></tr></table></div></body></html>
"""


@functools.cache
def signers():
    return (
        dkim.Signer("reveille.example", "day", rsa.generate_private_key(public_exponent=65537, key_size=2048)),
        dkim.Signer("reveille.example", "day-ed", ed25519.Ed25519PrivateKey.generate()),
    )


@functools.cache
def short_signer():
    return dkim.Signer("reveille.example", "short", rsa.generate_private_key(public_exponent=65537, key_size=1024))


def record_of(name):
    return {one.where: one.record() for one in (*signers(), short_signer())}.get(name)


CONTEXT = Context(
    site=SITE,
    hosts=("reveille.example",),
    outlets=("harbour-ledger.example", "old-habits.example"),
    plain_http=("old-habits.example",),
    record_of=record_of,
    envelope=f"b+{TOKEN}@bounces.reveille.example",
    sent_at=AT,
    message_id=ALICE.message_id,
    postal=POSTAL,
    why=WHY,
    manage=ALICE.you,
    headlines=(HEADLINE,),
)


def unsigned(head=HEAD, text=TEXT, html=HTML, personal=ALICE) -> bytes:
    return message.fill(message.template(head, text, html), personal)


def signed(raw: bytes, by=None) -> bytes:
    return dkim.signed(raw, signers() if by is None else by, AT)


def edition(**changes) -> bytes:
    """A signed edition letter with these values changed."""
    head = replace(HEAD, **{k: v for k, v in changes.items() if k in message.Head.__dataclass_fields__})
    personal = replace(ALICE, **{k: v for k, v in changes.items() if k in Personal.__dataclass_fields__})
    return signed(unsigned(head, changes.get("text", TEXT), changes.get("html", HTML), personal))


def html(old: str, new: str) -> bytes:
    """The letter with something else in its HTML."""
    assert old in HTML
    return edition(html=HTML.replace(old, new, 1))


def text(old: str, new: str) -> bytes:
    """The letter with something else in its text."""
    assert old in TEXT
    return edition(text=TEXT.replace(old, new, 1))


def raw(old: bytes, new: bytes) -> bytes:
    """The letter with other bytes in it, signed as it then is."""
    made = unsigned()
    assert old in made
    return signed(made.replace(old, new, 1))


def header(line: bytes) -> bytes:
    """The letter with one more header."""
    return raw(b"MIME-Version:", line + b"\r\nMIME-Version:")


def after(old: bytes, new: bytes) -> bytes:
    """The letter changed after it was signed."""
    made = edition()
    assert old in made
    return made.replace(old, new, 1)


def ours() -> bytes:
    """A letter of our own: a confirmation."""
    return signed(
        message.plain_letter(
            sender_name="Reveille",
            sender_address="morning@reveille.example",
            to=ALICE.to,
            subject="Please confirm",
            text=f"Press the button:\n{SITE}/confirm/{TOKEN}/\n",
            message_id=ALICE.message_id,
            date=AT,
            reply_to="desk@reveille.example",
        )
    )
