"""A past day is made from what was known then: not from what was read, copied, grouped or corrected since."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from reveille.core import feeds, layout, links
from reveille.editions import closing, drafting, replay
from reveille.newsroom import archive, grouping, intake, reading, sifting, versions
from reveille.newsroom.models import Article, Membership, Story, Verdict
from reveille.sources import fetch
from reveille.sources.models import Outlet

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 24)
SIX = datetime(2026, 11, 24, 6, tzinfo=UTC)
WORDS = (
    "Navy minehunters from eleven countries sailed before dawn on Monday into the strait off the naval base. "
    "The admiral said the warships had destroyed thirty-one mines laid by the army's artillery brigade in the war. "
    "Soldiers of the infantry battalion guarded the harbour while the fleet of frigates exercised with missiles."
)


def outlet(name, kind="newspaper"):
    return Outlet.objects.create(
        slug=name, name=name.title(), home=f"https://{name}.example/", family=name, country="EE", kind=kind,
        language="en", hosts=[f"{name}.example"],
    )  # fmt: skip


def article(of, number=1, title="Navy minehunters clear the strait off the naval base", text=WORDS, at=SIX, **more):
    from reveille.newsroom import stored

    made = Article(
        outlet=of, link=f"https://{of.slug}.example/{number}", title=title, language="en", found_at=at, published=at,
        **more,
    )  # fmt: skip
    stored.set_text(made, text, "feed")
    made.save()
    return made


def judged(moment):
    sifting.sift(moment, ["military"])
    return grouping.group(moment)


def page(words):
    body = "".join(f"<p>{part.strip()}.</p>" for part in words.split(".") if part.strip())
    return (
        f"<html lang='en'><body><article><h1>A later headline of the page</h1>{body}</article></body></html>".encode()
    )


def test_article_whose_page_was_read_after_closing_says_what_it_said_before(newsletter):
    early = article(outlet("ledger"), at=SIX - timedelta(hours=1))
    judged(SIX)
    answer = fetch.Answer(200, page(f"Something else altogether. {WORDS}"), "text/html", early.link)
    reading.take(Article.objects.get(), answer, SIX + timedelta(minutes=5))
    judged(SIX + timedelta(minutes=10))

    edition = closing.close(newsletter, DAY, SIX + timedelta(minutes=10)).edition

    assert edition.state == "closed", edition.note
    assert edition.page["top"][0]["headline"] == early.title
    assert "Something else" not in edition.text
    assert Article.objects.get().text.startswith("Something else")


def test_roundup_neither_stands_for_a_story_nor_counts_in_one(newsletter):
    article(outlet("ledger"), at=SIX - timedelta(hours=3))
    told = (
        "Navy minehunters cleared the strait off the naval base, said the admiral of the artillery brigade's mines."
        " Warships and frigates of the fleet sailed with missiles. In other news: a fair in the village."
    )
    same = "Morning briefing: navy minehunters clear the strait off the naval base"
    beside = article(outlet("herald"), title=same, text=told, at=SIX - timedelta(hours=2))
    alone = (
        "Paratroopers and tanks drilled at Brannock under three generals. Troops of the regiment fell ill with colds."
    )
    article(outlet("gazette"), title="In brief: tanks drill", text=alone, at=SIX - timedelta(hours=1))
    judged(SIX - timedelta(minutes=40))

    page = layout.from_json(drafting.draft(newsletter, DAY, SIX - timedelta(minutes=40)).page)

    assert [(item.headline, item.outlet, item.outlets) for item in page.items] == [
        ("Navy minehunters clear the strait off the naval base", "Ledger", 1)
    ]
    assert Membership.objects.get(article=beside).story.memberships.count() == 2


def test_background_is_called_so_and_its_points_say_why(newsletter):
    article(outlet("ledger"), title="Why navy minehunters clear the strait off the naval base", at=SIX)
    judged(SIX)

    edition = drafting.draft(newsletter, DAY, SIX)
    page = layout.from_json(edition.page)

    assert [(item.marks, item.rank) for item in page.items] == [(("background",), None)]
    assert [-4.0, "not news: background, by its headline"] in edition.weighed[0]["reasons"]


def test_report_that_looked_forward_to_yesterday_gives_way_to_one_that_tells(newsletter):
    title = "Navy minehunters to clear the strait off the naval base on Monday"
    ahead = "Minehunters will sail into the strait off the naval base. The admiral promised the navies a quiet sea."
    article(outlet("ledger"), title=title, text=ahead, at=SIX - timedelta(hours=20))
    article(outlet("herald"), at=SIX - timedelta(hours=23))
    judged(SIX)

    page = layout.from_json(drafting.draft(newsletter, DAY, SIX).page)

    assert [(item.headline, item.outlets) for item in page.items] == [
        ("Navy minehunters clear the strait off the naval base", 2)
    ]


def test_outlet_whose_summaries_never_stop_is_known_by_what_it_had_until_closing(newsletter):
    bare = WORDS[:-1].replace(". ", ", ")
    of = outlet("ledger")
    for number in range(2, 12):
        summary = f"{'Boats ' * number}lie at pier {number}"
        article(of, number, title=f"Boats at pier {number}", text=summary, summary=summary, at=SIX)
    told = article(of, title="Minehunters", text=bare, summary=bare, at=SIX)

    assert archive.unstopped([told], SIX) == {of.pk}
    assert archive.unstopped([told], SIX - timedelta(hours=1)) == set()


def test_verdict_on_what_an_article_says_now_does_not_bring_it_into_yesterday(newsletter):
    article(outlet("ledger"), title="A fair in the village", text="Cakes, and a band.", at=SIX - timedelta(hours=1))
    answer = fetch.Answer(200, page(WORDS), "text/html", "https://ledger.example/1")
    reading.take(Article.objects.get(), answer, SIX + timedelta(minutes=5))
    judged(SIX + timedelta(minutes=10))
    assert Verdict.objects.get().on

    assert closing.close(newsletter, DAY, SIX + timedelta(minutes=10)).edition.state == "held"


def test_of_two_changes_after_a_moment_the_first_tells_what_stood_then():
    one = article(outlet("ledger"), title="First", at=SIX)
    for minutes, title in ((10, "Second"), (20, "Third")):
        versions.keep(one, SIX + timedelta(minutes=minutes))
        one.title = title
        one.save()

    def title(minutes):
        return archive.as_of(Article.objects.select_related("outlet"), SIX + timedelta(minutes=minutes))[0].title

    assert [title(minutes) for minutes in (5, 10, 19, 25)] == ["First", "Second", "Second", "Third"]


def test_copy_of_a_text_that_came_later_was_no_copy_before():
    first = article(outlet("ledger"), at=SIX - timedelta(hours=2))
    second = article(outlet("lantern"), at=SIX - timedelta(hours=1))
    wire = article(outlet("northline", "agency"), at=SIX + timedelta(hours=1))
    sifting.sift(SIX + timedelta(hours=2), ["military"])
    assert set(Article.objects.values_list("copy_of", flat=True)) == {wire.pk, None}

    then = {a.pk: a.copy_of_id for a in archive.as_of(Article.objects.filter(found_at__lte=SIX), SIX)}

    assert then == {first.pk: None, second.pk: first.pk}


def test_day_that_is_grouped_after_a_later_one_finds_the_story_that_has_its_name_already():
    article(outlet("ledger"), at=SIX - timedelta(hours=3))
    sifting.sift(SIX, ["military"])
    grouping.group(SIX + timedelta(days=1))
    grouping.group(SIX)

    assert Story.objects.get().founded_at == SIX
    assert [m.joined_at for m in Membership.objects.order_by("joined_at")] == [SIX, SIX + timedelta(days=1)]


def test_two_clusters_of_a_day_do_not_both_take_the_name_of_the_story_they_became():
    one = article(outlet("ledger"), at=SIX - timedelta(hours=3))
    other = article(
        outlet("lantern"), title="Budget talks stall in parliament over pensions", at=SIX - timedelta(hours=3),
        text="Lawmakers argued about pensions for nine hours. No party moved. The talks go on next week.",
    )  # fmt: skip
    sifting.sift(SIX, ["military"])
    tomorrow = SIX + timedelta(days=1)
    became = Story.objects.create(slug="became", founded_at=tomorrow)
    for member in (one, other):
        Membership.objects.create(article=member, story=became, joined_at=tomorrow)
    grouping.group(SIX)

    stories = grouping.of([one.pk, other.pk], SIX)
    assert len(set(stories.values())) == 2
    assert grouping.of([one.pk, other.pk], tomorrow) == {one.pk: became.pk, other.pk: became.pk}


def test_article_that_was_read_anew_while_it_was_sifted_is_sifted_again(monkeypatch):
    article(outlet("ledger"))
    find = sifting.copies.find

    def read_meanwhile(*arguments, **more):
        Article.objects.update(title="What the page says", sifted_at=None)
        return find(*arguments, **more)

    monkeypatch.setattr(sifting.copies, "find", read_meanwhile)
    sifting.sift(SIX, ["military"])

    assert Article.objects.get().sifted_at is None
    assert not Verdict.objects.exists()


def test_changed_profile_judges_the_last_days_anew(settings, tmp_path):
    article(outlet("ledger"))
    sifting.sift(SIX, ["military"])
    assert Verdict.objects.get().on

    shipped = (settings.BEATS[-1] / "military.toml").read_text("utf-8")
    (tmp_path / "military.toml").write_text(re.sub(r"(?m)^threshold = .*$", "threshold = 10000", shipped), "utf-8")
    settings.BEATS = [tmp_path]
    sifting.sift(SIX, ["military"])

    assert not Verdict.objects.get().on


def test_stories_that_merged_overnight_are_neither_new_nor_quiet(newsletter):
    yesterday = SIX - timedelta(days=1)
    ledger, lantern, echo = outlet("ledger"), outlet("lantern"), outlet("echo")
    one = article(ledger, at=yesterday - timedelta(hours=2))
    other = article(
        lantern, title="Destroyer shoots down drone over the gulf", at=yesterday - timedelta(hours=2),
        text="A destroyer shot down a drone over the gulf on Sunday, the ministry of defence said. "
             "The warship's crew of sailors was unhurt. Troops and tanks left for the coast.",
    )  # fmt: skip
    judged(yesterday)
    first = closing.close(newsletter, DAY - timedelta(days=1), yesterday).edition
    assert first.page["stories"] == 2
    late = article(
        echo, title="Third warship of the navy joins the minehunters", at=SIX - timedelta(hours=1),
        text="A third warship of the navy has joined the search for mines, the fleet's admiral told sailors.",
    )  # fmt: skip
    sifting.sift(SIX, ["military"])
    kept = grouping.of([one.pk], SIX)[one.pk]
    merged = Story.objects.create(slug="merged", founded_at=SIX)  # whatever its number, its articles are known
    Membership.objects.filter(article__in=[one, other]).update(left_at=SIX)
    for member in (one, other, late):
        Membership.objects.create(article=member, story=merged, joined_at=SIX)
    second = drafting.draft(newsletter, DAY, SIX)

    (item,) = second.page["top"]
    assert kept != merged.pk
    assert item["kinds"] == ["updated"]
    assert item["change"] == "1 more outlet"
    assert second.page["quiet"] == []


def test_what_a_feed_has_that_cannot_be_used_is_counted_and_named():
    ledger = outlet("ledger")

    def entry(link, title="A headline"):
        return feeds.Entry(links.Link(link), link, title, "", "", None, None, "", "")

    kept = intake.keep(
        ledger,
        None,
        [entry("https://ledger.example/1"), entry("https://ledger.example/2", ""), entry("https://else.example/1")],
        SIX,
    )

    assert (kept.new, kept.left_out_in_words()) == (1, "left out: 1 that lead to strangers, 1 without a title")


def with_a_tail(of, name, behind, at):
    """An article of an outlet that sets its name behind headlines and no full stop behind summaries."""
    words, bare = f"ferry number {name} waits for a berth", f"{'Boats ' * (ord(name) - 90)}lie at pier {name}"
    made = article(of, name, f"{words.capitalize()}{behind}", text=bare, summary=bare, at=at)
    Article.objects.filter(pk=made.pk).update(link=f"https://{of.slug}.example/{words.replace(' ', '-')}")


def test_replay_keeps_to_the_habits_that_outlets_had_at_closing(newsletter, settings):
    settings.POSTAL_ADDRESS = "Reveille Reading Society, 12 Signal Lane"
    before, of = SIX - timedelta(hours=1), outlet("ledger")
    for name in "abcdefghij":
        with_a_tail(of, name, " Coast News", before - timedelta(days=6))
    title = "Navy minehunters clear the strait off the naval base"
    bare = WORDS[:-1]
    told = article(of, title=f"{title} Coast News", text=bare, summary=bare, at=before)
    Article.objects.filter(pk=told.pk).update(link=f"https://ledger.example/{title.lower().replace(' ', '-')}")
    judged(before)
    closed = closing.close(newsletter, DAY, SIX).edition
    (item,) = layout.from_json(closed.page).items
    assert item.headline == title, "without what its outlet sets behind every one"

    assert closed.habits == {"unstopped": [of.pk], "tails": {str(of.pk): "Coast News"}}

    Article.objects.exclude(pk=told.pk).delete()  # what showed them is gone, as old summaries are

    assert archive.habits([told], SIX) == archive.Habits(frozenset(), {})
    assert replay.replay(closed).same


def test_habits_of_headlines_are_an_outlets_own_and_as_they_stood(newsletter):
    ledger, herald = outlet("ledger"), outlet("herald")
    Outlet.objects.update(name="The Times")
    for name in "abcdefgh":
        with_a_tail(ledger, name, " Coast News", SIX)
        with_a_tail(herald, name, "", SIX)
    here = list(Article.objects.select_related("outlet"))
    assert archive.tails(here, SIX) == {ledger.pk: "Coast News"}

    for one in Article.objects.all():
        versions.keep(one, SIX + timedelta(hours=1))
        Article.objects.filter(pk=one.pk).update(title=f"Bulletin {one.pk}")
    assert archive.tails(here, SIX) == {ledger.pk: "Coast News"}
