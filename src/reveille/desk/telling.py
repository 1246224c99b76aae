"""What the desk keeps in English, in the reader's language: the log's acts, an act's words, states and reasons.

A row of the log says what happened, in the code's language, and is never changed. What it is made around (headlines,
addresses, numbers) is taken out of the phrase and stays as it is; a phrase that is none of ours is shown as it stands.
"""

from __future__ import annotations

import functools

from django.utils.functional import lazy
from django.utils.translation import gettext, gettext_noop

from reveille.core import phrases
from reveille.core.errors import ReveilleError
from reveille.editions import languages, telling, wording
from reveille.mail import telling as alarms

WORDS = (
    *(gettext_noop("viewer"), gettext_noop("editor"), gettext_noop("owner"), gettext_noop("none")),
    # the acts of the log
    *(gettext_noop("signed in"), gettext_noop("signed out"), gettext_noop("sign-in failed")),
    *(gettext_noop("wrong code"), gettext_noop("with a code"), gettext_noop("another phone")),
    *(gettext_noop("changed the password"), gettext_noop("made an account"), gettext_noop("changed a role")),
    *(gettext_noop("gave a new password"), gettext_noop("opened an account"), gettext_noop("closed an account")),
    *(gettext_noop("made a token"), gettext_noop("revoked a token"), gettext_noop("added a webhook")),
    *(gettext_noop("renewed a webhook’s secret"), gettext_noop("ended a webhook")),
    *(gettext_noop("founded a newsletter"), gettext_noop("changed a newsletter")),
    *(gettext_noop("retired a newsletter"), gettext_noop("revived a newsletter")),
    *(gettext_noop("tried a feed"), gettext_noop("added an outlet"), gettext_noop("changed an outlet")),
    *(gettext_noop("opted an outlet out"), gettext_noop("took an outlet back in")),
    *(gettext_noop("retired a feed"), gettext_noop("restored a feed"), gettext_noop("added a feed")),
    *(gettext_noop("looked up a person"), gettext_noop("not found"), gettext_noop("lifted a suppression")),
    *(gettext_noop("imported a list"), gettext_noop("exported the subscribers"), gettext_noop("proof")),
    *(gettext_noop("mailed the missed"), gettext_noop("mailed the doubtful")),
    *(gettext_noop("settled doubts"), gettext_noop("changed the secret key"), gettext_noop("the old one was lost")),
    *(gettext_noop("said yes"), gettext_noop("said no"), gettext_noop("took an opinion back")),
    *(gettext_noop("draft"), gettext_noop("close"), gettext_noop("undo"), gettext_noop("place"), gettext_noop("drop")),
    *(gettext_noop("headline"), gettext_noop("sentences"), gettext_noop("merge"), gettext_noop("split")),
    *(gettext_noop("section"), gettext_noop("commentary"), gettext_noop("note"), gettext_noop("subject")),
    *(gettext_noop("preheader"), gettext_noop("add"), gettext_noop("hold"), gettext_noop("correct")),
    gettext_noop("takedown"),
    # how an outlet does, and of what kind it is
    *(gettext_noop("failing"), gettext_noop("failing in part"), gettext_noop("quiet"), gettext_noop("not asked yet")),
    *(gettext_noop("answers"), gettext_noop("not asked any more"), gettext_noop("opted out")),
    *(gettext_noop("nothing new"), gettext_noop("newspaper"), gettext_noop("broadcaster"), gettext_noop("agency")),
    *(gettext_noop("official"), gettext_noop("think-tank"), gettext_noop("magazine")),
    # the beats that ship
    *(gettext_noop("business"), gettext_noop("conflict"), gettext_noop("everything"), gettext_noop("health")),
    *(gettext_noop("military"), gettext_noop("sport")),
    *(gettext_noop("Business and markets"), gettext_noop("Armed conflict"), gettext_noop("Everything")),
    *(gettext_noop("Health and medicine"), gettext_noop("Military and defence"), gettext_noop("Sport")),
    # where a subscription stands, and what becomes of a row of a list
    *(gettext_noop("pending"), gettext_noop("confirmed"), gettext_noop("left"), gettext_noop("Pending")),
    *(gettext_noop("Confirmed"), gettext_noop("Left"), gettext_noop("asked"), gettext_noop("complained")),
    *(gettext_noop("erased"), gettext_noop("moved"), gettext_noop("bounced"), gettext_noop("import")),
    *(gettext_noop("form"), gettext_noop("asked to confirm"), gettext_noop("added")),
    *(gettext_noop("subscribed already"), gettext_noop("waits for confirmation"), gettext_noop("not again")),
    *(gettext_noop("must not be written to"), gettext_noop("twice in the list"), gettext_noop("cannot be")),
    *(gettext_noop("planned"), gettext_noop("sent"), gettext_noop("refused"), gettext_noop("expired")),
    *(gettext_noop("skipped"), gettext_noop("in doubt"), gettext_noop("deferred"), gettext_noop("claimed")),
    *(gettext_noop("on their way"), gettext_noop("not in time"), gettext_noop("left before")),
    gettext_noop("to be tried again"),
    # as core.ranking says them
    *(gettext_noop("only the wire itself"), gettext_noop("the home outlet has it")),
    *(gettext_noop("new since the last edition"), gettext_noop("in the last edition, with something new")),
    # as core.stories says why an article is in its story
    *(gettext_noop("it is the first of its story"), gettext_noop("its text is a copy of one in the story")),
    *(gettext_noop("it has many subjects, and is like no story"), gettext_noop("two stories that are as like as one")),
    # what may be wrong with a list to import
    *(gettext_noop("the newsletter"), gettext_noop("there is none of this name"), gettext_noop("the list")),
    *(gettext_noop("it is empty, or no text"), gettext_noop("it is not UTF-8")),
    # what an edition may be lit by
    *(gettext_noop("amber"), gettext_noop("rose"), gettext_noop("sky"), gettext_noop("leaf"), gettext_noop("violet")),
)
PHRASES = (
    gettext_noop("put %(story)s at %(place)s, under %(section)s"),
    gettext_noop("put %(story)s at %(place)s"),
    gettext_noop("dropped %(story)s"),
    gettext_noop("took the headline of %(outlet)s, %(headline)s, for %(story)s"),
    gettext_noop("chose other sentences for %(story)s"),
    gettext_noop("made one story of %(story)s and %(other)s"),
    gettext_noop("moved %(story)s to %(section)s"),
    gettext_noop("marked %(story)s as commentary"),
    gettext_noop("marked %(story)s as news"),
    gettext_noop("added %(story)s"),
    gettext_noop("held the edition: %(why)s"),
    gettext_noop("corrected: %(why)s"),
    gettext_noop("took %(story)s down: %(why)s"),
    gettext_noop("undid: %(act)s"),
    gettext_noop("closed No. %(number)s"),
    gettext_noop("%(count)s planned for now"),
    gettext_noop("%(count)s arrived: %(why)s"),
    gettext_noop("with a recovery code, %(count)s left"),
    gettext_noop("no column is called %(name)s"),
    gettext_noop("it is larger than %(count)s bytes: use `reveille subscribers import`"),
    # as core.ranking says them
    gettext_noop("like a story above it (%(count)s of its words)"),
    gettext_noop("%(count)s independent outlets"),
    gettext_noop("%(count)s independent outlet"),
    gettext_noop("from %(count)s countries"),
    gettext_noop("from %(count)s country"),
    gettext_noop("taken up by %(count)s more outlets in the last six hours"),
    gettext_noop("taken up by %(count)s more outlet in the last six hours"),
    gettext_noop("place %(count)s in a feed of its outlet"),
    gettext_noop("places %(places)s in %(count)s feeds of its outlet"),
    gettext_noop("not news: %(genre)s, by its headline"),
    gettext_noop("not news: %(genre)s, filed under %(term)s"),
    gettext_noop("%(count)s points on the beat"),
    gettext_noop("last report %(count)s hours ago"),
    gettext_noop("%(count)s more words"),
    # as core.beat says them
    gettext_noop("%(term)s in the headline"),
    gettext_noop("%(term)s in its outlet’s own label"),
    gettext_noop("%(term)s in the lead"),
    gettext_noop("%(term)s further down"),
    gettext_noop("%(term)s as learned"),
    gettext_noop("%(term)s in the headline, as learned"),
    gettext_noop("%(term)s in the lead, as learned"),
    gettext_noop("its outlet files it under %(term)s"),
    # as core.stories and core.copies say them
    gettext_noop("like its %(number)s articles: %(count)s, where %(enough)s is enough"),
    gettext_noop("like its %(number)s article: %(count)s, where %(enough)s is enough"),
    gettext_noop("later articles show it there: %(act)s"),
    gettext_noop("%(count)s of the shorter text stands in both, and %(outlet)s had it first"),
    gettext_noop("%(count)s of the shorter text stands in both, and %(outlet)s is the agency"),
    gettext_noop("%(count)s of the shorter text stands in both, and %(outlet)s is credited with it"),
    gettext_noop("%(count)s of the shorter text stands in both, and %(outlet)s had it first; credited to %(agency)s"),
    gettext_noop("%(count)s of the shorter text stands in both, and %(outlet)s is the agency; credited to %(agency)s"),
    gettext_noop(
        "%(count)s of the shorter text stands in both, and %(outlet)s is credited with it; credited to %(agency)s"
    ),
)
# As core.errors says, in each class's first line, what went wrong of what an editor does.
ERRORS = (
    gettext_noop("The link leads nowhere we may go"),
    gettext_noop("The request failed"),
    gettext_noop("Nobody answered"),
    gettext_noop("The answer did not end in time"),
    gettext_noop("The answer is larger than we take"),
    gettext_noop("The server refused us"),
    gettext_noop("The server says it is no more"),
    gettext_noop("The server failed"),
    gettext_noop("The address lies inside our own network"),
    gettext_noop("The site's robots.txt asks us not to"),
    gettext_noop("The server's certificate does not hold"),
    gettext_noop("The feed cannot be used"),
    gettext_noop("The bytes are not a feed"),
    gettext_noop("The feed has nothing in it"),
    gettext_noop("The page cannot be used"),
    gettext_noop("The bytes are not a page"),
    gettext_noop("No article was found on the page"),
    gettext_noop("The page has more markup than any article needs"),
    gettext_noop("The page asks for consent before it shows anything"),
    gettext_noop("Only the teaser of the article is on the page"),
    gettext_noop("The link leads to a page that is not the outlet's"),
    gettext_noop("The page is at no outlet's address that we know"),
    gettext_noop("The page's outlet has asked not to appear"),
    gettext_noop("The page says that it does not exist"),
    gettext_noop("The beat profile cannot be read"),
    gettext_noop("The outlet's record cannot be read"),
    gettext_noop("The archive cannot be read"),
    gettext_noop("The list of readers cannot be used"),
    gettext_noop("The time, date or zone makes no sense"),
    gettext_noop("This is not an e-mail address that can be reached"),
    gettext_noop("There is an account of this address already"),
    gettext_noop("That is an address for a day; a daily mail needs one that lasts"),
    gettext_noop("The letter must not be made like this"),
    gettext_noop("The edition must not be shown like this"),
    gettext_noop("The words do not stand in the article they are said to come from"),
    gettext_noop("There are not enough stories for an edition"),
    gettext_noop("The edition cannot be closed now"),
    gettext_noop("It is not sent again"),
)
# How days are written, in the letters of Django's ``date`` filter; each language orders them in its own way.
DAYS = (
    gettext_noop("j F"),
    gettext_noop("j F Y"),
    gettext_noop("j M"),
    gettext_noop("j M Y"),
    gettext_noop("j M, H:i"),
    gettext_noop("j M, H:i:s"),
    gettext_noop("j M Y, H:i"),
)
# A headline stands in its quotation marks, a number in its digits; anything else is as short as it can be.
SHAPES = {
    **dict.fromkeys(("story", "other", "headline", "term"), "“.+?”"),
    "count": r"[\d.,%]+",
    "number": r"\d+",
}


