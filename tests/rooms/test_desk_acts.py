"""An editor's acts on a real draft: shown at once, undone at will, kept through closing and replay."""

import dataclasses
import email
import email.policy
import html
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from tests.rooms import desk, people
from tests.rooms.test_api import Program

from reveille import day
from reveille.desk.models import LogEntry
from reveille.desk.roles import Role
from reveille.editions import acts, composing, drafting, renderings, replay, searching, weighing
from reveille.editions.models import Act, Edition
from reveille.mail.models import Alarm
from reveille.newsroom import grouping, profiles
from reveille.newsroom.models import Article, Membership, Opinion, Story, Verdict
from reveille.sources import reach

from .conftest import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(press, sample, newsletter, clock, outbox, settings):
    settings.POSTAL_ADDRESS = "Reveille Reading Society, 12 Signal Lane"
    clock.set(DAY, 5, 20)
    day.round_(clock, dataclasses.replace(reach.ours(), timeout=1.5), everyone=True)
    day.draft_next(clock())
    return Edition.objects.get()


@pytest.fixture
def editor(draft):
    return desk.at_desk(Role.EDITOR)


def do(client, kind, status=303, seen=None, **form):
    edition = Edition.objects.get(date=DAY)
    form["seen"] = acts.seen(edition) if seen is None else seen
    answer = client.post(reverse("desk-act", args=["military", DAY]), {"kind": kind, **form})
    assert answer.status_code == status, answer.content.decode()
    return answer


def today(client, **query):
    return client.get(reverse("desk-day", args=["military", DAY]), query).content.decode()


def told():
    return [one["slug"] for one in sorted(weighed(), key=lambda one: one["place"]) if one["place"]]


def weighed():
    return Edition.objects.get().weighed


def of(slug):
    return next(one["article"] for one in weighed() if one["slug"] == slug)


def _items(edition):
    return [item for section in edition.page["sections"] for item in section["items"]]


def close(newsletter, clock):
    clock.set(DAY, 6)
    return day.close(newsletter, DAY, clock()).edition


def test_pin_drop_move_and_undo_bring_back_what_was(editor, newsletter, clock):
    machine = told()

    do(editor, "place", article=of(machine[4]), place=1)
    do(editor, "drop", article=of(machine[1]))
    shaped = told()
    assert shaped[:3] == [machine[4], machine[0], machine[2]]
    assert machine[1] not in shaped
    assert "Pinned" in today(editor)

    for act in Act.objects.order_by("-pk"):
        do(editor, "undo", act=act.pk)
    assert told() == machine
    assert Act.objects.filter(undone_by="editor@desk.example").count() == 2


def test_a_story_dropped_in_another_section_is_put_there_by_one_act(editor, newsletter, clock):
    sections = profiles.beat(newsletter.beat).section_names()
    (story,) = [item for item in _items(Edition.objects.get()) if item["slug"] == told()[-1]]
    other = next(name for name in sections if name != story["section"])

    do(editor, "place", article=of(story["slug"]), place=7, section=other)
    do(editor, "place", status=409, article=of(story["slug"]), place=7, section="Sport")

    (moved,) = [item for item in _items(Edition.objects.get()) if item["slug"] == story["slug"]]
    assert (told()[6], moved["section"]) == (story["slug"], other)
    assert f"at 7, under {other}" in today(editor)
    closed = close(newsletter, clock)
    assert replay.replay(closed).same
    assert Act.objects.count() == 1


def test_who_only_looks_has_nothing_to_drag(editor):
    assert 'id="move"' in today(editor)
    assert 'id="move"' not in today(desk.at_desk(Role.VIEWER))


def test_a_shaped_edition_closes_by_the_clock_and_replays_byte_for_byte(editor, newsletter, clock):
    slugs = told()
    told_by_several = [p for p in Edition.objects.get().placements.all() if len({r["headline"] for r in p.reports}) > 1]
    story = told_by_several[1]
    other = next(r for r in story.reports if r["article"] != of(story.slug))
    do(editor, "headline", article=of(story.slug), lead=other["article"])
    do(editor, "place", article=of(slugs[-1]), place=2)
    do(editor, "drop", article=of(slugs[0]))
    do(editor, "note", article=of(slugs[2]), text="The desk has asked the ministry.")
    do(editor, "subject", article=of(slugs[3]))

    closed = close(newsletter, clock)

    assert closed.state == "closed"
    assert "Editor’s note:" in closed.html and "Editor’s note: The desk has asked" in closed.text
    assert other["headline"] in [item["headline"] for item in _items(closed)]
    assert slugs[0] not in str(closed.page["sections"])
    assert replay.replay(closed).same


