"""The questions of the reading, each with the rows that it asks the same of: answered once for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pages.importera.charts import Reading, Row
from pages.parts import fields, values

_NAMES_ITS_THING: Final = frozenset({"vem", "omrade"})
"""Groups of fields whose questions name what they ask about: «Är «Tryggbo» en organisation?» is one question whatever
else stands in the cells. Other questions are one where all that the value is read from is the same, and read the
same."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, and the rows that it is asked of; `readings` answers to `doubts`, and is empty where it is asked
    of no row."""

    doubts: tuple[Row, ...]
    readings: tuple[Reading, ...]

    @property
    def first(self) -> Row:
        """The question as it is asked of the first of its rows."""
        return self.doubts[0]

    @property
    def question(self) -> str:
        """What is asked."""
        return values.text(self.first["question"])

    @property
    def group(self) -> str:
        """The group of fields that answers it; "" for none."""
        return fields.GROUP_OF.get(str(self.first["field"]), "")

    @property
    def places(self) -> frozenset[int]:
        """Its places among the document's questions."""
        return frozenset(int(doubt["position"]) for doubt in self.doubts)

    def is_alike(self, field: str) -> bool:
        """Whether `field` is read as the same in all its rows."""
        return len({values.text(reading[field]["value"]) for reading in self.readings}) == 1

    def now(self, field: str) -> str:
        """What `field` is read as in the first of its rows."""
        return values.text(self.readings[0][field]["value"])


def together(doubts: Sequence[Row], readings: Mapping[str, Reading]) -> list[Asked]:
    """The questions in the order of `doubts`, those that ask the same put together; `readings` maps an entry to its
    row."""
    found: dict[Any, list[Row]] = {}
    for doubt in doubts:
        found.setdefault(_same(doubt, readings.get(str(doubt["entry"]))), []).append(doubt)
    return [
        Asked(tuple(same), tuple(reading for doubt in same if (reading := readings.get(str(doubt["entry"])))))
        for same in found.values()
    ]


def _same(doubt: Row, reading: Reading | None) -> tuple[str, ...]:
    """Equal for doubts that one answer can answer."""
    question, field = values.text(doubt["question"]), str(doubt["field"])
    group = fields.GROUP_OF.get(field, "")
    if reading is None:
        return question, field, str(doubt["position"])
    first = reading[fields.GROUPS[group][1][0]] if group else {"text": "", "value": ""}
    names_it = group in _NAMES_ITS_THING and "«" in question
    text = "" if names_it else f"{values.text(doubt['text'])}\n{values.text(first['text'])}"
    read = "" if group == "vem" else values.text(first["value"])
    beside: tuple[str, ...] = ()
    if group == "status":  # what is offered beside it, and how far the time had gone
        beside = (values.text(doubt.get("other_status")), values.text(reading.get("timing", {}).get("text")))
    return question, group, text, read, "row", *beside