def retold(phrase: str) -> str:
    """Return what is kept of an act, a state or a reason, in the language spoken now."""
    phrase = str(phrase)
    if not phrase or languages.spoken() == languages.ENGLISH:
        return phrase
    return gettext(phrase) if phrase in WORDS else _filled(phrase) or alarms.told(telling.told(phrase))


label = lazy(retold, str)  # for a form, whose words are chosen when it is shown


def of(error: ReveilleError) -> str:
    """Return what an error says, in the language spoken now; what is none of our words stays as it is."""
    parts = (gettext(error.what), *(retold(one) for one in (error.subject, error.detail)))
    return functools.reduce(_joined, filter(None, parts))


def _joined(head: str, rest: str) -> str:
    return gettext("%(head)s: %(rest)s") % {"head": head, "rest": rest}


def _filled(phrase: str) -> str:
    msgid, values = phrases.find(phrase, _patterns())
    if "act" in values:
        values["act"] = retold(values["act"])
    if "section" in values:
        values["section"] = telling.section(values["section"])
    if "genre" in values:
        values["genre"] = telling.told(values["genre"])
    for number in values.keys() & {"count", "enough"}:
        values[number] = wording.decimal(values[number])
    return gettext(msgid) % values if msgid else ""


@functools.cache
def _patterns() -> phrases.Patterns:
    return phrases.patterns(PHRASES, SHAPES)
