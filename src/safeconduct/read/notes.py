"""What a person should know of a report before using what was read from it, in plain sentences."""

from __future__ import annotations

from safeconduct.model.report import Report
from safeconduct.read.characters import oddities, spelled_out
from safeconduct.read.language import foreign_paragraphs, language_of
from safeconduct.read.own_date import own_date

_SHOWN = 3


def notes_on(report: Report) -> tuple[str, ...]:
    """Notes on a report as it is stored, each a sentence or two that says what to do; empty when there is none."""
    notes: list[str] = []
    language = language_of(report.text)
    if language.foreign:
        notes.append(
            f"This report seems to be in {language.name}; the reader reads English only and proposes nothing for it. "
            "Give a translation as a report of its own, and say in its publisher who translated it."
        )
    else:
        others = foreign_paragraphs(report.text)
        if others:
            verb, them = ("is", "it") if others == 1 else ("are", "them")
            notes.append(
                f"{_count(others, 'paragraph')} {verb} not English, and nothing was read from {them}: what is "
                "said there, a denial perhaps, is missing. Give a translation as a report of its own."
            )
    written = own_date(report.text, report.published)
    if written is not None:
        notes.append(
            f'The text names "{written}" as its date, and {report.published.isoformat()} was given as that of its '
            'publication: weekdays and "today" are counted from the second. Give --published if it is wrong.'
        )
    odd = oddities(report.text)
    if odd.turning:
        notes.append(
            f"{_count(odd.turning, 'mark')} that turn the direction of writing: what is seen may be in another order "
            "than what is read."
        )
    if odd.invisible:
        notes.append(f"{_count(odd.invisible, 'invisible character')}: a search for a word may miss it.")
    if odd.mixed:
        shown = ", ".join(spelled_out(word) for word in odd.mixed[:_SHOWN])
        more = f" and {len(odd.mixed) - _SHOWN} more" if len(odd.mixed) > _SHOWN else ""
        notes.append(
            f"{_count(len(odd.mixed), 'word')} with letters of several scripts that look alike: {shown}{more}. "
            "Names may be missed; compare with the published text."
        )
    from safeconduct.read.names import masked_mentions  # its patterns take a sixth of a second to compile

    masked = masked_mentions(report.text)
    if masked:
        notes.append(
            f"{_count(masked, 'mention')} of private persons masked as Xxxx before this report was stored; roles stay."
        )
    return tuple(notes)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
