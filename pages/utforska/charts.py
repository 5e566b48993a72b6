"""What Utforska shows: the list of measures, and one measure's whole text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

from pages.parts import figures, tables, values, words
from pages.parts.links import Links
from pages.parts.tables import Column, Html, Linked

_COLUMNS: Final = (
    Column("Läge", "5.2rem"),
    Column("Åtgärd", "30%"),
    Column("Status", "7.5rem"),
    Column("Område", "8.5rem"),
    Column("Slutdatum", "7.6rem"),
    Column("Ansvarig", "15%"),
    Column("Senaste uppföljning"),
)
_TITLE_LENGTH: Final = 160
_FOLLOWUP_LENGTH: Final = 120
_WHO_LENGTH: Final = 80
MISSING: Final = "Saknas i planen"


def removed_among(shown: int, removed: int) -> str:
    """What is said when some of the measures shown are removed: the figures are counted on the others."""
    if not removed:
        return ""
    if removed == shown:
        return f"{'Den är borttagen' if shown == 1 else 'Alla är borttagna'} och räknas inte i andelar."
    others = words.number(shown - removed)
    return f"{words.count(removed, 'är borttagen', 'är borttagna')}: andelar räknas på de andra {others}."


def measure_table(measures: Sequence[Mapping[str, Any]], links: Links, caption: str) -> str:
    """The list: läge, the measure as the link to its whole text, status, area, time, owner and latest follow-up."""
    return tables.table(_COLUMNS, [_row(measure, links) for measure in measures], caption)


def _row(measure: Mapping[str, Any], links: Links) -> list[tables.Cell]:
    light = str(measure["light"])
    title = values.text(measure["title"])
    followup = values.text(measure["followup"])
    asked = figures.unsure("status" if measure["status_asked"] else "")
    sign = f'<span class="nowrap">{figures.sign(light)} <span aria-hidden="true">{words.LIGHTS[light]}</span></span>'
    return [
        Html(sign),
        Linked(words.shortened(title, _TITLE_LENGTH), links.measure(str(measure["measure"])), title),
        Html(f"{words.STATUSES[str(measure['status'])]} {asked}"),
        words.AREAS[str(measure["area"])],
        words.time_words(str(measure["timing"]), values.day(measure["end_date"])),
        words.shortened(_who(measure), _WHO_LENGTH) or MISSING,
        Html(f'<span class="muted">{escape(words.latest_note(followup, _FOLLOWUP_LENGTH)) or "–"}</span>'),
    ]


def _who(measure: Mapping[str, Any]) -> str:
    """Who carries it, as understood and corrected, which is what all that counts goes by; what stands, when that was
    understood as nobody."""
    actors = words.upper_first(values.text(measure["actors"]))
    is_corrected = "actors" in values.text(measure["corrected"]).split(", ")
    return actors if actors or is_corrected else values.text(measure["who"])


def whole_text(measure: Mapping[str, Any]) -> str:
    """Everything the document says of one measure, and where it stands there; a missing value is said."""
    end = values.day(measure["end_date"])
    start = values.day(measure["start_date"])
    timing = str(measure["timing"])
    time = words.time_words(timing, end)
    if start and timing != "deadline":
        time += f", från {words.short_date(start)}"
    place = ", ".join(text for text in (values.text(measure["document"]), values.text(measure["place"])) if text)
    written, read = values.text(measure["who"]), _who(measure)
    who = written if written.casefold() == read.casefold() else _with_reading(written, read or "ingen", as_is=True)
    facts = [
        ("Område", words.FULL_AREAS[str(measure["area"])]),
        ("Plats eller problem", values.text(measure["subarea"])),
        ("Orsak", values.text(measure["cause"])),
        ("Åtgärd", values.text(measure["title"])),
        ("Operativt mål", values.text(measure["goal"])),
        ("När", _with_reading(values.text(measure["when_text"]), time)),
        ("Vem", who),
        ("Uppföljning", values.text(measure["followup"])),
        (
            "Status",
            _with_reading(
                values.text(measure["status_text"]), words.status(str(measure["status"]), bool(measure["continues"]))
            ),
        ),
        ("Kommentar", values.text(measure["comment"])),
        ("Står i", place),
    ]
    optional = {"Plats eller problem", "Kommentar"}
    body = "".join(
        f"<dt>{name}</dt><dd>{escape(text) or f'<span class=muted>{MISSING}</span>'}</dd>"
        for name, text in facts
        if text or name not in optional
    )
    return f'<dl class="facts">{body}</dl>'


def _with_reading(written: str, read: str, as_is: bool = False) -> str:
    """What stands, and what it is understood as; names keep their capitals."""
    return (
        f"{written} (förstått som: {read if as_is else words.lower_first(read)})" if written else f"{read} (inget står)"
    )
