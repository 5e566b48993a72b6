"""One measure that became several rows: each of them takes up a part of its text, or of its numbered times."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from data.matching.entries import Entry
from data.matching.score import Comparison, Evidence
from data.matching.texts import words

_NUMBERED = re.compile(r"(?:(?<=\s)|^)\d{1,2}[.)]\s+(?=\D)")
_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[A-ZÅÄÖ])|\n|;\s*|\s[•–-]\s")
_ENOUGH = 0.5
_ENOUGH_OF_SENTENCE = 0.75
_SAME_PLACE = 0.6
_AS_BEFORE = 0.85
_AGREES = 0.9


@dataclass(frozen=True, slots=True)
class Split:
    """`whole` (index in one document) and its `rows` in the other, each with the number of the part it takes up and
    how much of it, 0..1; `parts` is how many parts the whole has.

    `agrees`: the parts are numbered, each has a row of its own, no other row could be one of them, and all the rows
    have the whole's subarea, cause and owner.
    """

    whole: int
    rows: tuple[tuple[int, int, float], ...]
    parts: int
    agrees: bool


def splits(
    comparison: Comparison, *, reverse: bool, partner: Mapping[int, int], free: Collection[int]
) -> Iterator[Split]:
    """Each entry that two or more rows of the other document are parts of: `free` rows, or the one it is paired with
    (`partner`), which may have kept one of the parts.

    `reverse`: the wholes stand in after and the parts in before.
    """
    here = comparison.after if reverse else comparison.before
    there = comparison.before if reverse else comparison.after
    in_area: dict[str, list[int]] = {}
    for row in sorted(free):
        in_area.setdefault(there[row].area, []).append(row)
    told = {row: (words(there[row].measure), words(there[row].when)) for row in free}
    for whole, entry in enumerate(here):
        own = partner.get(whole)
        parts = _parts(entry) if entry.area in in_area else []
        if not parts or (own is not None and _unchanged(comparison, reverse, whole, own)):
            continue
        near = [row for row in in_area[entry.area] if _same_place(comparison, reverse, whole, row)]
        if near and own is not None:
            near.append(own)
            told[own] = (words(there[own].measure), words(there[own].when))
        tries = _tries(comparison, parts, near, told)
        found = _taken_up(tries)
        if len(found) > 1:
            rows = {row for row, _, _ in found}
            agrees = (
                all(part.numbered for part in parts)
                and len(found) == len(parts)
                and rows == {row for _, _, row in tries}
                and all(_agrees(comparison, reverse, whole, row) for row in rows)
            )
            yield Split(whole, tuple(found), len(parts), agrees)


def _unchanged(comparison: Comparison, reverse: bool, whole: int, row: int) -> bool:
    evidence = _evidence(comparison, reverse, whole, row)
    return all((evidence.of(field) or 0.0) >= _AS_BEFORE for field in ("measure", "when"))


def _same_place(comparison: Comparison, reverse: bool, whole: int, row: int) -> bool:
    evidence = _evidence(comparison, reverse, whole, row)
    cause, subarea = evidence.of("cause"), evidence.of("subarea")
    if cause is not None:
        return cause >= _SAME_PLACE
    return subarea is not None and subarea >= _SAME_PLACE


def _agrees(comparison: Comparison, reverse: bool, whole: int, row: int) -> bool:
    """Whether subarea, cause and owner are the same, and there is a subarea or a cause to tell the place."""
    entry = comparison.after[whole] if reverse else comparison.before[whole]
    part = comparison.before[row] if reverse else comparison.after[row]
    evidence = _evidence(comparison, reverse, whole, row)
    texts = (("subarea", entry.subarea, part.subarea), ("cause", entry.cause, part.cause), ("who", entry.who, part.who))
    return bool(entry.subarea or entry.cause) and all(
        (evidence.of(field) or 0.0) >= _AGREES if text and other else not text and not other
        for field, text, other in texts
    )


def _evidence(comparison: Comparison, reverse: bool, whole: int, row: int) -> Evidence:
    return comparison.evidence(row, whole) if reverse else comparison.evidence(whole, row)


@dataclass(frozen=True, slots=True)
class _Part:
    """The words of a part; `of_time`: of the time, not of the measure; `numbered`: by the writer, not a sentence."""

    words: tuple[str, ...]
    of_time: bool
    numbered: bool


def _parts(entry: Entry) -> list[_Part]:
    """The numbered parts of the measure or else of its time, or else the measure's sentences; none when undivided."""
    for text, of_time in ((entry.measure, False), (entry.when, True)):
        numbered = [part for part in _NUMBERED.split(text) if part.strip()]
        if len(_NUMBERED.findall(text)) > 1 and len(set(map(words, numbered))) > 1:
            return [_Part(words(part), of_time, True) for part in numbered]
    sentences = [words(part) for part in _SENTENCE.split(entry.measure)]
    sentences = [part for part in sentences if len(part) > 1]
    return [_Part(part, False, False) for part in sentences] if len(sentences) > 1 else []


def _tries(
    comparison: Comparison,
    parts: Sequence[_Part],
    rows: Sequence[int],
    told: dict[int, tuple[tuple[str, ...], tuple[str, ...]]],
) -> list[tuple[float, int, int]]:
    """(share, number of the part, row) for each row that takes up enough of a part."""
    tries = []
    for number, part in enumerate(parts, 1):
        for row in rows:
            measure, when = told[row]
            share = max(comparison.covered(part.words, (*measure, *when)), comparison.covered(measure, part.words))
            if part.of_time:
                share = max(share, comparison.covered(when, part.words))
            if share >= (_ENOUGH if part.numbered else _ENOUGH_OF_SENTENCE):
                tries.append((share, number, row))
    return tries


def _taken_up(tries: Sequence[tuple[float, int, int]]) -> list[tuple[int, int, float]]:
    """Which row takes up which part, best first, one row a part."""
    found: list[tuple[int, int, float]] = []
    for share, number, row in sorted(tries, key=lambda one: (-one[0], one[1], one[2])):
        if all(number != other for _, other, _ in found) and all(row != other for other, _, _ in found):
            found.append((row, number, share))
    return sorted(found)