def test_chosen_sentences_are_checked_word_for_word(editor, newsletter, clock):
    article = of(told()[0])
    offered = today(editor, chosen=article)
    spans = [part.split('"')[0] for part in offered.split('name="sentence" value="')[1:]]

    do(editor, "sentences", article=article, sentence=spans[1:2])
    do(editor, "sentences", status=409, article=article, sentence=["0:5"])

    chosen = Act.objects.get().value["sentences"]
    closed = close(newsletter, clock)
    assert chosen[0] in Article.objects.get(pk=article).text
    assert [one["text"] for one in closed.page["top"][0]["sentences"]] == chosen


def test_two_editors_at_once_overwrite_nothing(editor):
    other, slugs = desk.at_desk(Role.EDITOR, "other"), told()
    seen = acts.seen(Edition.objects.get())
    do(editor, "drop", article=of(slugs[0]))

    refused = do(other, "place", status=409, seen=seen, article=of(slugs[1]), place=1)

    assert "more has happened" in refused.content.decode()
    assert "editor@desk.example dropped" in refused.content.decode()
    assert Act.objects.count() == 1


def test_a_held_edition_stays_and_the_operator_is_told_at_closing(editor, newsletter, clock):
    do(editor, "hold", text="the lead is not confirmed")
    assert not Alarm.objects.filter(cause__startswith="no-edition").exists()

    clock.set(DAY, 6)
    assert day.close_due(clock) == []
    assert Edition.objects.get().state == "held"
    assert "not confirmed" in Alarm.objects.get(cause__startswith="no-edition").words
    do(editor, "drop", article=of(told()[0]))
    assert Edition.objects.get().state == "held"

    do(editor, "undo", act=Act.objects.get(kind="hold").pk)
    assert [one.state for one in day.close_due(clock)] == ["closed"]


def test_closing_now_freezes_what_is_known_and_replays(editor, newsletter, clock):
    do(editor, "close")

    closed = Edition.objects.get()
    assert (closed.state, closed.closing_at) == ("closed", clock())
    assert replay.replay(closed).same
    clock.set(DAY, 6)
    assert day.close_due(clock) == []
    do(editor, "drop", status=409, article=of(told()[0]))
    do(editor, "close")
    assert Edition.objects.get().digest == closed.digest
    assert LogEntry.objects.filter(act="close").count() == 1


def test_a_correction_stands_on_the_page(editor, newsletter, clock, client):
    close(newsletter, clock)
    do(editor, "correct", text="The <b>bridge</b> opened in May.")

    page = client.get(reverse("edition", args=["military", DAY])).content.decode()

    assert "Correction, 24 November 2026." in page
    assert "The &lt;b&gt;bridge&lt;/b&gt; opened" in page


def test_the_desk_says_which_story_is_down_and_takes_none_down_twice(editor, newsletter, clock):
    close(newsletter, clock)
    article = of(told()[0])

    do(editor, "takedown", article=article, text="a court has asked for it")

    assert '<span class="mark pin">Taken down</span>' in today(editor, chosen=article)
    assert "Take it down" not in today(editor, chosen=article)
    again = do(editor, "takedown", status=409, article=article, text="once more")
    assert "The story is down already." in again.content.decode()
    do(editor, "undo", act=Act.objects.get(kind="takedown").pk)
    assert "Taken down</span>" not in today(editor, chosen=article)
    assert "Take it down" in today(editor, chosen=article)


