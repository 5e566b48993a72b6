"""The address of a view: the names of the filters in it, and how they are read. The address is the truth: widgets show
what it says and write what they are set to, so that a copied link, Back and a page change all show what they name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

ROW_NAMES: Final = ("plan", "datum", "omrade")
"""What the filter row shows at once."""
FROM_DAY: Final = "fran_dag"
TO_DAY: Final = "till_dag"
NAMES: Final = "namn"
HIDDEN: Final = "dolda"
"""What NAMES says when the persons' names are hidden."""
DISTRICTS: Final = "stadsdel"
YEARS: Final = "ar"
EVERY: Final = "alla"
"""Every district, in DISTRICTS."""
NOTHING: Final = "-"
"""How the address says that a place or a cause is missing."""
AND: Final = "och_"
"""Before a filter's name: narrows further what that filter leaves, where one value cannot stand for both."""
KEPT_NAMES: Final = (
    *ROW_NAMES,
    "plats",
    "status",
    "lage",
    "tid",
    "ansvarig",
    "part",
    FROM_DAY,
    TO_DAY,
    "sok",
    DISTRICTS,
    YEARS,
    NAMES,
)
"""The filters: they follow along to every page."""
OPENED_FROM: Final = "fran"
"""Names the page that a measure was opened from."""
OF_ONE_MEASURE: Final = ("atgard", OPENED_FROM, "ratta", "per")
"""What only the page Åtgärd has in its address: no list has them."""
_PAGE: Final = re.compile(r"[a-z]{1,30}")


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

    @property
    def opened_from(self) -> str:
        """The page that a measure was opened from; the list of all rows when the address names no page. Only small
        letters pass: it becomes the beginning of an address."""
        page = self.first(OPENED_FROM)
        return page if _PAGE.fullmatch(page) else "utforska"

    @property
    def of_the_list(self) -> dict[str, tuple[str, ...]]:
        """What the list that a measure was opened from had in its address, beside the filter row."""
        return {name: texts for name, texts in self.more.items() if name not in OF_ONE_MEASURE}


def read(query: Mapping[str, Sequence[str]]) -> Address:
    """The address as its query says; `query` maps each name to all its values."""

    def first(name: str) -> str:
        return next(iter(query.get(name, ())), "")

    return Address(
        plan=first("plan"),
        as_of=read_day(first("datum")),
        area=first("omrade"),
        more={name: tuple(v for v in values if v) for name, values in query.items() if name not in ROW_NAMES},
    )


def read_day(text: str) -> date | None:
    """An ISO date, None for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1990 <= day.year <= 2100 else None
