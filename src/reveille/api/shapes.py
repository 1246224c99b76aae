"""What the API says of editions and stories: each field, and what it means."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Field, Schema

Day = date
Language = Field(description="The language of these words, as a BCP 47 tag.")
Direction = Field(description="`ltr` or `rtl`: how these words are written.")


class Newsletter(Schema):
    """What people sign up for."""

    slug: str = Field(description="Its name in addresses.")
    name: str = Field(description="Its name.")
    tagline: str = Field(description="What it is about, in a sentence.")
    language: str = Field(description="The language of what we say ourselves, as a BCP 47 tag.")
    zone: str = Field(description="The IANA time zone of its closing time and its dates.")
    closes: str = Field(description="The local time at which an edition closes: `05:30`.")
    url: str = Field(description="Its page for readers.")
    editions: str = Field(description="Its editions in this API.")


class Brief(Schema):
    """An edition in a list."""

    date: Day = Field(description="The day of the edition, in the newsletter's zone.")
    number: int = Field(description="Its number, counted from the first edition.")
    headline: str = Field(description="The headline of the lead story, word for word.")
    language: str = Language
    stories: int = Field(description="How many stories it has.")
    outlets: int = Field(description="How many publisher families reported them.")
    url: str = Field(description="Its page for readers.")
    api: str = Field(description="The whole edition in this API.")


class Editions(Schema):
    """A stretch of editions, the latest first."""

    newsletter: str = Field(description="The newsletter's slug.")
    editions: list[Brief] = Field(description="The editions, the latest first.")
    next: str | None = Field(description="Where the next older ones are; null when these are the last.")


class Stretch(Schema):
    """Which editions are asked for."""

    before: Day | None = Field(None, description="Only editions of earlier days.")
    limit: int = Field(30, ge=1, le=100, description="How many at most.")


class Sentence(Schema):
    """One sentence of an outlet, word for word."""

    text: str = Field(description="The sentence, as the outlet published it.")
    start: int = Field(description="Where it begins in the outlet's text, in characters.")
    end: int = Field(description="Where it ends there.")


class Quote(Schema):
    """Somebody's words, as an outlet quoted them."""

    text: str = Field(description="The words, without the marks around them.")
    speaker: str = Field(description="Who said them.")
    role: str = Field(description="What the outlet calls the speaker; may be empty.")
    outlet: str = Field(description="The outlet that quoted them.")


class Also(Schema):
    """Another outlet that tells the story."""

    outlet: str = Field(description="Its name.")
    country: str = Field(description="Its country in English; empty for a wire.")
    language: str = Field(description="The language it writes in, as a BCP 47 tag.")


class Story(Schema):
    """A story as an edition tells it. Headline, sentences and quote are the outlet's own, word for word."""

    slug: str = Field(description="Its name in this edition's addresses.")
    section: str = Field(description="The section it stands in.")
    rank: int | None = Field(description="1 to 5 among the edition's top five; null below them.")
    headline: str = Field(description="The headline of the outlet under which it is told.")
    language: str = Language
    direction: str = Direction
    link: str = Field(description="The article, at its outlet.")
    outlet: str = Field(description="The outlet whose headline and sentences these are.")
    country: str = Field(description="The outlet's country in English; empty for a wire.")
    author: str = Field(description="The article's byline; may be empty.")
    kinds: list[str] = Field(description="What it is: `new`, `updated`, `commentary`.")
    change: str = Field(description="What is new since the last edition, in our fixed phrases; may be empty.")
    marks: list[str] = Field(description="What a reader should know before opening the link: `paywall`.")
    sentences: list[Sentence] = Field(description="At most two sentences of the article.")
    quote: Quote | None = Field(description="A quote from one of the reports; null when none is shown.")
    also: list[Also] = Field(description="Other outlets that tell it, the first of them.")
    more: int = Field(description="How many more outlets there are than `also` names.")
    outlets: int = Field(description="How many publisher families report it, each counted once.")
    countries: int = Field(description="From how many countries.")
    note: str = Field(description="An editor's own words, marked as such; mostly empty.")
    url: str = Field(description="Its page for readers.")
    api: str = Field(description="The story with all its reports in this API.")


