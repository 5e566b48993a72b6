"""The filter row, what is behind «Fler filter», and the badges: read from the address and written to it.

Each run sets the widgets to what the address says before it draws them, and a change writes the address. So there is
one truth, which survives a page change, Back and a copied link. (Streamlit's own bind="query-params" loses the values
on Back from another page and cannot have a default that depends on another filter, as the date's does on the plan.)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from html import escape
from typing import Any, Final
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from data.filters import Filters
from pages.parts import address, by_hand, cache, figures, selection, values, words
from pages.parts.links import Links
from pages.parts.selection import Active, Choice
from pages.parts.view import PlanChoice, View

ALL_AREAS: Final = "Alla områden"
ALL_PLANS: Final = "Alla planer"
NAMELESS: Final = frozenset(
    {
        "plan",
        "datum",
        "omrade",
        "status",
        "lage",
        "tid",
        "part",
        "atgard",
        "fran",
        "urval",
        "andring",
        "vy",
        "planer",
        "slut",
    }
    | {address.FROM_DAY, address.TO_DAY, address.DISTRICTS, address.YEARS, address.NAMES}
)
"""What in the address holds no text of a plan, so no person's name."""
_FIRST: Final = date(1990, 1, 1)
_LAST: Final = date(2100, 12, 31)


def chosen(several: bool = False) -> View | None:
    """What the address names, its gaps filled with the default plan and its day; None when there is no plan at all.

    The default plan is the one followed up last, one's own before the examples. `several` for a page that can show
    more than one plan at a time.
    """
    plans = _plans(cache.ask("plans"))
    if not plans:
        return None
    asked = _as_shown(address.read({name: st.query_params.get_all(name) for name in st.query_params}))
    by_name = {plan.name: plan for plan in plans}
    plan = by_name.get(asked.plan) or max(plans, key=lambda plan: (not plan.example, plan.followed_up or date.min))
    together = _together(plans, plan, asked) if several else (plan,)
    as_of = asked.as_of or max(plan.as_of for plan in together)
    further = tuple(selection.further(asked))
    return View(plan, plans, together, as_of, selection.of(asked), asked, cache.names_hidden(), further)


def _as_shown(asked: address.Address) -> address.Address:
    """The address with persons as the pages show them: a hidden name stands nowhere, wherever the address is from."""
    if not any(name not in NAMELESS for name in asked.more):
        return asked
    return replace(asked, more={name: tuple(_named(name, values)) for name, values in asked.more.items()})


def _named(name: str, texts: Sequence[str], hide: bool | None = None) -> list[str]:
    """Values of one name in the address, with names hidden or not (None: as the address says)."""
    bare = name.rpartition(address.AND)[2]
    if bare in NAMELESS:
        return list(texts)
    people = cache.people()
    if cache.names_hidden() if hide is None else hide:
        return [people.actor(text) if bare == "ansvarig" else people.hidden(text) for text in texts]
    back = {"ansvarig": people.named, "plats": people.written}.get(bare)
    return [back(text) if back else text for text in texts]


def row(view: View, page: str, without: Collection[str] = (), several: bool = False) -> None:
    """Draw the filter row of `page`. `without` names filters that the page itself is about choosing; `several` where
    more than one plan can be shown."""
    unknown = view.address.plan
    if unknown and unknown != view.plan.name:
        st.html(
            f'<p class="lead" role="alert">Planen «{escape(unknown)}» finns inte i registret. '
            f"Här visas {escape(view.plan.name)}.</p>"
        )
    with st.container(key="filter", horizontal=True, vertical_alignment="center", gap="small"):
        _plan(view, several)
        _day(view)
        if "omrade" not in without:
            _area(view)
        more(view, without, several)
        actions({"plan": view.plan.name, "datum": "" if view.several else view.as_of.isoformat()})
    badges(view, page, without)
    if not several and view.wants_several:
        st.html(
            figures.note(
                f"Den här sidan visar en plan i taget, här {view.plan.name}.",
                view.links.to("utforska"),
                "Utforska visar alla som är valda",
            )
        )


