"""``reveille eval``: judge the judgement on labelled files."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from reveille.cli import FAILED, terminal
from reveille.core.errors import ArchiveError

eval_app = typer.Typer(
    name="eval",
    help="Judge the judgement on labelled files: one JSON object a file. Runs the functions the day runs.",
    no_args_is_help=True,
)


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.add_typer(eval_app, rich_help_panel="The judgement")


@eval_app.command()
def stories(
    files: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False)],
    semantic: Annotated[
        Path | None, typer.Option(metavar="PATH", help="With the sentence model there; its cost is told beside.")
    ] = None,
    headlines: Annotated[bool, typer.Option("--headlines", help="By their headlines alone.")] = False,
    daily: Annotated[bool, typer.Option("--daily", help="Each day alone, as a first edition sees it.")] = False,
) -> None:
    """Grouping: BCubed and pairwise scores beside the floor (every article alone)."""
    from reveille.evaluation import stories as judging
    from reveille.newsroom.semantic import Model

    failed = False
    model = Model(semantic) if semantic else None
    for file in files:
        try:
            terminal.say_json(judging.judge_stories(file, model, headlines=headlines, daily=daily))
        except ArchiveError as error:  # it ends its own turn, and the others are judged
            terminal.complain(error)
            failed = True
    if failed:
        raise typer.Exit(FAILED)


@eval_app.command()
def items(
    labels: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Labels: JSON, each with file and id.")],
    files: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, help="The archives of feeds.")],
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Score only items of then on.")] = None,
) -> None:
    """Grouping of feed items, a headline and a sentence each, on labels by hand."""
    from reveille.evaluation import items as judging
    from reveille.evaluation import labelled

    terminal.say_json(judging.judge_items(labelled.load(labels), files, since and since.replace(tzinfo=UTC)))


@eval_app.command()
def pairs(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)]) -> None:
    """Grouping of pairs: one event told twice, or two events of one kind in one place."""
    from reveille.evaluation import pairs as judging

    terminal.say_json(judging.judge_pairs(judging.load(file)))


@eval_app.command()
def pages(source: Annotated[Path, typer.Argument(exists=True)]) -> None:
    """Articles out of pages: shingle F1 over a TAR or folder of KEY.html with KEY.json."""
    from reveille.evaluation import pages as judging

    terminal.say_json(judging.judge_pages(source))


@eval_app.command()
def feeds(folder: Annotated[Path, typer.Argument(exists=True, file_okay=False)]) -> None:
    """Feeds: what was read out of each file of a folder."""
    from reveille.evaluation import feeds as judging

    for found in judging.judge_feeds(folder):
        terminal.say_json(found)


@eval_app.command()
def beat(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    beat: Annotated[str, typer.Option(help="A beat's name, or a TOML file.")],
    positive: Annotated[list[str], typer.Option(help="A category that is on the beat; may be given again.")],
    since: Annotated[str, typer.Option(help="Only rows dated this day or later.")] = "",
    until: Annotated[str, typer.Option(help="Only rows dated this day or earlier.")] = "",
) -> None:
    """A beat profile: precision, recall, F1 and average precision."""
    from reveille.evaluation import beat as judging
    from reveille.newsroom import profiles

    path = Path(beat) if beat.endswith(".toml") else _shipped(beat)
    rows = judging.rows(file, since, until)
    terminal.say_json(judging.judge_beat(rows, profiles.load(path), positive, str(file)))


Labels = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Labels: JSON, each with file, line and id.")]
Labelled = Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, help="The files that they are about.")]


@eval_app.command()
def forms(labels: Labels, files: Labelled) -> None:
    """Roundups, live pages and overviews: precision and recall on labels by hand."""
    from reveille.evaluation import labelled

    terminal.say_json(labelled.judge_forms(labelled.load(labels), files))


@eval_app.command()
def genres(labels: Labels, files: Labelled) -> None:
    """What tells no news (reviews, advice, background …): precision and recall on labels by hand."""
    from reveille.evaluation import labelled

    terminal.say_json(labelled.judge_genres(labelled.load(labels), files))


@eval_app.command()
def commentary(labels: Labels, files: Labelled) -> None:
    """Commentary told from news: precision and recall on labels by hand, by language."""
    from reveille.evaluation import labelled

    terminal.say_json(labelled.judge_commentary(labelled.load(labels), files))


@eval_app.command()
def excerpts(labels: Labels, files: Labelled) -> None:
    """Excerpts: how many of those that are shown now a reader found good."""
    from reveille.evaluation import labelled

    terminal.say_json(labelled.judge_excerpts(labelled.load(labels), files))


@eval_app.command()
def places(labels: Labels, files: Labelled) -> None:
    """Where it happens: how often the main country of an article is right, on labels by hand."""
    from reveille.evaluation import labelled

    terminal.say_json(labelled.judge_places(labelled.load(labels), files))


@eval_app.command()
def sections(
    labels: Labels,
    files: Labelled,
    beat: Annotated[list[str], typer.Option(help="A beat’s TOML file, to stand for the beat of its name.")] = [],  # noqa: B006
) -> None:
    """Sections: accuracy, confusion, precision and recall of each, by beat, on labels by hand."""
    from reveille.evaluation import labelled, sections
    from reveille.newsroom import profiles

    instead = {Path(one).stem: Path(one) for one in beat}
    terminal.say_json(
        sections.judge_labels(
            labelled.load(labels), files, lambda name: profiles.load(instead.get(name) or _shipped(name))
        )
    )


@eval_app.command()
def categories(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    beat: Annotated[str, typer.Option(help="A beat's name, or a TOML file.")],
    since: Annotated[str, typer.Option(help="Only rows dated this day or later.")] = "",
    until: Annotated[str, typer.Option(help="Only rows dated this day or earlier.")] = "",
    named: Annotated[
        list[str], typer.Option(metavar="CATEGORY=SECTION", help="Instead of what the beat's sections name.")
    ] = [],  # noqa: B006
) -> None:
    """Sections: the same on rows with a category, by the categories that the beat's sections name."""
    from reveille.evaluation import beat as rows
    from reveille.evaluation import sections
    from reveille.newsroom import profiles

    path = Path(beat) if beat.endswith(".toml") else _shipped(beat)
    told = {category: section for category, _, section in (one.partition("=") for one in named)}
    terminal.say_json(sections.judge_categories(rows.rows(file, since, until), profiles.load(path), told))


def _shipped(beat: str) -> Path:
    return Path(__file__).parents[1] / "beats" / f"{beat}.toml"
