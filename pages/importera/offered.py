"""What a question of a time or an owner offers to choose beside the reading: what the text may mean as well."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from data import intake
from data.corrections import Said
from pages.importera.asked import Asked
from pages.importera.charts import Reading
from pages.parts import fields, values, words

_MOST: Final = 4
_NEAR: Final = 0.85
"""How alike two names are that may be one misread."""
_ASKED_OF: Final = re.compile(r"Är «([^»]+)» en |^Vem ansvarar\? «([^»]{1,60})» namnger ingen")
_SURNAME: Final = re.compile(r"Heter «([^»]+)» också ([^?]+)\?")
_ONE: Final[Mapping[str, str]] = {
    "person": "är en person",
    "function": "är en funktion",
    "organisation": "är en organisation",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """An answer to choose: its words, and the corrections that it is."""

    label: str
    said: tuple[Said, ...]


def times(asked: Asked, plan_year: int | None, why: str) -> list[Offer]:
    """The times that parts of the text say by themselves. A question of a later end date asks of that alone."""
    if asked.first["field"] == "end" or not asked.is_alike("timing"):
        return []
    text = values.text(asked.readings[0]["timing"]["text"])
    offers = []
    for wanted in intake.other_times(text, plan_year):
        said: list[Said] = []
        for reading in asked.readings:
            now = {field: values.text(reading[field]["value"]) for field in wanted}
            changed = {field: value for field, value in wanted.items() if value != now[field]}
            entry = str(reading["timing"]["entry"])
            said += [Said(entry, field, value, why) for field, value in fields.in_order(now, changed).items()]
        if said:
            understood = words.lower_first(fields.said("nar", wanted))
            offers.append(Offer(f"Ändra till {words.literal(understood)}", tuple(said)))
    return offers


def owners(asked: Asked, rows: Iterable[Reading], why: str) -> list[Offer]:
    """Names in the document's other rows that the one asked of may be, the other kinds of actor that it may be, and
    that it is none."""
    of_rows = {str(reading["actors"]["entry"]): values.text(reading["actors"]["value"]) for reading in asked.readings}
    others = [values.text(row["actors"]["value"]) for row in rows if str(row["actors"]["entry"]) not in of_rows]
    known = list(dict.fromkeys(actor for value in others for actor in fields.actors(value)))
    found: list[Offer] = []
    question = asked.question
    if match := _SURNAME.search(question):
        first, surname = match[1], match[2]
        found += _offer(of_rows, first, [("person", f"{first} {surname}")], f"Ja, {first} {surname}", why)
    elif match := _ASKED_OF.search(question):
        name = match[1] or match[2]
        for kind, near in _near(name, known):
            found += _offer(of_rows, name, [(kind, near)], f"Ändra till {near}", why)
        now = next((kind for value in of_rows.values() for kind, one in fields.actors(value) if one == name), "")
        for kind, said in _ONE.items():
            if kind != now:
                found += _offer(of_rows, name, [(kind, name)], f"«{name}» {said}", why)
        if now:
            found += _offer(of_rows, name, [], f"«{name}» är ingen ansvarig", why)
    return found[:_MOST]


def _near(name: str, known: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The known actors whose names are nearly `name`, the nearest first."""
    by_name = {one: (kind, one) for kind, one in reversed(known) if one.casefold() != name.casefold()}
    return [by_name[one] for one in difflib.get_close_matches(name, list(by_name), 2, _NEAR)]


def _offer(
    of_rows: Mapping[str, str], name: str, instead: Sequence[tuple[str, str]], label: str, why: str
) -> list[Offer]:
    """The offer to have others `instead` of `name`, and added where nobody is read; none where nothing would change."""
    said = []
    for entry, value in of_rows.items():
        actors = fields.actors(value)
        at = next((place for place, (_, one) in enumerate(actors) if one == name), None)
        changed = [*actors, *instead] if at is None else [*actors[:at], *instead, *actors[at + 1 :]]
        written = fields.as_actors(dict.fromkeys(changed))
        if written != fields.as_actors(actors):
            said.append(Said(entry, "actors", written, why))
    return [Offer(words.literal(words.shortened(label, 70)), tuple(said))] if said else []
