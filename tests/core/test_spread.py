"""How fast a story spreads: by who took it up, not by how much one owner wrote."""

from datetime import UTC, datetime, timedelta

from reveille.core import candidates

CLOSING = datetime(2026, 11, 24, 6, tzinfo=UTC)
SIX = CLOSING - timedelta(hours=6)


def report(number, family, hours, copy_of=None):
    return candidates.Report(
        article=number, outlet=f"Outlet {number}", family=family, country="GB", wire=False, language="en",
        paywall=False, headline="A frigate sails", link=f"https://example.org/{number}", text="", body_start=0,
        published=CLOSING - timedelta(hours=hours), copy_of=copy_of, agency="", commentary=False, byline="",
        fresh=True, home=False,
    )  # fmt: skip


def test_a_first_report_has_not_spread():
    assert candidates.takers([report(1, "Harbour Press", 1)], SIX) == 0


def test_one_owner_that_writes_much_has_spread_nothing():
    assert candidates.takers([report(n, "Harbour Press", n) for n in range(1, 6)], SIX) == 0


def test_each_further_family_counts_once_and_when_it_began():
    reports = [
        report(1, "Harbour Press", 9), report(2, "Signal Group", 8), report(3, "Signal Group", 2),
        report(4, "Lantern", 3), report(5, "Lantern", 1), report(6, "Quay", 1),
    ]  # fmt: skip

    assert candidates.takers(reports, SIX) == 2


def test_a_copy_under_another_masthead_took_nothing_up():
    assert candidates.takers([report(1, "Harbour Press", 5), report(2, "Signal Group", 4, copy_of=1)], SIX) == 0


def test_without_reports_nobody_took_it_up():
    assert candidates.takers([], SIX) == 0