def actions(whole: Mapping[str, str | list[str]]) -> None:
    """The buttons that end a filter row. `whole` is what the copied link says of that the address leaves out."""
    said = urlencode({name: value for name, value in whole.items() if value}, doseq=True)
    st.html(
        f'<div class="actions"><button type="button" data-does="copy" data-with="{escape(said)}">Kopiera länk'
        '</button><button type="button" data-does="print">Skriv ut</button></div>',
        width="content",
    )


def more(view: View, without: Collection[str] = (), several: bool = False, with_area: bool = False) -> None:
    """«Fler filter»: what does not stand in the row, and whether names are shown. Its label counts those in force;
    `with_area` where the area does not stand in the row."""
    elsewhere = set(without) if with_area else {*without, "omrade"}
    drawn = [each for each in selection.CHOICES if each.name not in elsewhere]
    found = _choices(view)
    inside = {active.name for active in selection.active(view.selection)} - elsewhere
    number = len(inside - {address.TO_DAY} if address.FROM_DAY in inside else inside)
    drawing: list[Callable[[], None]] = [partial(_choice, choice, view, found) for choice in drawn]
    if several:
        asked = view.address.more
        number += sum(bool(set(asked.get(name, ())) - {address.EVERY}) for name in (address.DISTRICTS, address.YEARS))
        districts, years = [plan.district for plan in view.plans], [str(plan.year) for plan in view.plans]
        drawing.append(partial(_several, "Stadsdelsområde", address.DISTRICTS, view, districts))
        drawing.append(partial(_several, "Planår", address.YEARS, view, years))
    drawing.append(partial(_period, "Period från", address.FROM_DAY, view.selection.period_from))
    drawing.append(partial(_period, "Period till", address.TO_DAY, view.selection.period_to))
    with (
        st.popover(f"Fler filter ({number})" if number else "Fler filter", key="more_filters"),
        st.container(key="more_filters_body"),
    ):
        _words(view)
        for first in range(0, len(drawing), 2):  # row by row, so that they keep their order on a phone
            for place, draw in zip(st.columns(2, gap="small"), drawing[first : first + 2], strict=False):
                with place:
                    draw()
        st.session_state["filter_namn"] = view.names_hidden
        st.toggle("Dölj namn: visa personer med initialer", key="filter_namn", on_change=_names_changed)
        if view.names_hidden:
            st.html(
                figures.note(
                    "Den som ingen plan anger som ansvarig döljs inte, så förnamn i uppföljningar kan stå kvar."
                )
            )


def badges(view: View, page: str, without: Collection[str] = ()) -> None:
    """The filters in force, each a link that takes it away, and how many measures they leave; nothing when none is."""
    found = [active for active in selection.active(view.selection) if active.name not in without]
    hidden = [Active(address.NAMES, address.HIDDEN, "Namn dolda")] if view.names_hidden else []
    if not found and not hidden:
        return
    said, clear = "", ""
    if found:
        counted = view.without(*without)
        key = values.only(cache.ask("key_figures", counted.filters))
        whole = values.only(cache.ask("key_figures", view.whole))
        number, of = int(key["measures"]) if key else 0, int(whole["measures"]) if whole else 0
        shown = words.of(number, of)
        if not view.several or view.wants_several:  # Jämför's own choice of plans is no other page's
            shown = figures.link(counted.links.rows(), shown)
        removed = int(key["removed"]) if key else 0
        beside = f", varav {words.count(removed, 'borttagen', 'borttagna')}" if removed else ""
        said = f"Urvalet är {shown} åtgärder{beside}."
        own = view.here
        clear = figures.link(own.to(page, **{active.name: None for active in found}), "Rensa filter")
    st.html(badge_list(view, page, [*found, *hidden], said, clear))


