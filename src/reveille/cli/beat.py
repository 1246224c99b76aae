"""``reveille beat``: why an article is on a beat, an editor's yes or no, and learning from examples."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reveille.cli import NOTHING, finding, installation, terminal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reveille.core.learning import Example, Learned
    from reveille.core.profile import Profile
    from reveille.core.sectioning import Example as SectionExample
    from reveille.newsroom.models import Article

beat_app = typer.Typer(
    name="beat",
    help="What a newsletter is about: why an article is on it, an editor’s yes or no, and learning from them.",
    no_args_is_help=True,
)
Name = Annotated[str, typer.Argument(help="The beat’s name.", metavar="BEAT")]
Link = Annotated[str, typer.Argument(help="An article’s link.")]


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.add_typer(beat_app, rich_help_panel="The judgement")


@beat_app.command()
def why(link: Link, beat: Annotated[str, typer.Option(help="Only this beat; else every newsletter’s.")] = "") -> None:
    """Print the sum by which an article is on a beat or off it, term by term."""
    article = _article(link)
    from reveille import day
    from reveille.newsroom import archive, profiles
    from reveille.newsroom.models import Opinion

    for name in [beat] if beat else day.beats():
        profile = profiles.beat(name)
        verdict = archive.judged(profile, article)
        said = Opinion.objects.filter(article=article, beat=name, until=None).first()
        terminal.say(
            f"{'On' if verdict.on else 'Off'} the beat {profile.name}: {verdict.score:+.2f}, "
            + ("all are on it." if profile.takes_all else f"{profile.threshold:+.2f} is enough.")
        )
        for reason in verdict.reasons:
            terminal.say(f"  {reason.points:+6.2f}  {reason.words}")
        if verdict.on:
            spoken = "; ".join(f"{one.words} ({one.points:g})" for one in archive.sectioned(profile, article))
            terminal.say(
                f"  In {profile.section_name(verdict.section)}: {spoken or 'too little speaks for any section'}."
            )
        if said:
            terminal.say(
                f"  {said.by or 'Somebody'} said {'yes' if said.on else 'no'} on {said.at:%Y-%m-%d}; that counts."
            )


@beat_app.command()
def yes(beat: Name, link: Link) -> None:
    """Say that an article is on a beat. It counts at once, and the next learning hears it."""
    _say(beat, link, on=True)


@beat_app.command()
def no(beat: Name, link: Link) -> None:
    """Say that an article is off a beat. It counts at once, and the next learning hears it."""
    _say(beat, link, on=False)


@beat_app.command()
def learn(
    beat: Name,
    file: Annotated[
        Path | None,
        typer.Argument(
            exists=True, dir_okay=False, help="Labelled rows (JSONL, gzipped or not); else the editors’ yes and no."
        ),
    ] = None,
    positive: Annotated[list[str], typer.Option(help="A category of the file that is on the beat.")] = [],  # noqa: B006
    since: Annotated[str, typer.Option(help="Only rows dated this day or later.")] = "",
    until: Annotated[str, typer.Option(help="Only rows dated this day or earlier.")] = "",
    terms: Annotated[int, typer.Option(min=0, help="How many terms at most; 0 for as many as help.")] = 0,
    out: Annotated[Path | None, typer.Option(help="Where to write; else the installation’s beats folder.")] = None,
) -> None:
    """Learn points for terms from examples, and write them beside the profile, in BEAT.learned.toml.

    A category with less than a hundredth of the rows is taken for neither yes nor no. Older rows count less.
    """
    folder = installation.ready(newsletter=False)
    from django.conf import settings

    from reveille.core import learning
    from reveille.core.errors import ProfileError
    from reveille.newsroom import profiles

    if file and not positive:
        raise ProfileError(str(file), "say with --positive which category is on the beat")
    examples = _rows(file, beat, positive, since, until) if file else _opinions(beat)
    with terminal.progress("Learning", learning.FOLDS + 1) as tick:
        learned = learning.learn(examples, profiles.written(beat).threshold, tick, terms or learning.MOST_TERMS)
    target = out or folder / "beats" / f"{beat}.learned.toml"
    _write(target, _toml(learned, beat, file, positive, settings.CLOCK().date()))
    terminal.say(
        f"{len(learned.points)} terms from {learned.examples} examples, {learned.on} of them on the beat; "
        f"F1 {learned.f1:.3f} on fifths that were held out. Written to {target}."
    )


@beat_app.command()
def sections(
    beat: Name,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Labelled rows (JSONL, gzipped or not).")],
    since: Annotated[str, typer.Option(help="Only rows dated this day or later.")] = "",
    until: Annotated[str, typer.Option(help="Only rows dated this day or earlier.")] = "",
    out: Annotated[Path | None, typer.Option(help="Where to write; else the installation’s beats folder.")] = None,
) -> None:
    """Learn which words speak for which section, and write them beside the profile, in BEAT.sections.toml.

    Examples are the rows on the beat whose category a section of the profile names. Older rows count less.
    """
    folder = installation.ready(newsletter=False)
    from django.conf import settings

    from reveille.core import sectioning
    from reveille.core.stopwords import STOPWORDS
    from reveille.newsroom import profiles

    examples = _filed_rows(file, profiles.written(beat), since, until)
    learned = sectioning.learn(examples, STOPWORDS["en"])
    target = out or folder / "beats" / f"{beat}{profiles.SECTIONS}"
    _write(target, _section_toml(learned, beat, file, len(examples), settings.CLOCK().date()))
    terms = len({term for points in learned.values() for term in points})
    terminal.say(f"{terms} terms from {len(examples)} examples, for {len(learned)} sections. Written to {target}.")


@beat_app.command()
def compare(
    one: Annotated[str, typer.Argument(help="A beat’s name, or a TOML file.")],
    other: Annotated[str, typer.Argument(help="Another.")],
    days: Annotated[int, typer.Option(min=1, help="Articles of how many days.")] = 7,
) -> None:
    """List the articles of the last days on which two profiles do not agree."""
    installation.ready()
    from datetime import timedelta

    from django.conf import settings

    from reveille.newsroom import archive, profiles
    from reveille.newsroom.models import Article

    first, second = (
        profiles.load(Path(name)) if name.endswith(".toml") else profiles.beat(name) for name in (one, other)
    )
    since = settings.CLOCK() - timedelta(days=days)
    both = neither = 0
    for article in Article.objects.filter(found_at__gt=since).select_related("outlet").order_by("-found_at").iterator():
        here, there = archive.judged(first, article), archive.judged(second, article)
        if here.on != there.on:
            terminal.say(f"{one if here.on else other} only  {here.score:+6.1f} {there.score:+6.1f}  {article.title}")
        both, neither = both + (here.on and there.on), neither + (not here.on and not there.on)
    terminal.say(f"{both} are on both, {neither} on neither.")


def _article(link: str) -> Article:
    installation.ready()
    article = finding.article(link)
    if article is None:
        terminal.say(f"No article has the link {link}.")
        raise typer.Exit(NOTHING)
    return article


def _say(beat: str, link: str, *, on: bool) -> None:
    article = _article(link)
    import getpass

    from django.conf import settings

    from reveille.newsroom import opinions, profiles

    profile = profiles.beat(beat)
    opinions.say(article, beat, on, getpass.getuser(), settings.CLOCK())
    terminal.say(f"{'On' if on else 'Off'} the beat {profile.name}: {article.title}")


def _rows(file: Path, beat: str, positive: list[str], since: str, until: str) -> list[Example]:
    from reveille.core import beat as beats
    from reveille.core import learning
    from reveille.evaluation import beat as labelled
    from reveille.newsroom import profiles

    profile = profiles.written(beat)
    rows = [row for row in labelled.rows(file, since, until) if row.language == "en"]
    neither = learning.unclear((row.category for row in rows), positive)
    last = max((row.day for row in rows if row.day), default=date.min)
    return [
        learning.Example(
            title=row.title,
            text=row.text,
            on=row.category in positive,
            weight=learning.age_weight(row.day or last, last),
            written=beats.judge(profile, title=row.title, text=row.text).score,
        )
        for row in rows
        if row.category not in neither
    ]


def _opinions(beat: str) -> list[Example]:
    from reveille.core import learning
    from reveille.newsroom import archive, profiles
    from reveille.newsroom.models import Opinion

    profile = profiles.written(beat)
    said = list(Opinion.objects.filter(beat=beat, until=None).select_related("article__outlet").order_by("at", "id"))
    return [
        learning.Example(
            title=one.article.title,
            text=one.article.text,
            on=one.on,
            weight=learning.age_weight(one.at.date(), said[-1].at.date()),
            written=archive.judged(profile, one.article).score,
        )
        for one in said
        if one.article.language in ("", "en")
    ]


def _filed_rows(file: Path, profile: Profile, since: str, until: str) -> list[SectionExample]:
    """Return the rows of a file that are on the beat and in a section by their category, without their sources."""
    from reveille.core import beat as beats
    from reveille.core import learning, sectioning
    from reveille.evaluation import beat as labelled
    from reveille.evaluation.sections import without_sources

    rows = [row for row in labelled.rows(file, since, until) if row.language == "en"]
    last = max((row.day for row in rows if row.day), default=date.min)
    examples = []
    for row in rows:
        right = frozenset(section.key for section in profile.sections if row.category in section.categories)
        title = without_sources(row.title)
        if right and beats.judge(profile, title=title, text="").on:
            weight = learning.age_weight(row.day or last, last)
            examples.append(sectioning.Example(title, right, weight, beats.for_sections(profile, title=title)))
    return examples


def _write(target: Path, text: str) -> None:
    """Write a file, whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".tmp")
    draft.write_text(text, "utf-8")
    draft.replace(target)


