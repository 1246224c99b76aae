"""Names beyond ASCII before the @: by real servers that speak SMTPUTF8, and by one that does not."""

import email
import email.policy

from aiosmtpd.lmtp import LMTP
from tests.lab import judges
from tests.lab.installation import OUTSIDE
from tests.lab.test_returns import LISTENER, running, told, until

from reveille.mail.catcher import Catcher


class Mailboxes(Catcher):
    """Mailboxes of names beyond ASCII, to which Postfix brings what it takes for heard.test; Dovecot 2.3 has none."""

    def _talker(self):
        return LMTP(self, hostname="heard.test", enable_SMTPUTF8=True)


def test_name_beyond_ascii_gets_its_letter_signed_and_aligned(house, tmp_path):
    """Postfix says SMTPUTF8 on to who takes it; the signature over a UTF-8 To holds for OpenDKIM and dkimpy."""
    address = f"ünal.çelik-{house.tag}@heard.test"
    house.readers(address)
    with Mailboxes(tmp_path / "boxes", LISTENER) as boxes:
        ledger = house.deliver(**OUTSIDE)
        [caught] = until(boxes.caught)

    letter = email.message_from_bytes(caught.letter, policy=email.policy.default)
    assert ledger.rows[address]["state"] == "sent"
    assert caught.recipient == address
    assert f"\nTo: {address}\r\n".encode() in caught.letter
    assert judges.dkimpy(caught.letter) == [True, True]
    assert judges.results(letter, "opendkim.reveille.test")["dkim"] == ["pass", "pass"]
    assert judges.results(letter, "mx.reveille.test")["dmarc"] == ["pass"]


def test_name_that_its_own_server_cannot_take_comes_back_and_nobody_is_suppressed(house):
    """Dovecot offers no SMTPUTF8: Postfix, which took the letter, says so in a report of RFC 6533."""
    address, stayer = house.readers("ünal", "stayer")
    with running(house):
        until(lambda: told(house)[0]["bounced"] == 1)
        edition, ledger = told(house)

    assert (edition["sent"], edition["bounced"]) == (2, 1)
    assert [ledger.rows[one]["suppressed"] for one in (address, stayer)] == [False, False]
    assert ledger.rows[address]["subscription"] == "confirmed"


def test_confirmation_reaches_a_name_beyond_ascii(house, tmp_path):
    address = f"ünal-{house.tag}@heard.test"
    with Mailboxes(tmp_path / "boxes", LISTENER) as boxes:
        house.drive("ask", house.begun.isoformat(), address, **OUTSIDE)
        [caught] = until(boxes.caught)

    assert caught.recipient == address
    assert judges.dkimpy(caught.letter) == [True, True]
