"""Samma orsak, olika åtgärder: our measures against a cause, and what other districts do that is near in meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final, Protocol

from pages.parts import figures, tables, values, words
from pages.parts.links import Links
from pages.parts.tables import Column, Html

SHOWN_CAUSES: Final = 8
_SHOWN_OURS: Final = 3
_SHOWN_THEIRS: Final = 3
_TITLE: Final = 90
_RESULT: Final = 110
_WHO: Final = 70
_CAUSE: Final = 110
NO_CAUSE: Final = "Orsak saknas i planen"


class Nearby(Protocol):
    """A measure of theirs and how near it is, 0..1 (data.similar.Near)."""

    @property
    def id(self) -> str: ...

    @property
    def nearness(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Cause:
    """One of our causes, or several that we do the same about: our measures, and theirs, the nearest first."""

    causes: tuple[str, ...]
    area: str
    ours: tuple[Mapping[str, Any], ...]
    theirs: tuple[Mapping[str, Any], ...]
    nearness: float


def by_cause(measures: Sequence[Mapping[str, Any]], near: Mapping[str, Sequence[Nearby]]) -> list[Cause]:
    """Our causes that others do something about, those with the nearest measures first.

    `measures` holds every measure by the question `measures`, `near` maps ours to theirs.
    """
    by_id = {str(measure["measure"]): measure for measure in measures}
    groups: dict[tuple[str, str], list[str]] = {}
    for id in by_id:
        if id in near:
            measure = by_id[id]
            groups.setdefault((str(measure["area"]), values.text(measure["cause"])), []).append(id)
    merged: dict[tuple[str, tuple[str, ...], frozenset[str]], Cause] = {}
    for (area, cause), ours in groups.items():
        nearness: dict[str, float] = {}
        for id in ours:
            for other in near[id]:
                nearness[other.id] = max(nearness.get(other.id, 0.0), other.nearness)
        theirs = sorted(nearness, key=lambda id: (-nearness[id], id))[:_SHOWN_THEIRS]
        ours.sort(key=lambda id: -max(other.nearness for other in near[id]))
        titles = tuple(sorted({values.text(by_id[id]["title"]) for id in ours}))
        key = area, titles, frozenset(theirs)
        same = merged.get(key)
        merged[key] = Cause(
            (*same.causes, cause) if same else (cause,),
            area,
            (*(same.ours if same else ()), *(by_id[id] for id in ours)),
            tuple(by_id[id] for id in theirs if id in by_id),
            max(same.nearness if same else 0.0, *nearness.values()),
        )
    return sorted(merged.values(), key=lambda found: -found.nearness)


def cause_table(causes: Sequence[Cause], plan: str, links: Links) -> str:
    """Our cause and measures | what others do: status, result and whom to call. `links` opens measures."""
    columns = [
        Column(f"Orsak i {plan}", "24%"),
        Column(f"Åtgärd i {plan}", "33%"),
        Column("Liknande i andra planer"),
    ]
    rows = [[Html(_cause(cause)), Html(_ours(cause, links)), Html(_theirs(cause, links))] for cause in causes]
    return tables.table(columns, rows, "Samma orsak, olika åtgärder", kind="learning")


def _cause(cause: Cause) -> str:
    text = cause.causes[0] or NO_CAUSE
    more = len(cause.causes) - 1
    area = words.AREAS[cause.area]
    about = f"{area} · och {words.count(more, 'orsak', 'orsaker')} till" if more else area
    return (
        f'<span title="{escape(text)}">{escape(words.shortened(text, _CAUSE))}</span>'
        f'<span class="about">{escape(about)}</span>'
    )


def _ours(cause: Cause, links: Links) -> str:
    alike: dict[str, list[Mapping[str, Any]]] = {}
    for measure in cause.ours:
        alike.setdefault(values.text(measure["title"]), []).append(measure)
    parts = []
    for same in list(alike.values())[:_SHOWN_OURS]:
        about = _status(same[0]) if len(same) == 1 else f"{_status(same[0])} · samma åtgärd {len(same)} gånger i planen"
        parts.append(_measure(same[0], links.measure(str(same[0]["measure"])), about))
    rest = len(alike) - _SHOWN_OURS
    if rest > 0:
        parts.append(f'<span class="about">och {words.count(rest, "åtgärd", "åtgärder")} till mot samma orsak</span>')
    return "".join(parts)


def _theirs(cause: Cause, links: Links) -> str:
    parts = []
    for measure in cause.theirs:
        plan = str(measure["plan"])
        who = values.text(measure["actors"])
        followup = values.text(measure["followup"])
        result = words.latest_note(followup, _RESULT) if followup else "inget resultat skrivet"
        about = [plan, _status(measure), words.shortened(who, _WHO) if who else "ansvarig saknas"]
        href = Links({**links.base, "plan": plan, "datum": "", "omrade": ""}).measure(str(measure["measure"]))
        parts.append(_measure(measure, href, " · ".join(about), result))
    return "".join(parts)


def _measure(measure: Mapping[str, Any], href: str, about: str, result: str = "") -> str:
    title = values.text(measure["title"])
    said = f'<span class="about">{escape(result)}</span>' if result else ""
    return (
        f'<div class="one">{figures.sign(str(measure["light"]))}<div>'
        f"{figures.link(href, words.shortened(title, _TITLE), title)}"
        f'<span class="about">{escape(about)}</span>{said}</div></div>'
    )


def _status(measure: Mapping[str, Any]) -> str:
    return words.STATUSES[str(measure["status"])]
