"""``reveille why``: a story's sum, and why its articles are on the beat."""

from __future__ import annotations

from typing import Annotated

import typer

from reveille.cli import NOTHING, installation, terminal


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(rich_help_panel="The paper")(why)


def why(
    story: Annotated[str, typer.Argument(help="The story's name in its address, or an article's link.")],
) -> None:
    """Print why a story stands where it stands, and why each of its articles is on the beat."""
    installation.ready()
    from django.db.models import Q

    from reveille.editions.models import Placement
    from reveille.newsroom.models import Article, Verdict

    placements = Placement.objects.filter(slug=story).select_related("edition__newsletter").order_by("-edition__date")
    articles = Article.objects.filter(Q(link=story) | Q(memberships__story__slug=story)).distinct()
    if not placements and not articles:
        terminal.say(f"No story and no article is called {story}.")
        raise typer.Exit(NOTHING)
    for placement in placements[:3]:
        edition = placement.edition
        terminal.say(
            f"{edition.newsletter.name}, {edition.date}: place {placement.position}, {placement.score:.2f} points"
        )
        for points, words in placement.reasons:
            terminal.say(f"  {points:+6.2f}  {words}")
    for one in _withdrawn(set(articles.values_list("pk", flat=True))):
        terminal.say(one)
    for article in articles.select_related("outlet", "copy_of__outlet")[:40]:
        terminal.say(f"{article.outlet.name}: {article.title}")
        if article.copy_of:
            terminal.say(f"  copy of {article.copy_of.outlet.name}: {article.copy_reason}")
        for membership in article.memberships.select_related("story"):
            terminal.say(f"  in {membership.story.slug}: {membership.reason}")
        for verdict in Verdict.objects.filter(article=article):
            terminal.say(f"  {'on' if verdict.on else 'off'} the beat {verdict.beat}: {verdict.score:+.1f}")
            for points, words in verdict.reasons[:8]:
                terminal.say(f"    {points:+5.1f}  {words}")


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
