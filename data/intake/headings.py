"""Which of a document's headings somebody has said the meaning of, in the district's other documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from loaders.dates import MONTH_PATTERN
from loaders.records import Plan
from loaders.text import fold

_CHANGING: Final = re.compile(rf"\([^)]*\)|\b20\d\d(?:-\d\d){{0,2}}\b|\b{MONTH_PATTERN}\b")


def of_plan(chosen: Mapping[str, str], plan: Plan) -> dict[str, str]:
    """Those of the plan's headings that are read otherwise than `chosen` (heading to column): unknown ones as `among`
    finds them, and those that the vocabulary knows, under the very heading."""
    exact = {fold(heading): role for heading, role in chosen.items()}
    known = {heading: exact.get(fold(heading), role) for heading, role in plan.headings if role != "unknown"}
    return {heading: role for heading, role in known.items() if (heading, role) not in plan.headings} | among(
        chosen, plan.unknown_columns
    )


def among(chosen: Mapping[str, str], headings: Iterable[str]) -> dict[str, str]:
    """Those of `headings` that something is `chosen` for (heading to column), as they are written here: under the very
    heading, or, when all choices for it agree, under one that only a date or a note in parentheses parts from it
    («Läget (augusti)»)."""
    exact = {fold(heading): role for heading, role in chosen.items()}
    near: dict[str, set[str]] = {}
    for heading, role in chosen.items():
        near.setdefault(_undated(heading), set()).add(role)
    found: dict[str, str] = {}
    for heading in headings:
        agreed = near.get(_undated(heading), set())
        if fold(heading) in exact:
            found[heading] = exact[fold(heading)]
        elif len(agreed) == 1:
            found[heading] = next(iter(agreed))
    return found


def _undated(heading: str) -> str:
    """A heading without what changes from one follow-up to the next; whole when there is no more to it."""
    left = re.sub(r"[^\w\s]", " ", _CHANGING.sub(" ", fold(heading)))
    return " ".join(left.split()) or fold(heading)