def test_a_story_taken_down_leaves_a_line_and_the_mail_as_it_was(editor, newsletter, clock, client):
    closed = close(newsletter, clock)
    slug = told()[0]
    headline = closed.page["top"][0]["headline"]

    do(editor, "takedown", article=of(slug), text="a court has asked for it")

    address = reverse("edition", args=["military", DAY])
    page = client.get(address).content.decode()
    assert "A story was taken down: a court has asked for it" in page
    assert headline not in page
    gone = client.get(f"{address}{slug}/")
    assert gone.status_code == 410
    assert "Taken down on" in gone.content.decode()
    assert "a court has asked for it" in gone.content.decode()
    assert headline not in gone.content.decode()
    assert "Ein Thema wurde entfernt: a court has asked for it" in client.get(f"/de{address}{slug}/").content.decode()
    for elsewhere in (
        "/military/archive/",
        "/",
        "/sitemap.xml",
        f"/sitemap/military/{DAY:%Y-%m}.xml",
        "/military/feed.atom",
        f"/api/newsletters/military/editions/{DAY}",
    ):
        answer = client.get(elsewhere)
        assert answer.status_code == 200, elsewhere
        told_there = answer.content.decode()
        assert headline not in told_there, elsewhere
        assert f"/{slug}/" not in told_there, elsewhere
    assert slug not in [found.slug for found in searching.find(headline).placements]
    assert renderings.digest(closed.html, closed.text) == Edition.objects.get().digest
    do(editor, "undo", act=Act.objects.get().pk)
    assert headline in client.get(address).content.decode()
    assert slug in [found.slug for found in searching.find(headline).placements]
    assert client.get(f"{address}{slug}/").status_code == 200


def test_a_story_off_the_beat_is_added_by_its_link(editor):
    known = {report["article"] for p in Edition.objects.get().placements.all() for report in p.reports}
    off = Article.objects.filter(verdicts__on=False, memberships__left_at=None, copy_of=None).exclude(pk__in=known)
    article = next(one for one in off.order_by("pk") if one.memberships.exists() and one.text)

    do(editor, "add", link=article.link)
    do(editor, "add", status=409, link="https://nobody.example/")

    sixth = Edition.objects.get().placements.get(position=6)
    assert article.pk in [report["article"] for report in sixth.reports]


def test_every_act_is_in_the_log(editor):
    do(editor, "drop", article=of(told()[0]))

    entry = LogEntry.objects.get()
    assert (entry.by, entry.act, entry.on) == ("editor@desk.example", "drop", f"military {DAY}")
    assert entry.words.startswith("dropped “")


NONSENSE = [
    ("place", {"article": 0, "place": 1}),
    ("place", {"place": 0}),
    ("place", {"place": "9" * 40}),
    ("drop", {"article": "x"}),
    ("headline", {"lead": 0}),
    ("note", {"text": " "}),
    ("note", {"text": "x" * 301}),
    ("sentences", {}),
    ("king", {}),
    ("undo", {"act": 7}),
    ("correct", {"text": "x"}),
    ("hold", {"text": ""}),
    ("add", {"link": "javascript:alert(1)"}),
]


def test_numbers_and_days_of_any_length_are_no_fault_of_ours(editor):
    address = reverse("desk-day", args=["military", DAY])

    assert editor.get(address, {"chosen": "9" * 5000}).status_code == 200
    do(editor, "place", status=409, article="9" * 5000, place="9" * 5000)
    for far in ("0001-01-01", "9999-12-31"):
        assert editor.get(f"/desk/military/{far}/").status_code == 404


def test_no_sentence_chosen_is_told_as_that(editor):
    answer = editor.post(
        reverse("desk-act", args=["military", DAY]), {"kind": "sentences", "article": of(told()[0]), "seen": 0}
    )

    assert (answer.status_code, "Choose at least one sentence." in answer.content.decode()) == (409, True)


def test_nonsense_changes_nothing(editor):
    machine = told()

    for kind, form in NONSENSE:
        do(editor, kind, status=409, **{"article": of(machine[0]), **form})

    assert told() == machine
    assert not Act.objects.exists()


def test_the_letter_stands_in_a_frame_in_which_nothing_runs(editor):
    answer = editor.get(reverse("desk-letter", args=["military", DAY]))

    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert "%%" not in answer.content.decode()
    for view in ("html", "text", "phone", "clipped", "nonsense"):
        assert editor.get(reverse("desk-mail", args=["military", DAY]), {"as": view}).status_code == 200


