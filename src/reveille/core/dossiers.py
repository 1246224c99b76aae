"""A story's own page: one sentence of each of several outlets, who said what, and what is new in it."""

from __future__ import annotations

from reveille.core import cldr, languages, layout, sayings
from reveille.core import text as texts
from reveille.core.candidates import Candidate, Report, others, sentences

EXCERPTS_SHOWN, QUOTES_SHOWN = 6, 3
SAME_SHARE = 0.6  # of two sentences' words: they say the same


def dossier(candidate: Candidate, shown: layout.Item) -> layout.Dossier:
    """Return what the story's own page shows: one sentence of each of the next outlets, and who said what."""
    by_article = {report.article: report for report in candidate.reports}
    excerpts_ = [_excerpt(sentence, by_article[sentence.article]) for sentence in shown.sentences]
    seen = [set(texts.tokens(one.sentence.text, one.language)) for one in excerpts_]
    main = next((report for report in candidate.reports if report.link == shown.url), candidate.reports[0])
    for report in others(main, candidate.reports):
        if len(excerpts_) >= EXCERPTS_SHOWN:
            break
        for sentence in sentences(report, headed=False)[:1]:
            said = set(texts.tokens(sentence.text, report.language))
            if not any(len(said & other) > SAME_SHARE * min(len(said), len(other)) for other in seen):
                seen.append(said)
                excerpts_.append(_excerpt(sentence, report))
    spoken = sayings.quoted(candidate.reports, [one.sentence for one in excerpts_])
    if shown.quote:
        spoken = [
            shown.quote,
            *(q for q in spoken if q.outlet != shown.quote.outlet and q.speaker != shown.quote.speaker),
        ]
    return layout.Dossier(
        tuple(excerpts_), tuple(spoken[:QUOTES_SHOWN]), candidate.change.kind, candidate.change.lines, candidate.day
    )


def _excerpt(sentence: layout.Sentence, report: Report) -> layout.Excerpt:
    return layout.Excerpt(
        sentence,
        report.outlet,
        "" if report.wire else cldr.country(report.country),
        report.language,
        languages.direction(report.language),
        report.link,
        report.published.isoformat(),
    )
