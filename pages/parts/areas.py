"""Counts per area and class as stacked bars: what Översikt and Områden both show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from pages.parts import tables, words
from pages.parts.figures import LIGHT_BAR, STATUS_BAR, Bar, Palette, Rate, Segment
from pages.parts.links import Links
from pages.parts.tables import Cell, Column, Linked, Sheet, Value

ALL = "Alla områden"
ADDRESS_NAME: dict[Palette, str] = {"status": "status", "light": "lage"}
_ORDER: dict[Palette, tuple[str, ...]] = {"status": STATUS_BAR, "light": LIGHT_BAR}
_DONE: dict[Palette, str] = {"status": "genomford", "light": "green"}
_UNKNOWN: dict[Palette, frozenset[str]] = {"status": words.UNKNOWN_STATUSES, "light": frozenset({"grey"})}
_REMOVED: dict[Palette, str] = {"status": "borttagen", "light": "struck"}


def totals(found: pd.DataFrame, palette: Palette) -> dict[str, int]:
    """Measures per class over all rows of `found` (columns `palette`, measures)."""
    counts: dict[str, int] = {}
    for code, number in zip(found[palette].tolist(), found["measures"].tolist(), strict=True):
        counts[str(code)] = counts.get(str(code), 0) + int(number)
    return counts


def totals_per(found: pd.DataFrame, by: str, palette: Palette) -> dict[str, dict[str, int]]:
    """Measures per class for each value of the column `by`, in the order of `found`. (pandas' own grouping takes ten
    times as long for tables of this size, and a page asks for a dozen.)"""
    counts: dict[str, dict[str, int]] = {}
    columns = (found[name].tolist() for name in (by, palette, "measures"))
    for value, code, number in zip(*columns, strict=True):
        of_value = counts.setdefault(str(value), {})
        of_value[str(code)] = of_value.get(str(code), 0) + int(number)
    return counts


def removed(found: pd.DataFrame, palette: Palette) -> int:
    """How many are removed: named after the legend, never in a bar."""
    return totals(found, palette).get(_REMOVED[palette], 0)


def rate(counts: Mapping[str, int], palette: Palette) -> Rate:
    """Done of counted: genomförda by status, gröna by läge."""
    counted = sum(counts.get(code, 0) for code in _ORDER[palette])
    return Rate(counts.get(_DONE[palette], 0), counted, sum(counts.get(code, 0) for code in _UNKNOWN[palette]))


def bar(
    name: str,
    counts: Mapping[str, int],
    palette: Palette,
    links: Links,
    href: str = "",
    strong: bool = False,
    chosen: bool = False,
) -> Bar:
    """One bar whose segments open their rows under `links`."""
    key = ADDRESS_NAME[palette]
    segments = tuple(
        Segment(code, counts[code], links.rows(**{key: code})) for code in _ORDER[palette] if counts.get(code)
    )
    done = links.rows(**{key: _DONE[palette]})
    return Bar(name, segments, rate(counts, palette), done, href, strong, chosen)


def area_bars(found: pd.DataFrame, palette: Palette, links: Links, chosen: str = "", page: str = "") -> list[Bar]:
    """«Alla områden» first, then each area in the agreement's order (columns area, `palette`, measures).

    An area of the agreement that the plan leaves out is shown with no measures; only the chosen one when the
    selection is one area. `page` is opened by a click on an area's name.
    """
    counts = totals_per(found, "area", palette)
    bars = [
        bar(
            words.AREAS[area],
            counts.get(area, {}),
            palette,
            links.narrowed(omrade=area),
            href=links.to(page, omrade=area) if page else "",
        )
        for area in _shown_areas(list(counts), chosen)
    ]
    if len(bars) < 2:
        return bars
    return [bar(ALL, totals(found, palette), palette, links, strong=True), *bars]


def _shown_areas(found: Sequence[str], chosen: str) -> list[str]:
    if chosen:
        return [chosen]
    agreed = [*words.AGREED_AREAS] if set(found) & set(words.AGREED_AREAS) else []
    return [area for area in words.AREAS if area in found or area in agreed]


def as_table(
    found: pd.DataFrame, palette: Palette, links: Links, chosen: str, caption: str, names: str = "Område"
) -> str:
    """The bars' figures as a table: a row per area, a column per class that occurs, removed ones last."""
    counts = totals_per(found, "area", palette)
    rows = [(words.AREAS[area], counts.get(area, {}), area) for area in _shown_areas(list(counts), chosen)]
    if len(rows) > 1:
        rows.insert(0, (ALL, totals(found, palette), ""))
    return count_table(rows, palette, links, "omrade", caption, names)


def as_sheet(found: pd.DataFrame, palette: Palette, chosen: str, sheet: str) -> Sheet:
    """The bars' figures for a file: as `as_table`, with every class, done of counted, and the share as a number."""
    counts = totals_per(found, "area", palette)
    rows = [(words.AREAS[area], counts.get(area, {})) for area in _shown_areas(list(counts), chosen)]
    if len(rows) > 1:
        rows.insert(0, (ALL, totals(found, palette)))
    return count_sheet(rows, palette, sheet, "Område")


def count_sheet(rows: Sequence[tuple[str, Mapping[str, int]]], palette: Palette, sheet: str, names: str) -> Sheet:
    """Counts per class for a file; the share is left out when there are too few measures for one."""
    word = words.STATUSES if palette == "status" else words.LIGHTS
    order = (*_ORDER[palette], _REMOVED[palette])
    done = "Andel genomförda" if palette == "status" else "Andel gröna"
    columns = {names: 40, **{word[code]: 12 for code in order}, "Räknade": 10, done: 12, "Okänd status": 12}

    def cells(name: str, counts: Mapping[str, int]) -> list[Value]:
        share = rate(counts, palette)
        part = None if share.few else share.done / share.counted
        return [name, *(counts.get(code, 0) for code in order), share.counted, part, share.unknown]

    return Sheet(sheet, columns, [cells(*row) for row in rows])


def count_table(
    rows: Sequence[tuple[str, Mapping[str, int], str]],
    palette: Palette,
    links: Links,
    key: str,
    caption: str,
    names: str,
) -> str:
    """A table of counts: (name, measures per class, value of the filter `key`), each number a link to its rows."""
    word = words.STATUSES if palette == "status" else words.LIGHTS
    occurring = [
        code for code in (*_ORDER[palette], _REMOVED[palette]) if any(counts.get(code) for _, counts, _ in rows)
    ]
    done = "Andel genomförda" if palette == "status" else "Andel gröna"
    columns = [Column(names), *(Column(word[code], number=True) for code in occurring), Column(done, number=True)]

    def cells(name: str, counts: Mapping[str, int], value: str) -> list[Cell]:
        within = links.narrowed(**{key: value}) if value else links
        numbers: list[Cell] = [
            Linked(words.number(counts[code]), within.rows(**{ADDRESS_NAME[palette]: code}))
            if counts.get(code)
            else "–"
            for code in occurring
        ]
        share = rate(counts, palette)
        if not share.counted:
            return [name, *numbers, "inga åtgärder"]
        return [name, *numbers, "få åtgärder" if share.few else share.widest]

    return tables.table(columns, [cells(*row) for row in rows], caption, kind="counts")
