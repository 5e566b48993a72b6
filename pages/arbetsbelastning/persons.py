"""«Är det samma person?»: the questions with their answers as buttons, and the way to take an answer back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st

from pages.arbetsbelastning import names
from pages.parts import changes, person, told, words
from pages.parts.links import Links
from pages.parts.names import NameQuestion

Row = Mapping[str, Any]

AT_ONCE: Final = 5
"""Questions that are open at a time."""
_WHO: Final = "names_who"
_HERE: Final = "names"


def block(asked: Sequence[NameQuestion], spellings: Sequence[Row], decisions: Sequence[Row], links: Links) -> None:
    """Draw the block. The rows answer person_spellings and person_decisions."""
    answerable = [one for one in asked if one.kind != "alone"]
    alone = [one for one in asked if one.kind == "alone"]
    standing = [row for row in decisions if row["state"] != "ångrad"]
    st.html(names.heading(len(answerable)) + (names.explained(answerable) if answerable else ""))
    told.draw(_HERE)
    if answerable:
        _signed()
    for one in answerable[:AT_ONCE]:
        _ask(one, links)
    if len(answerable) > AT_ONCE:
        with st.expander(f"Visa {words.count(len(answerable) - AT_ONCE, 'fråga', 'frågor')} till"):
            for one in answerable[AT_ONCE:]:
                _ask(one, links)
    if alone:
        st.html(names.alone(alone, links))
    if spellings or standing:
        with st.expander(names.joined(len(spellings), len(standing))):
            if not answerable:
                _signed()
            for row in spellings:
                _spelling(row, links)
            for row in standing:
                _decided(row)


def _signed() -> None:
    """Who it is that answers."""
    with st.container(key="names_signed"):
        person.ask(_WHO)


def _ask(one: NameQuestion, links: Links) -> None:
    st.html(names.question(one, links))
    name, others = one.name.name, [other.name for other in one.others]
    key = "_".join((one.district, name, *others))
    with _buttons(key):
        if one.kind == "near" or len(others) == 1:
            _button("Samma person", f"same_{key}", one.district, name, others, True)
            _button("Olika personer", f"different_{key}", one.district, name, others, False)
        else:
            for other in others:
                _button(f"Det är {words.literal(other)}", f"same_{other}_{key}", one.district, name, [other], True)
            _button("Ingen av dem", f"none_{key}", one.district, name, others, False)


def _spelling(row: Row, links: Links) -> None:
    name, spelling, district = str(row["name"]), str(row["spelling"]), str(row["district"])
    st.html(names.counted_as(name, spelling, str(row["reason"]), int(row["measures"]), links))
    if row["decided_by"] == "rule":
        with _buttons(f"{district}_{spelling}"):
            _button("Olika personer", f"apart_{district}_{spelling}", district, spelling, [name], False)


def _decided(row: Row) -> None:
    st.html(names.decided(row))
    number = int(row["decision"])
    with _buttons(f"decided_{number}"):
        st.button("Ångra svaret", key=f"names_undo_{number}", on_click=_undo, args=(number,))


def _button(word: str, key: str, district: str, name: str, others: list[str], same: bool) -> None:
    st.button(word, key=f"names_{key}", on_click=_decide, args=(district, name, others, same))


def _buttons(key: str) -> Any:
    return st.container(key=f"names_row_{key}", horizontal=True, gap="small")


def _decide(district: str, name: str, others: list[str], same: bool) -> None:
    refused = changes.decide_persons(district, name, others, same, _who())
    what = "samma person" if same else "olika personer"
    saved = f"Svaret är sparat: {' och '.join([name, *others])} är {what}. Alla siffror följer det."
    told.tell(_HERE, "" if refused else saved, refused)


def _undo(decision: int) -> None:
    refused = changes.undo_persons(decision, _who())
    told.tell(_HERE, "" if refused else "Svaret är ångrat. Namnen räknas som före det.", refused)


def _who() -> str:
    """Who answers, kept: the field moves when the last question is answered, and begins anew there."""
    who = str(st.session_state.get(_WHO, person.name()))
    person.keep(who)
    return who
