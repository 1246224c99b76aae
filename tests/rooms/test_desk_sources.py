"""The desk's sources: what fails stands first, a trial keeps nothing, and what an editor changes is written down."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.rooms import desk

from reveille.desk.models import LogEntry
from reveille.desk.roles import Role
from reveille.newsroom.models import Article
from reveille.sources import rounds
from reveille.sources.models import Feed, Fetch, Outlet

pytestmark = pytest.mark.django_db(transaction=True)

RECORD = {
    "name": "The Courier", "country": "US", "language": "en", "kind": "newspaper", "family": "courier",
    "home": "https://courier.example/", "hosts": "", "max_sentences": 2, "max_words": 45,
}  # fmt: skip


def outlet(slug, clock, *, failing=0, quiet=0, **more):
    """An outlet with one feed that fails for so many hours, or has brought nothing for so many days."""
    made = Outlet.objects.create(
        slug=slug, name=slug.title(), home=f"https://{slug}.example/", language="en", family=slug, **more
    )
    Feed.objects.create(
        outlet=made, link=f"https://{slug}.example/rss",
        answered_at=clock.now, last_new_at=clock.now - timedelta(quiet),
        failures=failing, failure="unreachable" if failing else "",
        failing_since=clock.now - timedelta(hours=failing) if failing else None,
    )  # fmt: skip
    return made


def page(client, slug):
    return client.get(reverse("source", args=[slug])).content.decode()


def press(client, slug, **form):
    return client.post(reverse("source", args=[slug]), form)


def test_failing_stand_first_the_longest_before_all_then_the_quiet(clock):
    outlet("well", clock), outlet("quiet", clock, quiet=9), outlet("failing", clock, failing=2)
    outlet("dead", clock, failing=200), outlet("shy", clock, opted_out=True)

    shown = desk.at_desk(Role.VIEWER).get(reverse("sources")).content.decode()

    places = [shown.index(f"/outlet/{name}/") for name in ("dead", "failing", "quiet", "well", "shy")]
    assert places == sorted(places)
    assert "Failing: no answer" in shown
    assert "Opted out" in shown


def test_thirty_days_are_told_in_a_picture_and_in_words(clock):
    made = outlet("courier", clock)
    for days, failure in ((0, ""), (1, "unreachable"), (40, "")):
        Fetch.objects.create(feed=made.feeds.get(), at=clock.now - timedelta(days), new=7, failure=failure)

    shown = page(desk.at_desk(Role.VIEWER), "courier")

    assert "Asked 2 times, 1 of them in vain; 14 new entries, at most 7 a day." in shown
    assert shown.count('class="failed"') == 1
    assert shown.count('<th scope="row">24 Nov</th><td>1</td><td>0</td><td>7</td>') == 1
    assert "style=" not in shown


def test_what_an_outlet_says_is_shown_as_text(clock):
    made = outlet("courier", clock, failing=1)
    Outlet.objects.update(name="<script>alert(1)</script>", home="javascript:alert(1)")
    made.feeds.update(failure_detail="<img src=x onerror=alert(2)>")

    shown = page(desk.at_desk(Role.OWNER), "courier")

    assert "<script>alert" not in shown
    assert "<img" not in shown
    assert 'href="javascript:' not in shown


def test_changed_record_is_kept_and_written_down(clock):
    outlet("courier", clock)

    answer = press(desk.at_desk(Role.EDITOR), "courier", act="edit", **{**RECORD, "max_words": 20}, paywall="on")

    changed = Outlet.objects.get()
    assert answer.status_code == 302
    assert (changed.name, changed.max_words, changed.paywall) == ("The Courier", 20, True)
    assert "max_words: 45 → 20" in LogEntry.objects.get(by="editor@desk.example", act="changed an outlet").words


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"name": "x" * 201}, {"name": "a\0b"}, {"country": "usa"}, {"country": "us"}, {"language": "<b>"},
     {"home": "x"}, {"home": "javascript:alert(1)"}, {"hosts": "https://courier.example/"}, {"hosts": "a/b"},
     {"hosts": "com"}, {"kind": "king"}, {"max_words": 46}, {"max_sentences": 3}, {"max_words": -1},
     {"family": "no slug"}],
)  # fmt: skip
def test_wrong_record_is_refused_in_words(clock, wrong):
    outlet("courier", clock)

    answer = press(desk.at_desk(Role.EDITOR), "courier", act="edit", **{**RECORD, **wrong})

    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert Outlet.objects.get().name == "Courier"


def test_what_is_wrong_in_a_record_stands_under_its_field_and_is_read_out_with_it(clock):
    outlet("courier", clock)

    shown = press(desk.at_desk(Role.EDITOR), "courier", act="edit", **{**RECORD, "country": "usa"}).content.decode()

    field, told = shown.index('id="id_country"'), shown.index('<div id="id_country_error">')
    assert 'aria-describedby="id_country_error"' in shown
    assert field < told < shown.index('for="id_language"')
    assert 'action="/desk/sources/outlet/courier/#record"' in shown


def test_what_an_outlet_has_moved_to_is_said_in_its_record(clock):
    outlet("courier", clock, hosts=["courier.example"])
    editor = desk.at_desk(Role.EDITOR)

    moved = {**RECORD, "home": "https://www.Herald.example", "hosts": "herald.example  COURIER.example"}
    press(editor, "courier", act="edit", **moved)
    changed = Outlet.objects.get()
    assert (changed.home, changed.hosts) == ("https://www.herald.example/", ["herald.example", "courier.example"])
    assert 'value="herald.example courier.example"' in page(editor, "courier")

    press(editor, "courier", act="edit", **{**moved, "hosts": ""})
    assert Outlet.objects.get().hosts == ["herald.example"]  # those of its front page
    assert LogEntry.objects.filter(act="changed an outlet").count() == 2


def test_an_outlet_is_given_another_feed_which_is_asked_next(clock):
    made, editor = outlet("courier", clock), desk.at_desk(Role.EDITOR)
    made.feeds.update(next_due=clock.now + timedelta(hours=1))

    given = press(editor, "courier", act="feed", link="https://courier.example/news/rss#top")
    again = press(editor, "courier", act="feed", link="https://courier.example/news/rss")
    wrong = press(editor, "courier", act="feed", link="javascript:alert(1)")

    assert given.status_code == 302
    assert [feed.link for feed in rounds.due(clock.now)] == ["https://courier.example/news/rss"]
    assert (again.status_code, wrong.status_code) == (400, 400)
    assert "it is Courier’s already" in again.content.decode()
    assert 'role="alert">The link leads nowhere we may go' in wrong.content.decode()
    assert list(LogEntry.objects.values_list("act", "words")) == [("added a feed", "https://courier.example/news/rss")]
    assert press(desk.at_desk(Role.VIEWER), "courier", act="feed", link="https://courier.example/2").status_code == 403


def test_retired_feed_is_not_asked_until_it_is_restored(clock):
    feed, editor = outlet("courier", clock).feeds.get(), desk.at_desk(Role.EDITOR)

    press(editor, "courier", act="retire", feed=feed.pk)
    assert rounds.due(clock.now, everyone=True) == []

    press(editor, "courier", act="restore", feed=feed.pk)
    assert rounds.due(clock.now) == [feed]
    assert list(LogEntry.objects.values_list("act", flat=True)) == ["restored a feed", "retired a feed"]


def test_outlet_that_opted_out_is_not_asked(clock):
    outlet("courier", clock)

    press(desk.at_desk(Role.EDITOR), "courier", act="opt-out")

    assert rounds.due(clock.now, everyone=True) == []


def test_feed_of_another_outlet_is_left_alone(clock):
    outlet("courier", clock)
    other = outlet("other", clock).feeds.get()

    for feed in (other.pk, "x", "²", "9" * 400, ""):
        assert press(desk.at_desk(Role.EDITOR, f"e{feed!s:.5}"), "courier", act="retire", feed=feed).status_code == 400
    assert not Feed.objects.filter(retired=True).exists()


def test_trial_shows_what_the_feed_says_and_keeps_nothing(press_, sample, clock):
    made = Outlet.objects.get(slug="dunmore-courier")
    feed = made.feeds.order_by("id").first()

    answer = press(desk.at_desk(Role.EDITOR), made.slug, act="try", feed=feed.pk)

    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "What we take from its first page" in shown
    assert " words · language en" in shown
    said = shown.partition('<div class="all"')[2].partition("</div>")[0]
    assert said.count('<p class="kept">') > 2  # the article, among all else that its page says
    assert "<p>Skip to" in said or said.count("<p>") > 2
    assert not Article.objects.exists()
    assert not Fetch.objects.exists()
    feed.refresh_from_db()
    assert feed.asked_at is None


def test_an_address_is_tried_before_it_becomes_a_feed(press_, sample, clock):
    made = Outlet.objects.get(slug="dunmore-courier")
    feed = made.feeds.order_by("id").first()

    shown = press(desk.at_desk(Role.EDITOR), made.slug, act="try", link=feed.link).content.decode()

    assert "What we take from its first page" in shown
    assert f'value="{feed.link}"' in shown
    assert (
        "inside our own network"
        in press(desk.at_desk(Role.EDITOR, "other"), made.slug, act="try", link="http://127.0.0.1/").content.decode()
    )


@pytest.fixture
def press_(press):
    """The sample morning's press, under a name of its own here."""
    return press


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "file:///etc/passwd", "x", "//",
     "http://10.0.0.1:25/", "gopher://x.example/"],
)  # fmt: skip
def test_no_address_inside_our_network_is_tried(address, clock):
    answer = desk.at_desk(Role.EDITOR).post(reverse("source-add"), {"feed": address, "act": "try"})

    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert "The feed:" not in answer.content.decode()


