"""Which measures the address chooses, beside plan and day: the same filters on every page, read, written and said."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from data.filters import Filters
from pages.parts import words
from pages.parts.address import AND, FROM_DAY, NOTHING, TO_DAY, Address, read_day

_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter of one or several values: its name in the address, its field in Filters, its label, and the words of
    its codes (none: its values are texts of the plans; `missing` is how the absent one is called)."""

    name: str
    field: str
    label: str
    known: Mapping[str, str] | None = None
    missing: str = ""

    def said(self, value: str) -> str:
        """A value as it is shown."""
        if not value:
            return self.missing
        if self.known:
            return self.known[value]
        return words.upper_first(value.partition(":")[2] or value) if self.name == "ansvarig" else value


CHOICES: Final = (
    Choice("omrade", "areas", "Område", words.AREAS),
    Choice("plats", "subareas", "Delområde", missing="inget angivet"),
    Choice("status", "statuses", "Status", words.STATUSES),
    Choice("lage", "lights", "Läge", words.LIGHTS),
    Choice("tid", "timings", "Tid", words.TIMINGS),
    Choice("ansvarig", "actors", "Ansvarig"),
    Choice("part", "parties", "Part"),
)
BY_NAME: Final = {choice.name: choice for choice in CHOICES}
INSIDE_A_PLAN: Final = frozenset({"plats", "ansvarig"})
"""Filters whose values are one plan's own: another plan knows nothing of them."""


@dataclass(frozen=True, slots=True)
class Active:
    """One value of a filter in force: the filter's name in the address, the value there, and both in words."""

    name: str
    value: str
    said: str


def read(query: Mapping[str, Collection[str]]) -> Filters:
    """The filters that the names in `query` make; codes that do not exist and days that are no days are left out."""

    def texts(choice: Choice) -> tuple[str, ...]:
        asked = tuple(query.get(choice.name, ()))
        if choice.known:
            return tuple(code for code in choice.known if code in asked)
        return tuple("" if value == NOTHING and choice.missing else value for value in dict.fromkeys(asked))

    def first(name: str) -> str:
        return next(iter(query.get(name, ())), "")

    return Filters(
        **{choice.field: texts(choice) for choice in CHOICES},  # type: ignore[arg-type]
        period_from=read_day(first(FROM_DAY)),
        period_to=read_day(first(TO_DAY)),
        text=first("sok").strip(),
    )


def of(address: Address) -> Filters:
    """The filters of an address; the area is one."""
    return read({**address.more, "omrade": (address.area,)})


def further(address: Address) -> list[tuple[str, Filters]]:
    """What narrows the filters further, each with its name in the address (see Links.narrowed)."""
    found = []
    for name, values in address.more.items():
        bare = name
        while bare.startswith(AND):
            bare = bare.removeprefix(AND)
        if bare != name and bare in BY_NAME:
            found.append((name, read({bare: values})))
    return found


def written(filters: Filters) -> dict[str, tuple[str, ...]]:
    """The filters as the address has them: name to values, only those in force."""
    values = {choice.name: tuple(value or NOTHING for value in texts(filters, choice)) for choice in CHOICES}
    values[FROM_DAY] = _iso(filters.period_from)
    values[TO_DAY] = _iso(filters.period_to)
    values["sok"] = (filters.text,) if filters.text else ()
    return {name: found for name, found in values.items() if found}


def active(filters: Filters) -> list[Active]:
    """Every value in force, in the order of the filters: what can be taken away one by one."""
    found = [
        Active(choice.name, value or NOTHING, f"{choice.label}: {words.shortened(choice.said(value), _LONGEST)}")
        for choice in CHOICES
        for value in texts(filters, choice)
    ]
    if filters.period_from:
        found.append(Active(FROM_DAY, filters.period_from.isoformat(), f"Från {words.short_date(filters.period_from)}"))
    if filters.period_to:
        found.append(Active(TO_DAY, filters.period_to.isoformat(), f"Till {words.short_date(filters.period_to)}"))
    if filters.text:
        found.append(Active("sok", filters.text, f"Text: «{words.shortened(filters.text, _LONGEST)}»"))
    return found


def in_words(filters: Filters) -> list[str]:
    """Each filter in force as «Status: Pågår eller Ej påbörjad»."""
    said = [
        f"{choice.label}: {words.listing([words.shortened(choice.said(value), 80) for value in found], 'eller')}"
        for choice in CHOICES
        if (found := texts(filters, choice))
    ]
    if filters.period_from and filters.period_to:
        said.append(f"Period: {words.short_date(filters.period_from)}–{words.short_date(filters.period_to)}")
    elif filters.period_from:
        said.append(f"Period: från {words.short_date(filters.period_from)}")
    elif filters.period_to:
        said.append(f"Period: till {words.short_date(filters.period_to)}")
    if filters.text:
        said.append(f"Text: «{filters.text}»")
    return said


def texts(filters: Filters, choice: Choice) -> tuple[str, ...]:
    """The values of one filter."""
    values: tuple[str, ...] = getattr(filters, choice.field)
    return values


def _iso(day: date | None) -> tuple[str, ...]:
    return (day.isoformat(),) if day else ()
