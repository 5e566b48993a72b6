"""What may be compared: which plans, by which measure, and whether they are written alike enough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pages.parts import figures, words
from pages.parts.address import DISTRICTS, NOTHING, YEARS, Address
from pages.parts.links import Links, Value
from pages.parts.view import PlanChoice

NOT_HERE: Final = ("plats", "ansvarig", "status", "lage")
"""Filters that Jämför does not take: the first two lie inside one plan, the others are what is compared."""
MOST_PLANS: Final = 8
"""As many columns as can be read beside one another."""
_BY_DEFAULT: Final = 6
_APART: Final = 20
"""Percentage points between two plans' ways of writing from which their rates cannot be compared as they stand."""

MEASURES: Final[dict[str, str]] = {
    "": "Genomförda och i fas",
    "uppfoljda": "Uppföljda",
    "forsenade": "Försenade",
}
"""The measures that plans are compared by: name in the address, and its words."""

WAYS: Final[tuple[tuple[str, str, Mapping[str, Value]], ...]] = (
    ("line_work", "Löpande arbete (linjearbete)", {"tid": "ongoing"}),
    ("with_deadline", "Har slutdatum", {"tid": "deadline"}),
    ("with_owner", "Har ansvarig", {"urval": "med_ansvarig"}),
    ("with_person", "Namngiven ansvarig", {"urval": "namngiven"}),
    ("with_goal", "Har operativt mål", {"urval": "med_mal"}),
    ("followed_up", "Uppföljda", {"urval": "uppfoljda"}),
    ("unknown", "Ingen uppföljning eller oklar status", {"status": ("oklar", "ej_uppfoljd")}),
)
"""Ways of writing: column of the question, its words, and how the address selects its rows."""


def chosen_plans(plans: Sequence[PlanChoice], current: PlanChoice, address: Address) -> list[PlanChoice]:
    """The plans that the address names, in the register's order, at most MOST_PLANS. When it names none: all of a small
    register; of a large one the current plan and those of its year."""
    asked = address.more.get("planer", ())
    if NOTHING in asked:
        return []
    named = [plan for plan in plans if plan.name in asked]
    if named:
        return named[:MOST_PLANS]
    if len(plans) <= _BY_DEFAULT:
        return list(plans)
    same_year = [plan for plan in plans if plan.year == current.year and plan.name != current.name]
    kept = {plan.name for plan in [current, *same_year][:_BY_DEFAULT]}
    return [plan for plan in plans if plan.name in kept]


def left_out(plans: Sequence[PlanChoice], address: Address) -> int:
    """How many of the plans that the address names do not fit."""
    asked = address.more.get("planer", ())
    return max(0, sum(plan.name in asked for plan in plans) - MOST_PLANS)


def of_plan(plan: str, links: Links) -> Links:
    """Writes addresses of rows of one plan among those that `links` choose, judged on the plan's own day."""
    return Links({**links.base, "plan": plan, "datum": "", DISTRICTS: "", YEARS: ""})


def sentence(ways: Sequence[Mapping[str, Any]], within: str = "") -> str:
    """Whether the plans can be compared as they stand, as an h1 (rows of the question ways_of_writing); `within` is
    « i urvalet» when some filter chooses among the measures."""
    furthest = max(
        (_spread(ways, column) for column in _SENTENCES), key=lambda found: found[0], default=(0.0, "", {}, {})
    )
    apart, column, most, least = furthest
    if apart <= _APART:
        return figures.answer("Planerna är skrivna på liknande sätt.")
    claim = "Planerna är skrivna olika och går inte att jämföra rakt av."
    said = _SENTENCES[column].format(**_said("most", most, column), **_said("least", least, column), within=within)
    return figures.answer(claim, said)


_SENTENCES: Final[dict[str, str]] = {
    "line_work": "{most} skriver {most_of} åtgärder{within} som löpande arbete, {least} {least_of}. "
    "Läs genomförda tillsammans med i fas.",
    "followed_up": "{most} har följt upp {most_of} åtgärder{within}, {least} {least_of}. Läs andelarna med sina spann.",
    "with_owner": "{most} har ansvarig för {most_of} åtgärder{within}, {least} för {least_of}. "
    "Läs försenade tillsammans med vem som äger dem.",
}


def _spread(ways: Sequence[Mapping[str, Any]], column: str) -> tuple[float, str, Mapping[str, Any], Mapping[str, Any]]:
    """Percentage points between the plans with the largest and the least share; few measures say nothing."""
    enough = [row for row in ways if int(row["measures"]) >= figures.FEW]
    if len(enough) < 2:
        return 0.0, column, {}, {}

    def share(row: Mapping[str, Any]) -> float:
        return 100 * int(row[column]) / int(row["measures"])

    most, least = max(enough, key=share), min(enough, key=share)
    return share(most) - share(least), column, most, least


def _said(name: str, row: Mapping[str, Any], column: str) -> dict[str, str]:
    return {name: str(row["plan"]), f"{name}_of": words.of(int(row[column]), int(row["measures"]))}
