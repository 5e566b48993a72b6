"""What Jämför shows: the heat map of plans and areas, and how the plans are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import Any, Final

from pages.jamfor.comparison import MEASURES, WAYS, of_plan
from pages.parts import figures, tables, words
from pages.parts.figures import Rate
from pages.parts.links import Links, Value
from pages.parts.tables import Cell, Column, Html, Sheet
from pages.parts.tables import Value as File
from pages.parts.view import PlanChoice

ALL_AREAS: Final = "Alla områden"
Found = Mapping[tuple[str, str], Mapping[str, Any]]
"""The rows of the question comparison by plan and area («» for all areas)."""

EXPLAINED: Final[dict[str, str]] = {
    "": "starkare färg = större andel genomförda · planerna står i bokstavsordning, inte i rangordning",
    "uppfoljda": "starkare färg = större andel uppföljda · planerna står i bokstavsordning, inte i rangordning",
    "forsenade": "starkare färg = större andel försenade · bara åtgärder med slutdatum kan bli försenade",
}


def measure_switch(chosen: str, links: Links) -> str:
    """The choice of what the plans are compared by."""
    return figures.switch(
        "Mått", [(word, links.to("jamfor", matt=name), name == chosen) for name, word in MEASURES.items()]
    )


def head(plan: PlanChoice) -> str:
    """When the plan was followed up, under its name: «uppföljd nov 2024»."""
    if plan.followed_up is None:
        return "ej uppföljd"
    if plan.whole_year and plan.followed_up == date(plan.year + 1, 1, 1):
        return f"uppföljd efter {plan.year}"
    return f"uppföljd {words.short_month(plan.followed_up.month)} {plan.followed_up.year}"


def shown_areas(found: Found, chosen: str = "") -> list[str]:
    """The `chosen` area alone; else all areas together first, then those of the agreement, then others that
    some plan has."""
    if chosen:
        return [chosen]
    present = {area for _, area in found}
    return ["", *(area for area in words.AREAS if area in words.AGREED_AREAS or area in present)]


def heat_map(found: Found, plans: Sequence[PlanChoice], measure: str, links: Links, chosen: str = "") -> str:
    """A table whose cells are coloured by share: a row per area, a column per plan. Every number opens its rows, among
    those that `links` choose; `chosen` is the only area when there is one."""
    heads = "".join(
        f'<th scope="col"><b>{escape(plan.name)}</b><span class="when">{escape(head(plan))}</span></th>'
        for plan in plans
    )
    body = ""
    for area in shown_areas(found, chosen):
        cells = [
            _cell(found.get((plan.name, area)), plan.name, area, measure, of_plan(plan.name, links)) for plan in plans
        ]
        name = escape(words.AREAS[area] if area else ALL_AREAS)
        body += f'<tr><th scope="row">{name}</th>{"".join(cells)}</tr>'
    caption = f"{MEASURES[measure]} per område och plan. {said(found, plans, measure)}"
    return (
        f'<table class="heat"><caption class="heard">{escape(caption)}</caption>'
        f'<thead><tr><td class="corner"></td>{heads}</tr></thead><tbody>{body}</tbody></table>'
    )


def said(found: Found, plans: Sequence[PlanChoice], measure: str) -> str:
    """The heat map's first row in words, for those who do not see it."""
    parts = []
    for plan in plans:
        row = found.get((plan.name, ""))
        if row is not None:
            done, counted = _counted(row, measure)
            parts.append(f"{plan.name} {words.of(done, counted)}")
    return f"Alla områden: {'; '.join(parts)}."


def _cell(row: Mapping[str, Any] | None, plan: str, area: str, measure: str, links: Links) -> str:
    label = f' data-head="{escape(plan)}"'
    counted = _counted(row, measure)[1] if row is not None else 0
    if row is None or not counted:
        return f'<td class="none"{label}>inga åtgärder</td>'
    lines = _LINES[measure](row, links, area)
    if measure == "forsenade" and not int(row["with_deadline"]):  # what has no end date cannot be late: 0 % is no merit
        return f'<td class="few"{label}>{words.of(lines.done, counted)}<span class="second">{lines.second}</span></td>'
    if counted < figures.FEW:
        done = figures.link(lines.href, words.of(lines.done, counted))
        return f'<td class="few"{label}>{done}<span class="second">få åtgärder</span></td>'
    rate = Rate(lines.done, counted, lines.unknown)
    spread = f' <span class="spread">{rate.spread}</span>' if rate.spread else ""
    share = 100 * lines.done / counted
    return (
        f'<td style="--share:{share:.0f}%"{label}><span class="first"><b>{rate.share}</b>{spread} '
        f"{figures.link(lines.href, words.of(lines.done, counted))}</span>"
        f'<span class="second">{lines.second}</span></td>'
    )