def badge_list(view: View, page: str, found: Sequence[Active], said: str = "", clear: str = "") -> str:
    """The badges of `found` as HTML, each the link to `page` without it; "" for none."""
    own = view.here
    return figures.badges([(active.said, _without(own, page, active)) for active in found], said, clear)


def file_name(view: View, what: str) -> str:
    """A file's name without its ending, in letters that every system takes: «atgarder-sodermalm-2024-2024-11-13»."""
    plain = unicodedata.normalize("NFKD", f"{what} {view.name}").encode("ascii", "ignore").decode()
    return "-".join([*re.findall(r"[a-z0-9]+", plain.lower()), view.as_of.isoformat()])


def _together(plans: Sequence[PlanChoice], plan: PlanChoice, asked: address.Address) -> tuple[PlanChoice, ...]:
    """The plans of the districts and years that the address names; the one plan when it names none that exists."""
    districts, years = asked.more.get(address.DISTRICTS, ()), asked.more.get(address.YEARS, ())
    if not districts and not years:
        return (plan,)
    every = not districts or address.EVERY in districts
    found = tuple(
        each for each in plans if (every or each.district in districts) and (not years or str(each.year) in years)
    )
    return found or (plan,)


def _plan(view: View, several: bool) -> None:
    names = [plan.name for plan in view.plans]
    shown = view.plan.name
    if several and len(names) > 1:
        names.append(ALL_PLANS)
        if view.several:
            shown = ALL_PLANS if len(view.together) == len(view.plans) else view.name
            names += [shown] if shown not in names else []
        else:
            shown = view.together[0].name
    st.session_state["filter_plan"] = shown
    st.selectbox(
        "Plan", names, key="filter_plan", on_change=_plan_changed, args=(view,), label_visibility="collapsed", width=225
    )


def _day(view: View) -> None:
    st.session_state["filter_datum"] = None if view.several and view.at_default else view.as_of
    st.html('<span class="filter-word">per datum</span>', width="content")
    st.date_input(
        "Per datum",
        key="filter_datum",
        format="YYYY-MM-DD",
        on_change=_date_changed,
        args=(None if view.several else view.together[0].as_of,),
        min_value=_FIRST,
        max_value=_LAST,
        label_visibility="collapsed",
        width=170,
    )


def _area(view: View, in_row: bool = True) -> None:
    st.session_state["filter_omrade"] = view.area
    found = cache.ask("status_by_area", Filters(plans=view.whole.plans))
    present = set(found["area"]) | {view.area}
    st.selectbox(
        "Område",
        ["", *(code for code in words.AREAS if code in present)],
        format_func=lambda code: words.AREAS[code] if code else ALL_AREAS,
        key="filter_omrade",
        on_change=_area_changed,
        label_visibility="collapsed" if in_row else "visible",
        width=255 if in_row else "stretch",
    )


def _words(view: View) -> None:
    st.session_state["filter_sok"] = view.selection.text
    st.text_input(
        "Sök i all text", key="filter_sok", placeholder="till exempel skola", on_change=_changed, args=("sok",)
    )


def _choices(view: View) -> dict[str, list[str]]:
    """The values that the plan has, per field of Filters; within the area, when one is chosen."""
    found = cache.ask("choices", replace(view.whole, areas=view.selection.areas))
    choices: dict[str, list[str]] = {}
    for name, value in zip(found["filter"].tolist(), found["value"].tolist(), strict=True):
        choices.setdefault(str(name), []).append(str(value))
    return choices


def _choice(choice: Choice, view: View, found: Mapping[str, list[str]]) -> None:
    if choice.name == "omrade":
        _area(view, in_row=False)
        return
    asked = selection.texts(view.selection, choice)
    present = [*found.get(choice.field, ())]
    options = [code for code in choice.known if code in present or code in asked] if choice.known else present
    options += [value for value in asked if value not in options]
    key = f"filter_{choice.name}"
    st.session_state[key] = list(asked)
    st.multiselect(
        choice.label,
        options,
        format_func=choice.said,
        key=key,
        placeholder="Alla",
        on_change=_changed,
        args=(choice.name,),
    )


