"""What a server's answer means: for the letter, its reader, and the domain."""

import pytest

from reveille.core import replies, smtp
from reveille.core.replies import Kind


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("250 2.0.0 queued as A1", Kind.TAKEN), ("250", Kind.TAKEN),
        ("550 5.1.1 no such user", Kind.HARD), ("550 5.1.2 bad host", Kind.HARD), ("551 5.1.6 moved", Kind.HARD),
        ("556 5.1.10 null MX", Kind.HARD), ("552 5.2.2 mailbox full", Kind.SOFT), ("550 5.2.1 disabled", Kind.SOFT),
        ("550 5.7.1 blocked", Kind.POLICY), ("550 5.7.26 unauthenticated", Kind.OURSELVES),
        ("550 5.7.515 not our level", Kind.OURSELVES), ("421 4.7.32 not aligned", Kind.THROTTLED),
        ("450 4.7.32 not aligned", Kind.OURSELVES), ("421 4.7.28 unusual rate", Kind.THROTTLED),
        ("450 4.7.28 unusual rate", Kind.THROTTLED), ("421 shutting down", Kind.THROTTLED),
        ("451 4.7.1 greylisted", Kind.PASSING), ("452 4.2.2 mailbox full", Kind.PASSING), ("450", Kind.PASSING),
        ("452 4.1.1 strange", Kind.PASSING), ("554 no", Kind.LASTING), ("554 5.6.0 bad letter", Kind.LASTING),
    ],
)  # fmt: skip
def test_each_answer_has_its_kind(said, kind):
    (reply,) = smtp.Reader().feed(f"{said}\r\n".encode())

    assert reply.answer.kind == kind


def test_only_an_address_that_does_not_exist_is_hard():
    hard = {
        f"5.{subject}.{detail}"
        for subject in range(8)
        for detail in range(40)
        if replies.kind(550, f"5.{subject}.{detail}") == Kind.HARD
    }

    assert hard == {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"}


def test_words_lose_their_enhanced_code_and_nothing_else():
    assert replies.answer(550, "5.1.1 <a@b> unknown") == replies.Answer(550, "5.1.1", "<a@b> unknown")
    assert replies.answer(250, "5 letters") == replies.Answer(250, "", "5 letters")
