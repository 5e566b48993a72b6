"""The values of a measure that can be corrected: what they are called, how they are said and how they are written.

A person corrects a group («När» is a class and two dates); the register keeps one correction a field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from pages.parts import words

GROUPS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "status": ("Status", ("status", "continues")),
    "nar": ("När", ("timing", "start", "end")),
    "vem": ("Vem", ("actors",)),
    "omrade": ("Område", ("area", "subarea")),
    "text": ("Åtgärdens text", ("measure",)),
    "orsak": ("Orsak", ("cause",)),
    "mal": ("Operativt mål", ("goal",)),
    "raknas": ("Räknas som åtgärd", ("is_measure",)),
}
"""Name in the address: its word, and the register's fields."""
FIELDS: Final[dict[str, str]] = {
    "status": "Status",
    "continues": "Arbetet fortsätter",
    "timing": "Tid",
    "start": "Startdatum",
    "end": "Slutdatum",
    "actors": "Vem",
    "area": "Område",
    "subarea": "Plats eller problem",
    "measure": "Åtgärdens text",
    "cause": "Orsak",
    "goal": "Operativt mål",
    "is_measure": "Räknas som åtgärd",
}
TEXTS: Final[dict[str, str]] = {
    "cause": "Orsak",
    "measure": "Åtgärd",
    "goal": "Operativt mål",
    "when": "När",
    "who": "Vem",
    "status_text": "Status",
    "followup": "Uppföljning",
    "comment": "Kommentar",
}
"""The texts of a row that can be read otherwise than the program read them, by the columns that they stand under."""
TEXTS_OF: Final[dict[str, tuple[str, ...]]] = {
    "status": ("status_text", "followup", "comment"),
    "nar": ("when",),
    "vem": ("who",),
    "text": ("measure",),
    "orsak": ("cause",),
    "mal": ("goal",),
}
"""A group of fields to the texts that it is read from."""
_WRITTEN: Final = "written_"
GROUP_OF: Final[dict[str, str]] = {
    "status": "status",
    "continues": "status",
    "followup": "status",
    "status_text": "status",
    "comment": "status",
    "when": "nar",
    "timing": "nar",
    "start": "nar",
    "end": "nar",
    "who": "vem",
    "actors": "vem",
    "area": "omrade",
    "subarea": "omrade",
    "measure": "text",
    "cause": "orsak",
    "goal": "mal",
}
"""A doubt's field to the group of fields that answers it."""
KINDS: Final[dict[str, str]] = {"organisation": "Organisation", "function": "Funktion", "person": "Person"}
NOTHING: Final = "inget"
_ACTOR: Final = re.compile(r"(person|function|organisation):\s*(.+)", re.DOTALL)


def named(field: str) -> str:
    """What a correction is of, as the register calls it: a value, or a text in the document («Texten under När»)."""
    return f"Texten under {TEXTS[field.removeprefix(_WRITTEN)]}" if field.startswith(_WRITTEN) else FIELDS[field]


def in_words(field: str, value: str) -> str:
    """A field's value as the register writes it, in Swedish; «inget» for none."""
    if not value:
        return NOTHING
    match field:
        case "status":
            return words.STATUSES.get(value, value)
        case "continues" | "is_measure":
            return "Ja" if value == "true" else "Nej"
        case "timing":
            return words.TIMINGS.get(value, value)
        case "start" | "end":
            return words.short_date(date.fromisoformat(value))
        case "area":
            return words.FULL_AREAS.get(value, value)
        case "actors":
            return ", ".join(name for _, name in actors(value))
    return value


def about(field: str, of_row: bool) -> str:
    """What a question of `field` is about, in lower case: «status», «när»; «raden» or «dokumentet» where no value of
    either answers it."""
    group = GROUP_OF.get(field)
    return words.lower_first(GROUPS[group][0]) if group else "raden" if of_row else "dokumentet"


def said(group: str, values: Mapping[str, str]) -> str:
    """A whole group as one phrase: «Pågår, arbetet fortsätter», «Slutdatum 31 dec 2024»; `values` maps its fields."""
    match group:
        case "status":
            if values["status"] not in words.STATUSES:
                return in_words("status", values["status"])
            return words.status(values["status"], values.get("continues") == "true")
        case "nar":
            return when(values["timing"], _day(values["start"]), _day(values["end"]))
        case "omrade":
            return ", ".join(
                part for part in (in_words("area", values["area"]), values["subarea"]) if part and part != NOTHING
            )
    (field,) = GROUPS[group][1]
    return in_words(field, values[field])


def when(timing: str, start: date | None, end: date | None) -> str:
    """«Slutdatum 31 dec 2024, från 1 sep 2024» or «Återkommande, 1 jan–31 dec 2024»."""
    word = words.timing_class(timing, end)
    if timing == "deadline" and end:
        return f"{word} {words.short_date(end)}{f', från {words.short_date(start)}' if start and start != end else ''}"
    if timing == "start" and start and not end:
        return f"{word}, {words.short_date(start)}"
    return f"{word}, {period(start, end)}" if start or end else word


def period(start: date | None, end: date | None) -> str:
    """«1 jan–31 dec 2024», with both years when they differ."""
    if start and end:
        first = words.short_date(start)
        if start.year == end.year:
            first = first.removesuffix(f"{words.NBSP}{start.year}")
        return words.short_date(end) if start == end else f"{first}–{words.short_date(end)}"
    return f"från {words.short_date(start)}" if start else f"till {words.short_date(end)}" if end else ""


def actors(value: str) -> list[tuple[str, str]]:
    """(kind, name) of each actor in «kind:name | kind:name»."""
    found = (_ACTOR.fullmatch(part.strip()) for part in value.split(" | "))
    return [(match[1], match[2].strip()) for match in found if match]


def as_actors(rows: Iterable[tuple[str, str]]) -> str:
    """(kind, name) rows as the register writes them; rows without a name are left out. «|» parts actors there, so it
    is no part of a name."""
    named = [(kind, " ".join(name.replace("|", " ").split())) for kind, name in rows]
    return " | ".join(f"{kind}:{name}" for kind, name in named if name)


def in_order(now: Mapping[str, str], wanted: Mapping[str, str]) -> dict[str, str]:
    """`wanted` in an order that never makes a measure end before it starts on the way from `now`: the end goes first
    when it is later than the start that stands."""
    later = {field: value for field, value in wanted.items() if field not in ("start", "end")}
    start, end = now.get("start", ""), wanted.get("end", now.get("end", ""))
    order = ("end", "start") if not (start and end) or end >= start else ("start", "end")
    return {**later, **{field: wanted[field] for field in order if field in wanted}}


def _day(value: str) -> date | None:
    return date.fromisoformat(value) if value else None
