"""Measures as they are taken away: to Excel and CSV with every column, whole text and real dates; to a calendar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pages.parts import values, words
from pages.parts.calendar import Event
from pages.parts.tables import Value

_SUMMARY_LENGTH: Final = 120
EXPORT_COLUMNS: Final[dict[str, float]] = {
    "Plan": 18,
    "Bedömd": 22,
    "Område": 26,
    "Plats eller problem": 24,
    "Orsak": 45,
    "Åtgärd": 60,
    "Del": 6,
    "Operativt mål": 40,
    "När": 28,
    "Tid": 15,
    "Start": 12,
    "Slutdatum": 12,
    "Vem": 32,
    "Ansvariga": 32,
    "Parter": 24,
    "Status": 18,
    "Läge": 10,
    "Försenad, dagar": 12,
    "Uppföljning": 60,
    "Status som den står": 32,
    "Kommentar": 40,
    "Dokument": 28,
    "Plats i dokumentet": 28,
    "Frågor om läsningen": 12,
}
"""Headings and their widths in characters."""


def export_rows(measures: Sequence[Mapping[str, Any]]) -> list[list[Value]]:
    """Every column with its whole text and real dates, in the order of EXPORT_COLUMNS."""
    return [
        [
            values.text(measure["plan"]),
            _judged(measure),
            words.AREAS[str(measure["area"])],
            values.text(measure["subarea"]),
            values.text(measure["cause"]),
            values.text(measure["title"]),
            None if values.text(measure["item"]) == "" else values.whole(measure["item"]),
            values.text(measure["goal"]),
            values.text(measure["when_text"]),
            words.TIMINGS[str(measure["timing"])],
            values.day(measure["start_date"]),
            values.day(measure["end_date"]),
            values.text(measure["who"]),
            values.text(measure["actors"]),
            values.text(measure["parties"]),
            words.STATUSES[str(measure["status"])],
            words.LIGHTS[str(measure["light"])],
            values.whole(measure["days_late"]) if bool(measure["overdue"]) else None,
            values.text(measure["followup"]),
            values.text(measure["status_text"]),
            values.text(measure["comment"]),
            values.text(measure["document"]),
            values.text(measure["place"]),
            values.whole(measure["doubts"]),
        ]
        for measure in measures
    ]


def _judged(measure: Mapping[str, Any]) -> str:
    """The day that the row is judged, in words; the file's rows are read back to the same day by it."""
    day = values.day(measure["as_of"])
    return words.judged_at(day, True) if day else ""


def event(measure: Mapping[str, Any], href: str) -> Event:
    """One open end date for a calendar; `href` is the measure's absolute address."""
    day = values.day(measure["end_date"])
    assert day is not None, "bara åtgärder med slutdatum"
    title = values.text(measure["title"])
    facts = [
        title,
        f"Område: {words.AREAS[str(measure['area'])]}",
        f"Status: {words.STATUSES[str(measure['status'])]}",
        f"Ansvarig: {values.text(measure['actors']) or 'Saknas'}",
        f"Plan: {measure['plan']}",
    ]
    return Event(
        key=str(measure["measure"]),
        day=day,
        summary=f"Slutdatum: {words.shortened(title, _SUMMARY_LENGTH)}",
        description="\n".join(facts),
        href=href,
    )