def _several(label: str, name: str, view: View, found: list[str]) -> None:
    key = f"filter_{name}"
    asked = view.address.more.get(name, ())
    options = list(dict.fromkeys(found))
    st.session_state[key] = [value for value in options if value in asked]
    empty = "Alla" if view.wants_several else "Planens"
    st.multiselect(label, options, key=key, placeholder=empty, on_change=_changed, args=(name,))


def _period(label: str, name: str, day: date | None) -> None:
    key = f"filter_{name}"
    st.session_state[key] = day
    st.date_input(
        label,
        key=key,
        format="YYYY-MM-DD",
        on_change=_changed,
        args=(name,),
        min_value=_FIRST,
        max_value=_LAST,
    )


def _without(own: Links, page: str, active: Active) -> str:
    """The address of the same page without one value."""
    kept = own.base.get(active.name, ())
    left = tuple(value for value in ((kept,) if isinstance(kept, str) else kept) if value != active.value)
    return own.to(page, **{active.name: left})


def _plans(found: pd.DataFrame) -> tuple[PlanChoice, ...]:
    return tuple(
        PlanChoice(
            name=str(plan["plan"]),
            followed_up=values.day(plan["followed_up"]),
            whole_year=bool(plan["whole_year"]),
            first_known=values.day(plan["first_known"]) or date.min,
            as_of=values.day(plan["as_of"]) or date.min,
            example=bool(plan["example"]),
            mixed=bool(plan["mixed"]),
            documents=int(plan["documents"]),
            year=int(plan["plan_year"]),
            district=str(plan["district"]),
        )
        for plan in values.rows(found)
    )


@by_hand.only
def _plan_changed(view: View) -> None:
    """Another plan has another judging day, so the date goes back to that plan's own; so does what lies inside it, and
    a period of another year."""
    wanted = st.session_state["filter_plan"]
    if wanted == ALL_PLANS:
        st.query_params.pop(address.YEARS, None)
        st.query_params.pop("datum", None)
        st.query_params[address.DISTRICTS] = address.EVERY
        return
    plan = next((plan for plan in view.plans if plan.name == wanted), None)
    if plan is None:  # the entry that names the plans already chosen
        return
    gone = {"datum", address.DISTRICTS, address.YEARS}
    if plan.name != view.plan.name:
        gone |= selection.INSIDE_A_PLAN
    if plan.year != view.plan.year:
        gone |= {address.FROM_DAY, address.TO_DAY}
    kept: dict[str, Any] = {name: value for name, value in view.links.base.items() if value and name not in gone}
    st.query_params.from_dict({**kept, "plan": plan.name})


@by_hand.only
def _date_changed(default: date | None) -> None:
    day = st.session_state["filter_datum"]
    _write("datum", "" if day is None or day == default else day.isoformat())


@by_hand.only
def _area_changed() -> None:
    _write("omrade", st.session_state["filter_omrade"])


@by_hand.only
def _changed(name: str) -> None:
    value = st.session_state[f"filter_{name}"]
    if isinstance(value, list):
        _write(name, [each or address.NOTHING for each in value])
    else:
        _write(name, value.isoformat() if isinstance(value, date) else (value or "").strip())


@by_hand.only
def _names_changed() -> None:
    """Hide or show the names, those in the address too."""
    hide = bool(st.session_state["filter_namn"])
    for name in list(st.query_params):
        st.query_params[name] = _named(name, st.query_params.get_all(name), hide)
    _write(address.NAMES, address.HIDDEN if hide else "")


def _write(name: str, value: str | list[str]) -> None:
    if value:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]
