"""``reveille why``: a story's sum, and why its articles are on the beat."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from reveille.cli import NOTHING, finding, installation, terminal

if TYPE_CHECKING:
    from reveille.editions.models import Placement
    from reveille.newsroom.models import Article

EDITIONS, ARTICLES, REASONS = 3, 40, 8


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(rich_help_panel="The paper")(why)


def why(
    story: Annotated[
        str, typer.Argument(help="The story's name, the address of its page, or an article's link.", metavar="STORY")
    ],
) -> None:
    """Print why a story stands where it stands, and why each of its articles is on the beat."""
    installation.ready()
    from reveille.editions.models import Placement
    from reveille.newsroom.models import Article

    article = finding.article(story)
    name = "" if article else finding.story(story)
    placements = Placement.objects.filter(slug=name).select_related("edition__newsletter").order_by("-edition__date")
    articles = Article.objects.filter(memberships__story__slug=name).distinct().order_by("found_at", "pk")
    if article:
        articles = Article.objects.filter(pk=article.pk)
    if not placements and not articles:
        terminal.say(f"No story and no article is called {story}.")
        if near := finding.similar(name):
            terminal.say(f"There are: {', '.join(near)}.")
        raise typer.Exit(NOTHING)
    for line in _said_of_placements(list(placements[:EDITIONS]), len(placements)):
        terminal.say(line)
    for line in _withdrawn(set(articles.values_list("pk", flat=True))):
        terminal.say(line)
    for one in articles.select_related("outlet", "feed", "copy_of__outlet")[:ARTICLES]:
        for line in _said_of_article(one):
            terminal.say(line)
    if (more := articles.count() - ARTICLES) > 0:
        terminal.say(f"And {more} articles more.")


def _said_of_placements(placements: list[Placement], known: int) -> Iterator[str]:
    """Where a story stood in its last editions, and the sum by which it stood there."""
    for placement in placements:
        edition, item = placement.edition, placement.item
        yield f"{edition.newsletter.name}, {edition.date}: place {placement.position}, {placement.score:.2f} points"
        yield f"  “{item['headline']}”: {', '.join(filter(None, (item['section'], item['change'])))}"
        for points, words in placement.reasons:
            yield f"  {points:+6.2f}  {words}"
    if known > len(placements):
        yield f"And in {known - len(placements)} editions before."


def _said_of_article(article: Article) -> Iterator[str]:
    """Whose it is, what it is taken for, why it is in its story, and what each beat says of it."""
    from reveille.core import genres
    from reveille.newsroom import archive, intake, profiles
    from reveille.newsroom.models import Verdict

    yield f"{article.outlet.name}: {article.title}"
    if article.copy_of:
        yield f"  copy of {article.copy_of.outlet.name}: {article.copy_reason}"
    if article.commentary:
        yield f"  commentary: {_why_commentary(article)}"
    elif genre := genres.genre(article.title, article.link, intake.called(article.feed), article.language):
        yield f"  {genre.name}: {genre.why}"
    for membership in article.memberships.select_related("story"):
        yield f"  in {membership.story.slug}: {membership.reason}"
    for verdict in Verdict.objects.filter(article=article):
        section = f", in {profiles.beat(verdict.beat).section_name(verdict.section)}" if verdict.on else ""
        yield f"  {'on' if verdict.on else 'off'} the beat {verdict.beat}: {verdict.score:+.1f}{section}"
        for points, words in verdict.reasons[:REASONS]:
            yield f"    {points:+5.1f}  {words}"
        if verdict.on and (spoken := archive.sectioned(profiles.beat(verdict.beat), article)):
            yield f"    its section: {'; '.join(f'{one.words} ({one.points:g})' for one in spoken[:REASONS])}"


def _why_commentary(article: Article) -> str:
    from reveille.core import commentary
    from reveille.newsroom import intake

    said = commentary.why(
        title=article.title,
        link=article.link,
        text=article.text,
        language=article.language,
        byline=article.byline,
        filed=intake.called(article.feed),
        start=article.body_start,
    )
    return said or "its page or its feed said so when it was read"


def _withdrawn(articles: set[int]) -> list[str]:
    """What fell out of the last editions of the articles, since their outlets took it back."""
    from reveille.editions.models import Edition

    editions = Edition.objects.exclude(withdrawn=[]).select_related("newsletter").order_by("-date")[:30]
    return [
        f"{edition.newsletter.name}, {edition.date}: {one['why']}, and not counted: {one['outlet']}: {one['headline']}"
        for edition in editions
        for one in edition.withdrawn
        if one["article"] in articles
    ]
