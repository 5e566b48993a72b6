"""Questions of who is who, in words: names in the plans that may be one person's. Pure functions of the rows of the
question person_questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pages.parts import values, words

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Standing:
    """A name as it is written: how many of the measures shown it stands in, one of them, and the plans it stands in."""

    name: str
    measures: int
    title: str
    plans: str


@dataclass(frozen=True, slots=True)
class NameQuestion:
    """One question: `name`, and those of the `others` that it may be. `kind` is the register's."""

    district: str
    kind: Literal["first_name", "near", "alone"]
    name: Standing
    others: tuple[Standing, ...]
    why: str

    @property
    def asked(self) -> str:
        """«Är «Eric» och «Erik» samma person?», «Vem är «Eva»: Eva Ek eller Eva Alm?»."""
        if self.kind == "alone":
            return f"Vem är «{self.name.name}»?"
        if self.kind == "near":
            return f"Är «{self.name.name}» och «{self.others[0].name}» samma person?"
        if len(self.others) == 1:
            return f"Är «{self.name.name}» {self.others[0].name}?"
        return f"Vem är «{self.name.name}»: {words.listing([other.name for other in self.others], 'eller')}?"


def questions(rows: Sequence[Row]) -> list[NameQuestion]:
    """The questions in the order of the rows; a first name with several full names is one question."""
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        whole = (str(row["district"]), str(row["kind"]), str(row["first"]))
        found.setdefault(whole if row["kind"] == "first_name" else (*whole, str(row["second"])), []).append(row)
    return [
        NameQuestion(
            str(same[0]["district"]),
            same[0]["kind"],
            _standing(same[0], "first"),
            tuple(_standing(row, "second") for row in same if row["second"]),
            values.text(same[0]["reason"]),
        )
        for same in found.values()
    ]


def unanswered(asked: Sequence[NameQuestion]) -> str:
    """How many questions wait for somebody to answer, and what they make unsure; "" when none does."""
    number = sum(one.kind != "alone" for one in asked)
    if not number:
        return ""
    one = "1 fråga om namn är obesvarad" if number == 1 else f"{words.number(number)} frågor om namn är obesvarade"
    return f"{one}, så en person kan stå på två rader."


def without_surname(asked: Sequence[NameQuestion]) -> str:
    """How many persons the plans give a first name only, which no full name explains; "" when none."""
    number = sum(one.kind == "alone" for one in asked)
    if not number:
        return ""
    return f"{words.count(number, 'person', 'personer')} står bara med förnamn."


def _standing(row: Row, which: str) -> Standing:
    return Standing(
        str(row[which]),
        values.whole(row[f"{which}_measures"]),
        values.text(row[f"{which}_title"]),
        values.text(row[f"{which}_plans"]),
    )