def test_the_dark_view_is_dark_whatever_the_editors_own_system_is(editor):
    address = reverse("desk-letter", args=["military", DAY])
    dark, own = (editor.get(address, {"as": view}).content.decode() for view in ("dark", "html"))

    assert "@media all{" in dark and "prefers-color-scheme" not in dark
    assert "@media (prefers-color-scheme:dark){" in own
    assert ">Dark</a>" in editor.get(reverse("desk-mail", args=["military", DAY])).content.decode()


def test_a_proof_goes_to_whoever_asks_and_to_nobody_else(editor, outbox):
    editor.post(reverse("desk-mail", args=["military", DAY]), {"to": "somebody@else.example"})

    (path,) = outbox.letters()
    letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert letter["To"] == "editor@desk.example"
    assert "This is a proof" in letter.get_body(("plain",)).get_content()


def test_composing_early_without_enough_keeps_a_draft_for_the_clock(newsletter, clock):
    clock.set(DAY, 5)

    edition = drafting.draft(newsletter, DAY, clock())

    assert (edition.state, edition.page) == ("draft", {})
    assert edition.note


def _articles(slug):
    return {report["article"] for report in Edition.objects.get().placements.get(slug=slug).reports}


def test_two_stories_become_one_and_two_again(editor, newsletter, clock):
    machine = told()
    first, second = _articles(machine[0]), _articles(machine[3])
    page = editor.get(reverse("desk-beside", args=["military", DAY, of(machine[0]), of(machine[3])])).content.decode()
    assert "Are these one story?" in page

    do(editor, "merge", article=of(machine[0]), **{"with": of(machine[3])})

    assert _articles(machine[0]) == first | second
    assert machine[3] not in [one["slug"] for one in weighed()]
    do(editor, "undo", act=Act.objects.get().pk)
    assert (told(), _articles(machine[0])) == (machine, first)


def test_a_story_that_goes_by_another_report_once_merged_is_shown_next_and_found_by_its_old_name(editor):
    machine = told()
    lower, upper = of(machine[3]), of(machine[0])

    answer = editor.post(
        reverse("desk-act", args=["military", DAY]), {"kind": "merge", "article": lower, "with": upper, "seen": 0}
    )

    [known] = [one["article"] for one in weighed() if {lower, upper} <= set(one["articles"])]
    gone = lower if known == upper else upper
    assert answer["Location"].endswith(f"?chosen={known}#a{known}")
    assert re.search(f'id="a{known}"[^>]* aria-current="true"', today(editor, chosen=gone))
    story = editor.get(reverse("desk-story", args=["military", DAY, gone]))
    assert (story.status_code, story["Location"]) == (302, reverse("desk-story", args=["military", DAY, known]))
    beside = editor.get(reverse("desk-beside", args=["military", DAY, lower, upper]))
    assert beside["Location"] == reverse("desk-story", args=["military", DAY, known])
    undone = editor.post(
        reverse("desk-act", args=["military", DAY]), {"kind": "undo", "act": Act.objects.get().pk, "seen": 1}
    )
    assert undone["Location"].endswith(f"?chosen={lower}#a{lower}")


def test_news_that_come_later_join_what_was_merged_and_the_edition_replays(editor, newsletter, clock):
    machine = told()
    known = Article.objects.get(pk=of(machine[3]))
    do(editor, "merge", article=of(machine[0]), **{"with": known.pk})
    story = known.memberships.get(left_at=None).story
    known.pk, known.link, known.title, known.found_at = None, f"{known.link}?later", "Later news", clock()
    known.text_digest = known.text = ""
    known.save()
    story.memberships.create(article=known, joined_at=clock())

    closed = close(newsletter, clock)

    merged = closed.placements.get(slug=machine[0])
    assert known.pk in [report["article"] for report in merged.reports]
    assert replay.replay(closed).same


