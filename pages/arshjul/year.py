"""The year of a plan as the page tells it: its sentence, the months, the chosen month, and what has no place in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pages.parts import figures, values, words
from pages.parts.address import Address

CLASSES: Final[dict[str, str]] = {
    "ongoing": "Löpande",
    "recurring": "Återkommande",
    "start": "Bara start",
    "on_demand": "Vid behov",
    "no_day": words.NO_DAY,
    "unset": "Ingen tid satt",
    "before": "Slutdatum före {year}",
    "after": "Slutdatum efter {year}",
}
"""What has no place in the wheel, in words; the year is filled in."""


@dataclass(frozen=True, slots=True)
class EndDates:
    """How many end dates each month and area has in a year; `areas` are the rings of the wheel, from the middle."""

    year: int
    areas: tuple[str, ...]
    counts: Mapping[tuple[int, str], int]

    @property
    def total(self) -> int:
        """All end dates in the year."""
        return sum(self.counts.values())

    @property
    def most(self) -> int:
        """The largest number that one month and area has."""
        return max(self.counts.values(), default=0)

    def in_month(self, month: int) -> int:
        """End dates in the month, all areas."""
        return sum(count for (found, _), count in self.counts.items() if found == month)

    @property
    def months(self) -> tuple[int, ...]:
        """The months that have any."""
        return tuple(month for month in range(1, 13) if self.in_month(month))


def end_dates(rows: Sequence[Mapping[str, Any]], year: int, area: str) -> EndDates:
    """The answer of end_dates_by_month for one plan. `area` is the one chosen: only that is then shown."""
    counts = {(int(row["month"]), str(row["area"])): int(row["measures"]) for row in rows}
    present = {found for _, found in counts}
    areas = [area] if area else [code for code in words.AREAS if code in words.AGREED_AREAS or code in present]
    return EndDates(year, tuple(areas), counts)


def sentence(found: EndDates, whole_year: int, within: str = "") -> str:
    """In which months the end dates lie, as an h1. `whole_year` of them only end with the year;
    `within` is « i urvalet» when some filter chooses among the measures."""
    if not found.total:
        return figures.answer(f"Ingen åtgärd{within} har slutdatum under {found.year}.")
    by_number = sorted(found.months, key=lambda month: (-found.in_month(month), month))
    most = found.in_month(by_number[0])
    leading = [month for month in by_number if found.in_month(month) == most]
    every, ends = words.number(most), f"slutdatum{within} under {found.year}"
    if found.total == 1:
        claim = f"Det enda slutdatumet{within} under {found.year} ligger i {words.MONTHS[leading[0] - 1]}."
    elif len(leading) == len(by_number) > 2:
        claim = f"{words.number(found.total)} {ends} är jämnt spridda: {every} i varje månad som har något."
    elif len(leading) == 1:
        claim = f"{words.of(most, found.total)} {ends} ligger i {words.MONTHS[leading[0] - 1]}."
    else:
        named = words.listing([words.MONTHS[month - 1] for month in leading])
        claim = f"{words.of(most * len(leading), found.total)} {ends} ligger i {named}, {every} i varje."
    rest = []
    if whole_year and leading == [12]:
        rest.append(f"{words.number(whole_year)} av dem gäller hela året.")
    after = by_number[len(leading) :]
    if after:
        number = found.in_month(after[0])
        next_months = [month for month in after if found.in_month(month) == number]
        if len(next_months) <= 2:
            named = words.listing([words.MONTHS[month - 1] for month in next_months])
            rest.append(f"Därnäst {named} med {words.number(number)}{' var' if len(next_months) > 1 else ''}.")
    if whole_year and leading != [12]:
        rest.append(f"{words.number(whole_year)} i december gäller hela året.")
    return figures.answer(claim, " ".join(rest))


def chosen_month(found: EndDates, rows: Sequence[Mapping[str, Any]], as_of: date, address: Address) -> int:
    """The month that the address names; else that of the next open end date, else the last month with any open, else
    the fullest. `rows` answers end_dates."""
    asked = address.first("manad")
    if asked.isdecimal() and 1 <= int(asked) <= 12 and found.in_month(int(asked)):
        return int(asked)
    ends = [(values.day(row["end_date"]), int(row["month"])) for row in rows if row["open"]]
    coming = [month for end, month in ends if end is not None and end >= as_of]
    still = [month for _, month in ends]
    return next(iter(coming or reversed(still)), max(found.months, key=found.in_month))


def class_words(year_class: str, year: int) -> str:
    """«Löpande», «Slutdatum efter 2024»."""
    return CLASSES[year_class].format(year=year)
