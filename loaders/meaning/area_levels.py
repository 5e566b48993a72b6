"""The areas of a document's rows by the texts that stand as its areas do: the area column, or the headings over rows.

A plan says its areas in words of its own («De som drabbas hårdast», «Brott som hotar systemet»). One text says little;
all of them together show that they are areas, and which is which: by a name or a topic, by a word's stem, and where
no word tells, by what its rows are about. What only stems or rows tell is asked about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from loaders.meaning.area import OTHER, doubt_of, find_name, find_topic, phrases, topic_standing
from loaders.records import Area
from loaders.text import collapse, fold
from loaders.vocabulary import words

_FEWEST_AREAS = 3
_NAME, _TOPIC, _STEM, _NOTHING = "name", "topic", "stem", ""


@dataclass(frozen=True, slots=True)
class Stands:
    """What stands with a row: its area column, its subarea column, the headings over it (nearest first) and what it is
    about."""

    first: str
    subarea: str
    headings: tuple[str, ...]
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """The area that a text tells, by what, and every area that a word of it speaks for."""

    code: str
    by: str
    spoken: frozenset[str]


def without_title(headings: Sequence[Sequence[str]], firsts: Sequence[str]) -> list[tuple[str, ...]]:
    """The headings over each row without those that stand over all rows and name no area, where every row has something
    nearer: the plan's title («Vår plan för trygghet») says no row's area."""
    everywhere = frozenset.intersection(*(frozenset(map(fold, over)) for over in headings)) if headings else frozenset()
    title = {text for text in everywhere if find_name(text) is None}
    left = [tuple(text for text in over if fold(text) not in title) for over in headings]
    if any(not over and not collapse(first) for over, first in zip(left, firsts, strict=True)):
        return [tuple(over) for over in headings]
    return left


def with_level_areas(rows: Sequence[Stands], read: Sequence[Area]) -> list[Area]:
    """The rows' areas, where the texts that stand as areas do are areas: one that tells its area goes before what
    stands below it, one that only a stem tells or nobody knows is told by that or by its rows, and asked about."""
    level = [_level_text(row) for row in rows]
    told = {text: _told(text) for text in dict.fromkeys(level) if text}
    if not _are_areas(told):
        return list(read)
    told = _parted(told)
    rows_say = {text: _said_by_rows([row for row, at in zip(rows, level, strict=True) if at == text]) for text in told}
    taken = {one.code for one in told.values() if one.code}
    areas = []
    for row, text, area in zip(rows, level, read, strict=True):
        said = told.get(text)
        if said is None or said.by == _NAME or area.rule.startswith("area."):
            areas.append(area)
        elif said.by:
            areas.append(_by_text(area, text, said))
        elif area.code != OTHER and fold(area.words) not in (fold(row.subarea), fold(text)):
            areas.append(area)
        else:
            areas.append(_by_rows(area, text, rows_say[text], taken))
    return areas


def _level_text(row: Stands) -> str:
    """The text that stands where the document's areas do over a row: its area column, else its outermost heading."""
    first = collapse(row.first)
    if first and fold(first) not in set(map(fold, row.headings)):
        return first
    return collapse(row.headings[-1]) if row.headings else first


def _told(text: str) -> _Told:
    spoken = {code for code, found in _spoken(text).items() if found}
    named = find_name(text)
    if named is not None:
        return _Told(named[0].code, _NAME, frozenset(spoken))
    topic = find_topic(text)
    if topic is not None:
        return _Told(topic.code, _TOPIC, frozenset(spoken | {topic.code}))
    counts = Counter({code: len(found) for code, found in _spoken(text).items() if found}).most_common(2)
    if counts and (len(counts) == 1 or counts[0][1] > counts[1][1]):
        return _Told(counts[0][0], _STEM, frozenset(spoken))
    return _Told("", _NOTHING, frozenset(spoken))


def _are_areas(told: dict[str, _Told]) -> bool:
    """Whether texts stand for areas: most of them tell one, three in all, and few tell the same."""
    codes = [one.code for one in told.values() if one.code]
    return len(set(codes)) >= _FEWEST_AREAS and 2 * len(codes) > len(told) and len(codes) < 2 * len(set(codes))


def _parted(told: dict[str, _Told]) -> dict[str, _Told]:
    """The texts, of two that tell the same area the one that also speaks of an area that no text tells as of that; so
    is one whose words speak of several as much."""
    result = dict(told)
    for text, one in told.items():
        codes = Counter(other.code for other in result.values())
        free = {code for code in one.spoken if not codes[code]}
        if one.by != _NAME and (codes[one.code] > 1 or not one.code) and len(free) == 1:
            result[text] = replace(one, code=free.pop(), by=_STEM)
    return result


def _by_text(area: Area, text: str, said: _Told) -> Area:
    own = "" if fold(area.subarea) == fold(text) else area.subarea
    if said.by == _TOPIC:
        topic = find_topic(text)
        if area.code == said.code or topic is None:
            return area
        return Area(said.code, own, text, f"ämne.{said.code}:{topic.folded}", doubt_of(text, topic))
    stem = next(iter(_spoken(text)[said.code]), "")
    doubt = (
        f"Vilket prioriterat område hör «{text[:80]}» till? Det lästes så för «{stem}» och de andra områdena i planen."
    )
    return Area(said.code, own, text, f"antydan.{said.code}:{fold(stem)}", doubt)


def _by_rows(area: Area, text: str, votes: Counter[str], taken: set[str]) -> Area:
    """The area of a text that tells none, by what most of its rows are about, if no other text tells that area."""
    own = "" if fold(area.subarea) == fold(text) else area.subarea
    best = votes.most_common(1)
    code = best[0][0] if best and best[0][1] > 1 and 2 * best[0][1] > votes.total() else OTHER
    if code in taken:
        code = OTHER
    said = "bara raderna under det talar för ett" if code != OTHER else "det kan vara ett eget"
    doubt = f"Vilket prioriterat område hör «{text[:80]}» till? Det nämner inget, {said}."
    return Area(code, own, text, "regel:område efter raderna" if code != OTHER else "regel:inget känt område", doubt)


def _said_by_rows(rows: Sequence[Stands]) -> Counter[str]:
    """How many rows speak of each area more than of any other."""
    votes: Counter[str] = Counter()
    for row in rows:
        found = _spoken(" ".join((row.subarea, *row.about)))
        counts = Counter({code: len(said) for code, said in found.items() if said}).most_common(2)
        if counts and (len(counts) == 1 or counts[0][1] > counts[1][1]):
            votes[counts[0][0]] += 1
    return votes


def _spoken(text: str) -> dict[str, list[str]]:
    """The words of a text that speak for each area: its names, topics and stems, none of which is part of another
    area's name."""
    folded = fold(text)
    found: dict[str, list[str]] = {code: [] for code in words("areas")}
    for code, stems in _stems():
        bare = folded
        for name in phrases("names"):
            if name.code != code and name.folded in bare:
                bare = bare.replace(name.folded, " " * len(name.folded))
        found[code] += dict.fromkeys(
            text[place.start() : place.end()] if len(text) == len(folded) else place[0]
            for place in stems.finditer(bare)
        )
    for topic in phrases("topics"):
        if not found[topic.code] and topic_standing(topic, folded):
            found[topic.code].append(topic.folded)
    return found


@cache
def _stems() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (code, re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(fold(stem)) for stem in area['stems'])})\w*"))
        for code, area in words("areas").items()
        if area.get("stems")
    )