def test_reports_are_split_off_into_a_story_of_their_own(editor, newsletter, clock):
    placement = next(
        p
        for p in Edition.objects.get().placements.all()
        if len({r["article"] for r in p.reports if not r["copy_of_outlet"]}) > 2
    )
    main = of(placement.slug)
    gone = next(r["article"] for r in placement.reports if r["article"] != main and not r["copy_of_outlet"])
    page = editor.get(reverse("desk-story", args=["military", DAY, main])).content.decode()
    assert f'name="apart" value="{gone}"' in page

    do(editor, "split", article=main, apart=[gone])

    assert gone not in _articles(placement.slug)
    assert not any({main, gone} <= set(one["articles"]) for one in weighed())
    assert Story.objects.get(pk=Act.objects.get().value["story"]).slug == grouping.slug(Article.objects.get(pk=gone))
    refused = do(editor, "split", status=409, article=main, apart=[]).content.decode()
    assert "Choose some of the story’s reports, and leave some." in refused
    assert "Split them off" in refused  # on the page where they are chosen
    do(editor, "split", status=409, article=main, apart=[r["article"] for r in placement.reports])
    closed = close(newsletter, clock)
    assert replay.replay(closed).same


def test_what_was_merged_stays_so_the_day_after(editor, newsletter, clock):
    machine = told()
    one, other = of(machine[0]), of(machine[3])
    do(editor, "merge", article=one, **{"with": other})
    close(newsletter, clock)
    tomorrow = DAY + timedelta(days=1)
    closing_at = composing.closing_of(newsletter, tomorrow)

    (act,) = acts.shaping_of(newsletter, tomorrow, closing_at, weighing.STORY_BACK)
    late = acts.shaping_of(newsletter, DAY + timedelta(days=9), closing_at + timedelta(days=8), weighing.STORY_BACK)

    assert (act.kind, act.article, act.value["with"]) == ("merge", one, other)
    assert late == []


def test_today_names_what_earlier_editions_merged_and_leads_to_where_it_is_undone(editor, newsletter, clock):
    merged = {"article": of(told()[0]), "with": of(told()[3])}
    earlier = people.edition(newsletter, DAY - timedelta(days=1))
    since = clock() - timedelta(hours=20)
    earlier.acts.create(kind="merge", value=merged, words="made one story of two", by="bob", at=since)

    page = today(editor)

    assert "<b>bob</b> made one story of two" in page
    assert f'href="{reverse("desk-day", args=["military", earlier.date])}#done"' in page


def test_a_merge_of_a_closed_edition_is_undone_for_those_that_come(editor, newsletter, clock):
    machine = told()
    do(editor, "merge", article=of(machine[0]), **{"with": of(machine[3])})
    do(editor, "drop", article=of(told()[1]))
    merge, drop = Act.objects.order_by("pk")
    closed = close(newsletter, clock)
    clock.pass_(hours=1)
    tomorrow = DAY + timedelta(days=1)
    assert f'name="act" value="{merge.pk}"' in today(editor)

    do(editor, "undo", act=merge.pk)
    do(editor, "undo", act=drop.pk, status=409)

    lasting = acts.shaping_of(newsletter, tomorrow, composing.closing_of(newsletter, tomorrow), weighing.STORY_BACK)
    assert lasting == []
    assert Edition.objects.get(date=tomorrow).composed_at == clock()  # made anew without it
    assert replay.replay(Edition.objects.get(pk=closed.pk)).same


def test_a_story_moves_to_the_section_an_editor_chose(editor):
    item = next(item for item in _items(Edition.objects.get()) if item["slug"] == told()[-1])
    other = next(name for name in profiles.beat("military").section_names() if name != item["section"])

    do(editor, "section", article=of(item["slug"]), section=other)
    do(editor, "section", status=409, article=of(item["slug"]), section="Gossip")

    assert next(one for one in _items(Edition.objects.get()) if one["slug"] == item["slug"])["section"] == other


def test_yes_and_no_count_at_once_and_teach_the_beat(editor):
    slug = told()[-1]
    pages = [reverse("desk-article", args=[article]) for article in _articles(slug)]

    for page in pages:
        assert editor.post(page, {"beat": "military", "say": "no"}).status_code == 302

    assert slug not in told()
    assert "that counts, whatever the sum" in editor.get(pages[0]).content.decode()
    assert Opinion.objects.filter(on=False, by="editor@desk.example").count() == len(pages)
    assert LogEntry.objects.filter(act="said no").count() == len(pages)
    for page in pages:
        editor.post(page, {"beat": "military", "say": "nothing"})
    assert slug in told()
    assert not Opinion.objects.filter(until=None).exists()
    assert editor.post(pages[0], {"beat": "gossip", "say": "no"}).status_code == 400