class _Lines:
    """One cell's two lines: the figure with the address of its rows, and the line under it as HTML."""

    def __init__(self, done: int, href: str, second: str, unknown: int = 0) -> None:
        self.done, self.href, self.second, self.unknown = done, href, second, unknown


def _done(row: Mapping[str, Any], links: Links, area: str) -> _Lines:
    counted, on_track, unknown = (int(row[name]) for name in ("counted", "on_track", "unknown"))
    second = f"i fas {Rate(on_track, counted, unknown).widest} "
    second += figures.link(links.rows(omrade=area, urval="i_fas"), words.of(on_track, counted))
    return _Lines(int(row["done"]), links.rows(omrade=area, status="genomford"), second, unknown)


def _followed_up(row: Mapping[str, Any], links: Links, area: str) -> _Lines:
    missing = int(row["missing_followup"])
    second = "inget saknas"
    if missing:
        href = links.rows(omrade=area, urval="saknar_uppfoljning")
        second = figures.link(href, f"{words.number(missing)} saknar uppföljning")
    elif int(row["followed_up"]) < int(row["measures"]):
        second = "resten har tid kvar"
    return _Lines(int(row["followed_up"]), links.rows(omrade=area, urval="uppfoljda"), second)


def _overdue(row: Mapping[str, Any], links: Links, area: str) -> _Lines:
    dated = int(row["with_deadline"])
    second = f"{words.number(dated)} har slutdatum" if dated else "inga har slutdatum"
    return _Lines(int(row["overdue"]), links.rows(omrade=area, urval="forsenade"), second)


_LINES: Final = {"": _done, "uppfoljda": _followed_up, "forsenade": _overdue}
_COLUMNS: Final = {
    "": ("done", "counted"),
    "uppfoljda": ("followed_up", "measures"),
    "forsenade": ("overdue", "counted"),
}


def _counted(row: Mapping[str, Any], measure: str) -> tuple[int, int]:
    done, counted = _COLUMNS[measure]
    return int(row[done]), int(row[counted])


def comparison_sheet(found: Found, plans: Sequence[PlanChoice], chosen: str) -> Sheet:
    """The heat map's figures for a file: a row per plan and area, every count, shares where they are
    enough for one."""
    columns = {"Plan": 22, "Uppföljd": 18, "Område": 28, **dict.fromkeys(_COUNTED, 12), **dict.fromkeys(_SHARES, 12)}
    rows: list[list[File]] = []
    for plan in plans:
        for area in shown_areas(found, chosen):
            row = found.get((plan.name, area))
            if row is None:
                continue
            counts = [int(row[column]) for column in _COUNTED.values()]
            shares = [_share(int(row[part]), int(row[whole])) for part, whole in _SHARES.values()]
            rows.append([plan.name, head(plan), words.AREAS[area] if area else ALL_AREAS, *counts, *shares])
    return Sheet("Jämförelse", columns, rows)


def ways_sheet(ways: Sequence[Mapping[str, Any]]) -> Sheet:
    """How each plan is written, for a file."""
    columns = {"Åtgärder som": 38, **{str(row["plan"]): 16 for row in ways}}
    rows: list[list[File]] = [[name, *(int(row[column]) for row in ways)] for column, name, _ in WAYS]
    return Sheet("Sätt att skriva", columns, [["Alla åtgärder", *(int(row["measures"]) for row in ways)], *rows])


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole >= figures.FEW else None


_COUNTED: Final = {
    "Åtgärder": "measures",
    "Räknade": "counted",
    "Genomförda": "done",
    "I fas": "on_track",
    "Försenade": "overdue",
    "Har slutdatum": "with_deadline",
    "Uppföljda": "followed_up",
    "Saknar uppföljning": "missing_followup",
    "Okänd status": "unknown",
}
_SHARES: Final = {
    "Andel genomförda": ("done", "counted"),
    "Andel i fas": ("on_track", "counted"),
    "Andel uppföljda": ("followed_up", "measures"),
}


def ways_table(ways: Sequence[Mapping[str, Any]], links: Links) -> str:
    """How each plan is written, as shares with n of N; every number opens its rows."""
    columns = [Column("Åtgärder som"), *(Column(str(row["plan"]), number=True) for row in ways)]
    rows = [
        [name, *(_way(row, column, rows_of, of_plan(str(row["plan"]), links)) for row in ways)]
        for column, name, rows_of in WAYS
    ]
    return tables.table(columns, rows, "Så skiljer sig planernas sätt att skriva", kind="ways")


def _way(row: Mapping[str, Any], column: str, rows_of: Mapping[str, Value], links: Links) -> Cell:
    part, whole = int(row[column]), int(row["measures"])
    counted = figures.link(links.rows(**rows_of), words.of(part, whole))
    share = "" if whole < figures.FEW else f"{words.percent(part, whole)} "
    return Html(f'{share}<span class="muted">{counted}</span>')
