"""The filter row: plan, as-of date and area, read from the address and written to it.

Each run sets the widgets to what the address says before it draws them, and a change writes the address. So there is
one truth, which survives a page change, Back and a copied link. (Streamlit's own bind="query-params" loses the values
on Back from another page and cannot have a default that depends on another filter, as the date's does on the plan.)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from data.filters import Filters
from pages.parts import address, cache, values, words
from pages.parts.address import Address
from pages.parts.links import Links

ALL_AREAS: Final = "Alla områden"


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """One plan of the register, as the question `plans` gives it."""

    name: str
    followed_up: date | None
    whole_year: bool
    as_of: date
    example: bool
    documents: int
    year: int


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at: the plan, the day it is judged, the area ("" for all), and the address it all came from."""

    plan: PlanChoice
    plans: tuple[PlanChoice, ...]
    as_of: date
    area: str
    address: Address

    @property
    def at_default(self) -> bool:
        """Judged on the plan's own day, the day of its latest follow-up."""
        return self.as_of == self.plan.as_of

    @property
    def filters(self) -> Filters:
        """The filter row as every question takes it."""
        return Filters(
            plans=(self.plan.name,),
            as_of=None if self.at_default else self.as_of,
            areas=(self.area,) if self.area else (),
        )

    @property
    def links(self) -> Links:
        """Writes addresses that keep the filter row."""
        base = {"plan": self.plan.name, "datum": "" if self.at_default else self.as_of.isoformat(), "omrade": self.area}
        return Links(base)

    def listed_on(self, page: str) -> Links:
        """As `links`, with all that `page` has in its address: a measure opened with it finds its way back there."""
        return Links({**self.links.base, **self.address.of_the_list, address.OPENED_FROM: page})

    @property
    def judged(self) -> str:
        """«per 13 november 2024» or «efter 2024 års slut»."""
        return words.judged_at(self.as_of, self.plan.whole_year and self.at_default)

    @property
    def in_words(self) -> str:
        """The filter row as one line, for paper and for files."""
        area = words.AREAS.get(self.area, ALL_AREAS)
        return f"Åtgärdsplan {self.plan.name} · bedömd {self.judged} · {words.lower_first(area)}"


def chosen() -> View | None:
    """What the address names, its gaps filled with the default plan and its day; None when there is no plan at all.

    The default plan is the one followed up last, one's own before the examples.
    """
    plans = _plans(cache.ask("plans"))
    if not plans:
        return None
    wanted = address.read({name: st.query_params.get_all(name) for name in st.query_params})
    by_name = {plan.name: plan for plan in plans}
    plan = by_name.get(wanted.plan) or max(plans, key=lambda plan: (not plan.example, plan.followed_up or date.min))
    area = wanted.area if wanted.area in words.AREAS else ""
    return View(plan, plans, wanted.as_of or plan.as_of, area, wanted)


def row(view: View, with_area: bool = True) -> None:
    """Draw the filter row. `with_area` False where the page itself is about choosing an area."""
    st.session_state["filter_plan"] = view.plan.name
    st.session_state["filter_datum"] = view.as_of
    st.session_state["filter_omrade"] = view.area
    unknown = view.address.plan
    if unknown and unknown != view.plan.name:
        st.html(
            f'<p class="lead" role="alert">Planen «{escape(unknown)}» finns inte i registret. '
            f"Här visas {escape(view.plan.name)}.</p>"
        )
    with st.container(key="filter", horizontal=True, vertical_alignment="center", gap="small"):
        st.selectbox(
            "Plan",
            [plan.name for plan in view.plans],
            key="filter_plan",
            on_change=_plan_changed,
            label_visibility="collapsed",
            width=250,
        )
        st.html('<span class="filter-word">per datum</span>', width="content")
        st.date_input(
            "Per datum",
            key="filter_datum",
            format="YYYY-MM-DD",
            on_change=_date_changed,
            args=(view.plan.as_of,),
            min_value=date(1990, 1, 1),
            max_value=date(2100, 12, 31),
            label_visibility="collapsed",
            width=190,
        )
        if with_area:
            st.selectbox(
                "Område",
                ["", *_areas(view)],
                format_func=lambda code: words.AREAS[code] if code else ALL_AREAS,
                key="filter_omrade",
                on_change=_area_changed,
                label_visibility="collapsed",
                width=270,
            )
        actions({"plan": view.plan.name, "datum": view.as_of.isoformat()})


def actions(whole: Mapping[str, str | list[str]]) -> None:
    """The buttons that end a filter row. `whole` is what the copied link says of that the address leaves out."""
    said = urlencode(whole, doseq=True)
    st.html(
        f'<div class="actions"><button type="button" data-does="copy" data-with="{escape(said)}">Kopiera länk'
        '</button><button type="button" data-does="print">Skriv ut</button></div>',
        width="content",
    )


def more(view: View, words_in: Mapping[str, str], choices: Mapping[str, tuple[str, Mapping[str, str]]]) -> None:
    """A second row of filters for a page that has them. `words_in` maps names in the address to a text field's
    placeholder, `choices` maps names to (label, word per code)."""
    asked = view.address
    with st.container(key="more_filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        for name, placeholder in words_in.items():
            key = f"filter_{name}"
            st.session_state[key] = asked.first(name)
            st.text_input(
                "Sök i all text", key=key, placeholder=placeholder, on_change=_more_changed, args=(name,), width=260
            )
        for name, (label, known) in choices.items():
            key = f"filter_{name}"
            st.session_state[key] = [code for code in known if code in asked.more.get(name, ())]
            st.multiselect(
                label,
                list(known),
                format_func=known.__getitem__,
                key=key,
                placeholder="Alla",
                on_change=_more_changed,
                args=(name,),
                width=330,
            )


def file_name(view: View, what: str) -> str:
    """A file's name without its ending, in letters that every system takes: «atgarder-sodermalm-2024-2024-11-13»."""
    plain = unicodedata.normalize("NFKD", f"{what} {view.plan.name}").encode("ascii", "ignore").decode()
    return "-".join([*re.findall(r"[a-z0-9]+", plain.lower()), view.as_of.isoformat()])


def _more_changed(name: str) -> None:
    value = st.session_state[f"filter_{name}"]
    if value:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]


def _areas(view: View) -> list[str]:
    found = cache.ask("status_by_area", Filters(plans=(view.plan.name,)))
    present = set(found["area"]) | {view.area}
    return [code for code in words.AREAS if code in present]


def _plans(found: pd.DataFrame) -> tuple[PlanChoice, ...]:
    return tuple(
        PlanChoice(
            name=str(plan["plan"]),
            followed_up=values.day(plan["followed_up"]),
            whole_year=bool(plan["whole_year"]),
            as_of=values.day(plan["as_of"]) or date.min,
            example=bool(plan["example"]),
            documents=int(plan["documents"]),
            year=int(plan["plan_year"]),
        )
        for plan in found.to_dict("records")
    )


def _plan_changed() -> None:
    """Another plan has another judging day, so the date goes back to that plan's own; so does what lay inside it."""
    area = st.query_params.get("omrade", "")
    st.query_params.from_dict({"plan": st.session_state["filter_plan"], **({"omrade": area} if area else {})})


def _date_changed(default: date) -> None:
    day = st.session_state["filter_datum"]
    _write("datum", "" if day is None or day == default else day.isoformat())


def _area_changed() -> None:
    _write("omrade", st.session_state["filter_omrade"])


def _write(name: str, value: str) -> None:
    if value:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]