def test_outlet_is_added_by_the_address_of_its_feed(clock):
    form = {"feed": "https://bugle.example/rss", "name": "The Bugle", "home": "https://bugle.example/", "slug": "bugle",
            "country": "GB", "language": "en", "kind": "newspaper", "act": "enrol"}  # fmt: skip
    editor = desk.at_desk(Role.EDITOR)

    first, second = editor.post(reverse("source-add"), form), editor.post(reverse("source-add"), form)

    assert first.headers["Location"] == reverse("source", args=["bugle"])
    assert second.status_code == 400
    assert "there is an outlet called bugle already" in second.content.decode()
    assert [feed.link for feed in rounds.due(clock.now)] == ["https://bugle.example/rss"]
    assert LogEntry.objects.get().act == "added an outlet"


@pytest.mark.parametrize("wrong", [{"name": ""}, {"slug": ""}, {"home": "x"}, {"feed": "ftp://x"}, {"country": "XX1"}])
def test_half_a_record_adds_nothing(clock, wrong):
    form = {"feed": "https://bugle.example/rss", "name": "The Bugle", "home": "https://bugle.example/", "slug": "bugle",
            "country": "GB", "language": "en", "kind": "newspaper", "act": "enrol", **wrong}  # fmt: skip

    assert desk.at_desk(Role.EDITOR).post(reverse("source-add"), form).status_code == 400
    assert not Outlet.objects.exists()