class Section(Schema):
    """A part of the edition under one name."""

    name: str = Field(description="Its name.")
    stories: list[Story] = Field(description="Its stories, in the order of the paper.")


class Quiet(Schema):
    """A story of the edition before, of which nothing new was found."""

    headline: str = Field(description="Its headline then.")
    language: str = Language
    direction: str = Direction
    last: Day = Field(description="The day of its last report.")
    url: str = Field(description="Its last page for readers.")


class Silent(Schema):
    """An outlet that did not answer."""

    outlet: str = Field(description="Its name.")
    country: str = Field(description="Its country in English; empty for a wire.")
    why: str = Field(description="Why, in plain words.")


class Correction(Schema):
    """What an editor said after closing."""

    kind: str = Field(description="`correction`, or `takedown` where a story was taken down.")
    at: datetime = Field(description="When it was said.")
    text: str = Field(description="What was said.")


class Edition(Schema):
    """One day's edition as it was mailed. It never changes; what was said of it since stands in `corrections`."""

    newsletter: str = Field(description="The newsletter's slug.")
    date: Day = Field(description="Its day, in the newsletter's zone.")
    number: int = Field(description="Its number, counted from the first edition.")
    closed_at: datetime | None = Field(description="When it closed.")
    digest: str = Field(description="SHA-256 of the mail's HTML, a NUL and its text, before personal values.")
    subject: str = Field(description="The subject of the mail: the lead's headline, cut at a word.")
    preheader: str = Field(description="The line that mail programs show beside the subject.")
    stories: int = Field(description="How many stories were mailed.")
    outlets: int = Field(description="How many publisher families reported them.")
    countries: int = Field(description="From how many countries.")
    minutes: int = Field(description="How long it takes to read.")
    top: list[str] = Field(description="The slugs of the top five, in order.")
    sections: list[Section] = Field(description="All stories, the top five too, by section.")
    quiet: list[Quiet] = Field(description="Stories of the edition before that went quiet.")
    asked: int = Field(description="How many outlets were asked before closing.")
    silent: list[Silent] = Field(description="The outlets that did not answer.")
    corrections: list[Correction] = Field(description="What was corrected or taken down since it closed.")
    before: Day | None = Field(description="The day of the edition before; null for the first.")
    after: Day | None = Field(description="The day of the edition after; null for the latest.")
    url: str = Field(description="Its page for readers.")


class Report(Schema):
    """One outlet's report of a story."""

    outlet: str = Field(description="Who published it.")
    family: str = Field(description="The publisher family, which counts once.")
    country: str = Field(description="The outlet's country in English; empty for a wire.")
    headline: str = Field(description="Its headline, word for word.")
    language: str = Language
    direction: str = Direction
    link: str = Field(description="The article, at its outlet.")
    published: datetime | None = Field(description="When, as the outlet says; null when it does not.")
    copy_of: str = Field(description="Whose text it is, where it is another's; else empty.")
    paywall: bool = Field(description="Whether it asks for money or an account.")


class Excerpt(Schema):
    """One outlet's sentence on a story's own page."""

    text: str = Field(description="The sentence, word for word.")
    outlet: str = Field(description="Whose it is.")
    country: str = Field(description="The outlet's country in English; empty for a wire.")
    language: str = Language
    direction: str = Direction
    link: str = Field(description="The article it stands in.")


class WholeStory(Story):
    """A story with everybody who reports it."""

    newsletter: str = Field(description="The newsletter's slug.")
    date: Day = Field(description="The day of the edition.")
    day: int = Field(description="The story's day: 1 when it is new.")
    changes: list[str] = Field(description="What changed that day, in our fixed phrases.")
    excerpts: list[Excerpt] = Field(description="Sentences of other outlets.")
    quotes: list[Quote] = Field(description="More quotes.")
    reports: list[Report] = Field(description="All reports that counted in this edition.")
