"""Words of När that are no time themselves: how often, line work, on request, not decided."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from loaders.meaning.timing_text import SPRING
from loaders.text import fold
from loaders.vocabulary import words

WORD = r"(?!(?:och|samt|darefter|sedan|sen|men|eller|under|till|fran|pa)\b)[a-z0-9&.'-]+"
_SENTENCE = re.compile(r"[.;!?](?:\s|$)")


@dataclass(frozen=True, slots=True)
class Cue:
    """An entry of the vocabulary found in the plain text from `start` to `end`.

    `kind` is the entry's class, "rate" for a rate. `unit` is a rate's unit in days; `count` a rate's number, 0 when it
    states none; `counted` marks a number of occasions without a unit.
    """

    name: str
    kind: str
    start: int
    end: int
    weak: bool = False
    alone: bool = False
    yields_to_start: bool = False
    about_day: bool = False
    counted: bool = False
    unit: int = 0
    count: int = 0
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: str
    pattern: re.Pattern[str]
    not_after: re.Pattern[str] | None
    facts: dict[str, Any]


def phrase_pattern(phrases: list[str]) -> str:
    """One regular expression for phrases written as the vocabulary's head explains; longest phrase first."""
    return "(?:" + "|".join(_phrase(p) for p in sorted(phrases, key=len, reverse=True)) + ")"


def _phrase(phrase: str) -> str:
    parts: list[str] = []
    for piece in phrase.replace("20[1-4][0-9]", "YEARNUMBER").split():
        parts.append(_piece(piece))
    return r"\s*".join(parts).replace(r"\s*…\s*", rf"\s+(?:{WORD}\s+){{0,3}}?").replace(r"\s*…", "")


def _piece(piece: str) -> str:
    if piece == "…":
        return "…"
    if piece == "YEARNUMBER":
        return r"\b20[1-4][0-9]\b"
    if piece == "N":
        return _number_pattern()
    if piece.rstrip(":ea") == "N" and piece != "N":
        return _number_pattern() + r"\s*:?\s*[ea]\b"
    if piece.isupper() and piece.isalpha() and len(piece) > 2:
        return _slot_pattern(piece)
    plain = SPRING if piece == "vår" else fold(piece)
    body = re.escape(plain.rstrip("*")) + ("[a-z]*" if piece.endswith("*") else "")
    left = r"\b" if plain[0].isalnum() else ""
    right = r"(?!\w)" if plain.rstrip("*")[-1].isalnum() else ""
    return f"{left}{body}{right}"


@cache
def _number_pattern() -> str:
    named = [fold(form) for forms in words("timing")["numbers"].values() for form in forms]
    return r"(?<![\d/.])\b(?:\d{1,2}|" + "|".join(sorted(named, key=len, reverse=True)) + r")\b"


@cache
def _slot_pattern(slot: str) -> str:
    content = words("timing")["slots"][slot]
    forms = [form for forms in content.values() for form in forms] if isinstance(content, dict) else content
    return "(?:" + "|".join(_phrase(form) for form in sorted(forms, key=len, reverse=True)) + ")"


@cache
def _entries() -> tuple[tuple[_Entry, ...], tuple[_Entry, ...]]:
    """The rates and the other cues, in the vocabulary's order."""

    def entry(data: dict[str, Any], kind: str) -> _Entry:
        before = data.get("not_after")
        return _Entry(
            data["name"],
            kind,
            re.compile(phrase_pattern(data["phrases"])),
            re.compile(phrase_pattern(before)) if before else None,
            data,
        )

    vocabulary = words("timing")
    rates = tuple(entry(data, "rate") for data in vocabulary["rate"])
    cues = tuple(entry(data, data["class"]) for data in vocabulary["cue"])
    return rates, cues


@cache
def _units() -> list[tuple[re.Pattern[str], int]]:
    return [
        (re.compile(phrase_pattern(forms) + r"\W*$"), int(days))
        for days, forms in words("timing")["slots"]["UNIT"].items()
    ]


@cache
def _numbers() -> dict[str, int]:
    return {fold(form): int(n) for n, forms in words("timing")["numbers"].items() for form in forms}


def find_rates(text: str) -> list[Cue]:
    """How often, in reading order; an entry earlier in the vocabulary takes its words from those after it."""
    found: list[Cue] = []
    for entry in _entries()[0]:
        for match in entry.pattern.finditer(text):
            if any(match.start() < cue.end and cue.start < match.end() for cue in found):
                continue
            said = match[0].strip()
            unit = entry.facts.get("unit")
            if unit is None:
                unit = next((days for pattern, days in _units() if pattern.search(said)), 365)
            found.append(
                Cue(
                    entry.name,
                    "rate",
                    match.start(),
                    match.end(),
                    counted=entry.facts.get("counted", False),
                    unit=unit,
                    count=_count(said),
                    doubt=entry.facts.get("doubt", ""),
                )
            )
    return sorted(found, key=lambda cue: cue.start)


def _count(said: str) -> int:
    """The largest number that a rate begins with."""
    numbers = _numbers()
    first = re.match(r"(\w+)(?:\s*-\s*(\w+))?", said)
    if not first:
        return 0
    values = [int(g) if g.isdecimal() else numbers.get(g, 0) for g in first.groups() if g]
    return max(values, default=0)


def find_cues(text: str) -> list[Cue]:
    """Every other cue, in reading order. One that only says what comes after something else is left out."""
    found: list[Cue] = []
    for entry in _entries()[1]:
        for match in entry.pattern.finditer(text):
            if entry.not_after and _follows(text, match.start(), entry.not_after):
                continue
            found.append(
                Cue(
                    entry.name,
                    entry.kind,
                    match.start(),
                    match.end(),
                    weak=entry.facts.get("weak", False),
                    alone=entry.facts.get("alone", False),
                    yields_to_start=entry.facts.get("yields_to_start", False),
                    about_day=entry.facts.get("about_day", False),
                    doubt=entry.facts.get("doubt", ""),
                )
            )
    return sorted(found, key=lambda cue: (cue.start, -cue.end))


def _follows(text: str, at: int, before: re.Pattern[str]) -> bool:
    """Whether `before` stands before `at` in the same sentence, within a few words."""
    left = text[max(0, at - 60) : at]
    ends = [m.end() for m in _SENTENCE.finditer(left)]
    return before.search(left[ends[-1] if ends else 0 :]) is not None