def test_article_names_its_story_by_its_headline_and_leads_to_it(editor):
    weighed = Edition.objects.get().weighed
    entry = next(one for one in weighed if one["slug"] == told()[0])
    link = reverse("desk-story", args=["military", Edition.objects.get().date, entry["article"]])

    shown = editor.get(reverse("desk-article", args=[entry["articles"][-1]])).content.decode()

    assert re.search(f'<a href="{link}"[^>]*>{re.escape(html.escape(entry["headline"]))}</a>', shown)
    assert editor.get(link).status_code == 200


def test_article_of_a_story_that_no_edition_weighed_names_the_first_report(editor):
    Edition.objects.update(weighed=[])
    first = Membership.objects.filter(left_at=None).order_by("joined_at", "pk").first().article

    link = reverse("desk-article", args=[first.pk])

    shown = editor.get(link).content.decode()

    assert re.search(f'<a href="{link}"[^>]*>{re.escape(html.escape(first.title))}</a>', shown)


def test_an_opinion_after_closing_changes_nothing_that_was_closed(editor, newsletter, clock):
    closed = close(newsletter, clock)
    clock.pass_(hours=1)
    for article in _articles(told()[0]):
        editor.post(reverse("desk-article", args=[article]), {"beat": "military", "say": "no"})

    assert replay.replay(Edition.objects.get(pk=closed.pk)).same


@pytest.mark.parametrize("afterwards", ["nothing", "yes"])
def test_an_opinion_that_is_taken_back_after_closing_counts_in_what_was_closed(editor, newsletter, clock, afterwards):
    slug = told()[0]
    pages = [reverse("desk-article", args=[article]) for article in _articles(slug)]
    for page in pages:
        editor.post(page, {"beat": "military", "say": "no"})
    clock.pass_(minutes=1)
    closed = close(newsletter, clock)
    assert slug not in told()

    clock.pass_(hours=1)
    for page in pages:
        editor.post(page, {"beat": "military", "say": afterwards})

    assert replay.replay(Edition.objects.get(pk=closed.pk)).same


def test_closing_now_judges_what_is_known_by_now(editor, clock):
    Verdict.objects.all().delete()
    Article.objects.update(sifted_at=None)

    do(editor, "close")

    assert Verdict.objects.exists()
    assert not Article.objects.filter(sifted_at=None).exists()


def test_a_story_may_be_named_by_any_report_it_has_since_another_may_stand_for_it_by_now(editor):
    slug = next(slug for slug in told()[5:] if len(_articles(slug)) > 1)
    another = max(_articles(slug) - {of(slug)})

    do(editor, "place", article=another, place=1)

    assert told()[0] == slug


def test_a_program_with_a_token_merges_splits_moves_and_closes_as_the_desk_does(editor, newsletter, clock):
    machine, program = told(), Program(Role.EDITOR)
    one, other = of(machine[0]), of(machine[3])
    both = _articles(machine[0]) | _articles(machine[3])
    acts_of_the_day = f"/api/desk/military/{DAY}/acts"

    merged = program.post(acts_of_the_day, kind="merge", seen=0, article=one, **{"with": other})
    assert (merged.status_code, _articles(machine[0])) == (200, both)
    split = program.post(acts_of_the_day, kind="split", seen=1, article=one, apart=[other])
    assert (split.status_code, other in _articles(machine[0])) == (200, False)
    section = profiles.beat("military").section_names()[-1]
    moved = program.post(acts_of_the_day, kind="section", seen=2, article=one, section=section)
    assert moved.status_code == 200
    assert Edition.objects.get().placements.get(slug=machine[0]).item["section"] == section

    Article.objects.update(sifted_at=None)
    closed = program.post(acts_of_the_day, kind="close", seen=3)
    assert (closed.status_code, closed.json()["state"]) == (200, "closed")
    assert not Article.objects.filter(sifted_at=None).exists()
