"""What Årshjul shows beside its plotly figures: the month's list, the tables, and what has no place in the wheel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

from pages.arshjul.year import CLASSES, EndDates, class_words
from pages.parts import figures, tables, values, words
from pages.parts.links import Links
from pages.parts.tables import Cell, Column, Linked, Sheet, Value

SHOWN: Final = 12
_TITLE: Final = 66
_LONG_TITLE: Final = 110


def month_name(found: EndDates, month: int) -> str:
    """«December 2024»."""
    return f"{words.MONTHS[month - 1].capitalize()} {found.year}"


def month_list(rows: Sequence[Mapping[str, Any]], links: Links) -> str:
    """End date, measure, area and status, one under the other."""
    body = "".join(_month_line(row, links) for row in rows)
    return f'<ul class="by-date">{body}</ul>'


def _month_line(row: Mapping[str, Any], links: Links) -> str:
    end = values.day(row["end_date"])
    day = f"{end.day}{words.NBSP}{words.short_month(end.month)}" if end else ""
    title = values.text(row["title"])
    opened = figures.link(links.measure(str(row["measure"])), words.shortened(title, _TITLE), title)
    about = f"{words.AREAS[str(row['area'])]} · {words.STATUSES[str(row['status'])]}"
    said = f'{opened}<span class="about">{escape(about)}</span>'
    return f'<li><span class="day">{escape(day)}</span><span>{said}</span></li>'


def in_short(rows: Sequence[Mapping[str, Any]]) -> str:
    """«20 slutdatum, 11 öppna», «1 slutdatum, inga öppna»."""
    still = sum(bool(row["open"]) for row in rows)
    left = words.count(still, "öppet", "öppna") if still else "inga öppna"
    return f"{words.number(len(rows))} slutdatum, {left}"


def settled(rows: Sequence[Mapping[str, Any]]) -> str:
    """What of the month is no longer open, in a sentence: «8 är redan genomförda, 1 blev inte genomförd.»"""
    done = sum(row["status"] == "genomford" for row in rows)
    not_done = sum(row["status"] == "ej_genomford" for row in rows)
    parts = []
    if done:
        parts.append(f"{words.number(done)} är redan {'genomförd' if done == 1 else 'genomförda'}")
    if not_done:
        parts.append(f"{words.number(not_done)} blev inte {'genomförd' if not_done == 1 else 'genomförda'}")
    return f"{', '.join(parts)}." if parts else ""


def wheel_table(found: EndDates, links: Links) -> str:
    """The wheel's figures: a row per month that has any, a column per area; each number opens its month's list."""
    columns = [Column("Månad"), *(Column(words.AREAS[area], number=True) for area in found.areas)]
    if len(found.areas) > 1:
        columns.append(Column("Alla", number=True))
    rows = []
    for month in found.months:
        numbers: list[Cell] = [_number(found.counts.get((month, area), 0), month, area, links) for area in found.areas]
        if len(found.areas) > 1:
            numbers.append(_number(found.in_month(month), month, "", links))
        rows.append([words.MONTHS[month - 1].capitalize(), *numbers])
    return tables.table(columns, rows, f"Slutdatum under {found.year}, per månad och område", kind="counts")


def wheel_sheet(found: EndDates) -> Sheet:
    """The wheel's figures for a file."""
    columns = {"Månad": 14, **{words.AREAS[area]: 16 for area in found.areas}, "Alla": 10}
    rows: list[list[Value]] = [
        [
            words.MONTHS[month - 1].capitalize(),
            *(found.counts.get((month, area), 0) for area in found.areas),
            found.in_month(month),
        ]
        for month in range(1, 13)
    ]
    return Sheet(f"Slutdatum {found.year}", columns, rows)


def _number(number: int, month: int, area: str, links: Links) -> Cell:
    if not number:
        return ""
    return Linked(words.number(number), links.to("arshjul", manad=str(month), ring=area, visa="alla"))


def without_place(rows: Sequence[Mapping[str, Any]], year: int, links: Links) -> str:
    """Per class how many there are; each opens on the spot to its measures."""
    parts = []
    for year_class in CLASSES:
        found = [row for row in rows if row["year_class"] == year_class]
        if found:
            lines = "".join(_class_line(row, links) for row in found)
            parts.append(
                f"<details><summary>{escape(class_words(year_class, year))} <b>{words.number(len(found))}</b></summary>"
                f'<ul class="by-date">{lines}</ul></details>'
            )
    return f'<div class="classes">{"".join(parts)}</div>'


def _class_line(row: Mapping[str, Any], links: Links) -> str:
    title = values.text(row["title"])
    opened = figures.link(links.measure(str(row["measure"])), words.shortened(title, _LONG_TITLE), title)
    about = [words.AREAS[str(row["area"])], words.STATUSES[str(row["status"])]]
    start, end = values.day(row["start_date"]), values.day(row["end_date"])
    if row["year_class"] == "start" and start:
        about.append(f"från {words.short_date(start)}")
    if row["year_class"] in ("before", "after") and end:
        about.append(f"till {words.short_date(end)}")
    return f'<li><span>{opened}<span class="about">{escape(" · ".join(about))}</span></span></li>'
