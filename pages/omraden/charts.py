"""What Områden shows: its sentence, the bars per place or cause, and the causes with their measures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import pandas as pd

from pages.parts import areas, figures, tables, values, words
from pages.parts.address import NOTHING
from pages.parts.figures import Bar, Palette
from pages.parts.links import Links
from pages.parts.tables import Column, Group, Html, Linked

OPEN: Final = ("delvis", "pagar", "pausad", "ej_paborjad", "oklar", "ej_uppfoljd")
NO_PLACE: Final = "Inget delområde angivet"
NO_CAUSE: Final = "Orsak saknas i planen"
_TITLE_LENGTH: Final = 110


def sentence(statuses: pd.DataFrame, within: str = "") -> str:
    """Where most is left, and where the largest share is done, as an h1 (columns area, status, measures).
    `within` is « i urvalet» when some filter chooses among the measures."""
    counts = areas.totals_per(statuses, "area", "status")
    order = [area for area in words.AREAS if area in counts]
    left = {area: sum(counts[area].get(code, 0) for code in OPEN) for area in order}
    rates = {area: areas.rate(counts[area], "status") for area in order}
    most = max(left.values(), default=0)
    claim = f"Inget{within} återstår."
    if most:
        named = [f"{words.AREAS[area]}: {words.of(most, rates[area].counted)}" for area in order if left[area] == most]
        claim = f"Flest åtgärder{within} återstår i {words.listing(named)}."
    return figures.answer(claim, _best(rates) if len(order) > 1 else "")


def _best(rates: Mapping[str, figures.Rate]) -> str:
    """The area with the largest share done, when that holds whatever the unknown statuses turn out to be; areas with
    few measures are not compared."""
    sure = {area: rate for area, rate in rates.items() if not rate.few}
    best = max((rate.done / rate.counted for rate in sure.values()), default=0)
    leading = {area: rate for area, rate in sure.items() if rate.done / rate.counted == best}
    others = [rate for area, rate in sure.items() if area not in leading or len(leading) > 1]
    doubtful = any((rate.done + rate.unknown) / rate.counted > best for rate in others)
    named = [f"{words.AREAS[area]}, {words.of(rate.done, rate.counted)}" for area, rate in leading.items()]
    if len(sure) < 2 or not best or doubtful:
        return ""
    return f"Störst andel genomförda har {words.listing(named)}."


def default_area(statuses: pd.DataFrame) -> str:
    """The area where most is left; the first in the agreement's order when several are."""
    found = areas.totals_per(statuses, "area", "status")
    order = [area for area in words.AREAS if area in found]
    return max(order, key=lambda area: sum(found[area].get(code, 0) for code in OPEN)) if order else ""


def view_switch(palette: Palette, links: Links, **kept: str) -> str:
    """The choice between status and läge."""
    return figures.switch(
        "Visa staplarna efter",
        [
            ("Status", links.to("omraden", **kept), palette == "status"),
            ("Läge", links.to("omraden", vy="lage", **kept), palette == "light"),
        ],
    )


def area_pills(found: Iterable[str], chosen: str, links: Links, view: str) -> str:
    """The choice of the area to look into."""
    present = set(found)
    return figures.switch(
        "Område att se närmare på",
        [
            (words.AREAS[area], links.to("omraden", omrade=area, vy=view), area == chosen)
            for area in words.AREAS
            if area in present
        ],
        round_ends=True,
    )


def group_bars(
    found: pd.DataFrame, by: str, key: str, palette: Palette, links: Links, chosen: str, view: str
) -> list[Bar]:
    """A bar per place or cause. `by` is the column, `key` its name in the address; measures are counted on a common
    scale, those with most first. A click on the name chooses it, on a segment opens its rows."""
    return [
        areas.bar(
            group_name(by, value),
            counts,
            palette,
            links.narrowed(**{key: value or NOTHING}),
            href=links.to("omraden", vy=view, vald=value or NOTHING),
            chosen=value == chosen,
        )
        for value, counts in areas.totals_per(found, by, palette).items()
    ]


def group_name(by: str, value: str) -> str:
    """How a place or a cause is called; a missing one is said, never left blank."""
    return value or (NO_PLACE if by == "subarea" else NO_CAUSE)


def group_table(
    found: pd.DataFrame, by: str, key: str, palette: Palette, links: Links, caption: str, heading: str
) -> str:
    """The bars per place or cause as a table."""
    rows = [
        (group_name(by, value), counts, value or NOTHING)
        for value, counts in areas.totals_per(found, by, palette).items()
    ]
    return areas.count_table(rows, palette, links, key, caption, heading)


def cause_table(causes: Iterable[Sequence[Mapping[str, Any]]], links: Links, caption: str) -> str:
    """Each cause with its measures: läge, the measure, its status. `causes` holds the measures of one cause each."""
    rows: list[tables.Row] = []
    for measures in causes:
        cause = values.text(measures[0]["cause"])
        said = f"Orsak: {cause}" if cause else NO_CAUSE
        rows.append(Group(words.shortened(said, 160), said))
        rows += [_measure(measure, links) for measure in measures]
    columns = [
        Column("Läge", "1.7rem", hidden=True),
        Column("Åtgärd", hidden=True),
        Column("Status", "8.5rem", hidden=True),
    ]
    return tables.table(columns, rows, caption, kind="by-cause")


def _measure(measure: Mapping[str, Any], links: Links) -> list[tables.Cell]:
    title = values.text(measure["title"])
    return [
        Html(figures.sign(str(measure["light"]))),
        Linked(words.shortened(title, _TITLE_LENGTH), links.measure(str(measure["measure"])), title),
        words.STATUSES[str(measure["status"])],
    ]
