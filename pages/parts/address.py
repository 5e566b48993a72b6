"""The address of a view: the names of the filters in it, and how they are read. The address is the truth: widgets show
what it says and write what they are set to, so that a copied link, Back and a page change all show what they name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

ROW_NAMES: Final = ("plan", "datum", "omrade")
"""The filter row's own: they follow along to every page."""


@dataclass(frozen=True, slots=True)
class Address:
    """What the address says, as texts. Values that are no such thing are read as absent, never as an error."""

    plan: str = ""
    as_of: date | None = None
    area: str = ""
    more: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def first(self, name: str) -> str:
        """The first value of one of the other names, "" when absent."""
        return next(iter(self.more.get(name, ())), "")


def read(query: Mapping[str, Sequence[str]]) -> Address:
    """The address as its query says; `query` maps each name to all its values."""

    def first(name: str) -> str:
        return next(iter(query.get(name, ())), "")

    return Address(
        plan=first("plan"),
        as_of=_day(first("datum")),
        area=first("omrade"),
        more={name: tuple(v for v in values if v) for name, values in query.items() if name not in ROW_NAMES},
    )


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1990 <= day.year <= 2100 else None
