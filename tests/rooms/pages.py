"""A made-up edition for the tests of its two shapes, the mail and the site."""

from dataclasses import replace
from datetime import date

from reveille.core import layout

DAY = date(2026, 11, 24)
SENTENCE = "The boats came home at noon, and every one of them was counted twice."


def item(slug: str, section: str = "Operations", rank: int | None = None, **changes) -> layout.Item:
    plain = layout.Item(
        slug=slug,
        section=section,
        rank=rank,
        headline=f"Harbour pilots agree on the {slug} signal after a winter of talks",
        url=f"https://harbour-ledger.example/2026/11/24/{slug}",
        language="en",
        direction="ltr",
        outlet="The Harbour Ledger",
        country="United Kingdom",
        author="",
        kinds=("new",),
        change="",
        marks=(),
        sentences=(layout.Sentence(SENTENCE, 7, 0, len(SENTENCE)),),
        quote=None,
        also=(
            layout.Also("Kurier Zatoki", "Poland", "en", "ltr"),
            layout.Also("Northline Wire", "", "en", "ltr"),
        ),
        more=3,
        outlets=6,
        countries=4,
        page=f"/reveille/2026-11-24/{slug}/",
    )
    return replace(plain, **changes)


def page(*items: layout.Item, **changes) -> layout.Page:
    items = items or (item("flare", rank=1), item("lamp", rank=2), item("buoy", "Policy"))
    sections = tuple(
        layout.Section(name, tuple(one for one in items if one.section == name))
        for name in dict.fromkeys(one.section for one in items)
    )
    plain = layout.Page(
        newsletter="Reveille",
        slug="reveille",
        date=DAY,
        number=412,
        subject=items[0].headline[:60],
        preheader="Two more of this morning’s headlines, verbatim and cut at a word",
        stories=len(items),
        outlets=17,
        countries=9,
        minutes=5,
        top=tuple(one for one in items if one.rank),
        sections=sections,
        silence=layout.Silence(81, 60, ()),
    )
    return replace(plain, **changes)


def full() -> layout.Page:
    """An edition with everything in it, in several scripts."""
    said = layout.Said("Count them twice, for the sea does not.", "Līga Ozoliņa", "commander", "Kurier Zatoki")
    items = (
        item("flare", rank=1, kinds=("updated",), change="boats: 10 before, 11 now", quote=said),
        item("lamp", rank=2, marks=("in French", "paywall"), language="fr"),
        item(
            "ship",
            headline="سفينة المستشفى تصل إلى الميناء",
            language="ar",
            direction="rtl",
            outlet="صدى الموانئ",
            country="Oman",
        ),
        item("yard", headline="造船所、護衛艦の修理を三交代制に　退職した技師が復帰" * 3, language="ja"),
        item("column", "People", kinds=("commentary",), author="A retired colonel", also=(), more=0, outlets=1),
    )
    return page(
        *items,
        developing=(layout.Developing(items[0].headline, items[0].page, 3, ("11 boats; 10 before",), "en", "ltr"),),
        quiet=(layout.Quiet("The depot strike", "/reveille/2026-11-23/depot/", date(2026, 11, 21), "en", "ltr"),),
        silence=layout.Silence(
            81,
            60,
            (
                layout.Silent("Маяк над лиманом", "Ukraine", "no answer"),
                layout.Silent("El Vigía", "", "gone"),
            ),
        ),
    )