def _section_toml(learned: Mapping[str, Mapping[str, float]], beat: str, file: Path, examples: int, on: date) -> str:
    """Return the file of what was learned for the sections, the weightiest first."""
    head = (
        f"# Learned for the sections of the beat {beat} on {on} by `reveille beat sections` from {file.name}:\n"
        f"# {examples} examples. Made anew by each learning: words of your own belong into {beat}.toml.\n"
        "# A term counts once: three times in the headline, singly in the lead, where a word of the profile gives 1.\n"
    )
    tables = []
    for key, points in learned.items():
        terms = (f'"{term}" = {value}' for term, value in sorted(points.items(), key=lambda one: (-one[1], one[0])))
        tables.append("\n".join((f"\n[en.{key}]", *terms)))
    return head + "\n".join(tables) + "\n"


def _toml(learned: Learned, beat: str, file: Path | None, positive: list[str], on: date) -> str:
    """Return the file of what was learned, with where it came from."""
    source = f"{file.name}, {' and '.join(positive)}" if file else "editors’ yes and no"
    head = (
        f"# Learned for the beat {beat} on {on} by `reveille beat learn` from {source}: {learned.examples} examples,\n"
        f"# {learned.on} of them on the beat. F1 on held-out fifths: {learned.f1:.3f}.\n"
        f"# Made anew by each learning: words of your own belong into {beat}.toml.\n"
        "# A term counts once, in the headline or the lead.\n"
    )
    terms = "\n".join(f'"{term}" = {points}' for term, points in learned.points.items())
    return f"{head}threshold = {learned.threshold}\n\n[learned.en]\n{terms}\n"
