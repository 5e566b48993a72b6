"""Header rows whose headers break over lines as their cells do, parted by what each piece means as a header.

A row set cell after cell comes as «Nr Problem-», «och nulägesbild», «Åtgärd Start-», «datum»: no line is a header by
itself, and no vocabulary has «Indikator/målvärde» in just these words. Of all ways to part the lines' words into
headers the one is taken whose pieces are most clearly headers, as the headers of tables are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from loaders.plan.classify import is_state
from loaders.plan.headers import CLEAR, header_role, roles_meant
from loaders.plan.stacked.headers.running import PAGE_ENDS
from loaders.plan.stacked.headers.words import KIND_OF
from loaders.plan.stacked.text import Stream
from loaders.text import collapse, fold
from loaders.vocabulary import words as vocabulary

# How many lines and words a header row has, and how many words one header: at most, in words that only begin as one
# does, and where nobody knows it.
_MOST_LINES, _MOST_WORDS, _LONGEST, _LONGEST_BEGUN, _LONGEST_UNKNOWN = 14, 40, 7, 4, 3
# What each word of a header says for the parting: of one in just these words, of one that begins as such, and of one
# that nobody knows; what each header costs, one more of a kind that a table has once, and a capital within.
_EXACT, _BEGINS, _UNKNOWN, _PIECE, _AGAIN, _OTHER = 1.0, 0.6, -0.4, -0.3, -1.0, -0.4
# One in so many may be unknown.
_MOST_UNKNOWN = 4
# How sure a header's reading is in just these words.
_SURELY = 0.95
_ONCE = frozenset({"area", "cause", "measure", "goal", "status"})
_KIN = (
    frozenset({"area", "subarea", "cause"}), frozenset({"when", "start", "end"}), frozenset({"who", "partner"}),
    frozenset({"followup", "status", "comment"}), frozenset({"goal", "known"}), frozenset({"measure"}),
)  # fmt: skip
"""What one column may be called by several words for."""
_TELLING = frozenset({"followup", "status", "comment"})
_TIED = ("-", "–", "/", "&", "(")
_INSIDE = re.compile(r"\([^)]*\)")
_JOINED = re.compile(r"\b([A-ZÅÄÖ]\w{3,}?)(och|samt)(?= )")
_CUT = re.compile(r"(?<=\w)- (?!(?:och|samt|eller)\b)(?=[a-zåäö])")


@dataclass(frozen=True, slots=True)
class Part:
    """One header: what it means («unknown» for what no vocabulary knows), its text, whether it is a header in just
    these words or in parts that each are one, and where it stands among the words."""

    role: str
    text: str
    is_exact: bool
    begin: int
    after: int


@dataclass(frozen=True, slots=True)
class _Way:
    score: float
    parts: tuple[Part, ...]


def header_parts(stream: Stream, first: int, ends: Callable[[int], bool]) -> list[tuple[tuple[Part, ...], int]]:
    """The headers that fill whole lines from line `first` on, for each line that they may end before; `ends` tells a
    line that begins something else."""
    lines, words = stream.lines, stream.words
    start = lines[first].first
    if not may_begin(words[start].text) or ends(first):
        return []
    last = first + 1
    while last < len(lines) and last - first < _MOST_LINES and lines[last].gap < PAGE_ENDS and not ends(last):
        last += 1
    stop = min(lines[last - 1].after, start + _MOST_WORDS)
    texts = tuple(word.text for word in words[start:stop])
    breaks = frozenset(lines[line].first - start for line in range(first + 1, last))
    gaps = frozenset(lines[line].first - start for line in range(first + 1, last) if lines[line].gap)
    best: list[_Way | None] = [_Way(0.0, ()), *([None] * len(texts))]
    for after in range(1, len(texts) + 1):
        for begin in range(max(0, after - _LONGEST), after):
            before = best[begin]
            part = _part(texts, begin, after, breaks, gaps) if before else None
            if before is None or part is None:
                continue
            score = before.score + _worth(part, texts[begin:after], before.parts)
            current = best[after]
            if current is None or score > current.score:
                best[after] = _Way(score, (*before.parts, part))
    found = []
    for line in range(first, last):
        after = lines[line].after - start
        way = best[after] if after <= len(texts) else None
        if way and _is_told(way.parts, breaks | {0}):
            found.append((way.parts, line + 1))
    return found


def kind_of(part: Part) -> str:
    """The column's kind, or those that it may be of, as `settled` has them."""
    if part.role == "unknown":
        return "other"
    return kind_meant(part.text, part.role)


def kind_meant(text: str, role: str = "") -> str:
    """The kind of column that a header's text means, or those that it may be of; `role` where that is known."""
    roles = roles_meant(text)
    one = role or roles[0]
    return "either:" + ",".join(roles) if len(roles) > 1 else KIND_OF.get(one, one)


def _worth(part: Part, texts: Sequence[str], before: Sequence[Part]) -> float:
    each = _EXACT if part.is_exact else _UNKNOWN if part.role == "unknown" else _BEGINS
    again = part.role in _ONCE and any(one.role == part.role for one in before)
    others = 0 if part.text.isupper() else sum(map(_begins_another, texts[1:], texts))
    return len(texts) * each + _PIECE + (_AGAIN if again else 0.0) + _OTHER * others


def _part(texts: Sequence[str], begin: int, after: int, breaks: frozenset[int], gaps: frozenset[int]) -> Part | None:
    """The words as one header; None when they can be none."""
    if not (texts[begin][:1].isupper() or texts[begin].startswith(("%", "#"))) or _only_adds(texts[begin]):
        return None
    if any(begin < at < after for at in gaps - _after_first_line(begin, breaks)):
        return None
    text = collapse(" ".join(texts[begin:after]))
    if text.endswith((".", ",", ";")) and not fold(text).endswith(_abbreviated()):
        return None
    if text.count("(") != text.count(")") or "," in _INSIDE.sub("", text):
        return None
    role, sure, is_exact, said = _meant(text)
    crosses = [at for at in breaks if begin < at < after]
    if role == "unknown":
        is_short = after - begin <= _LONGEST_UNKNOWN and not crosses and not is_state(text)
        is_short = is_short or _asks(texts[begin:after])
        return Part("unknown", text, False, begin, after) if is_short else None
    if sure < CLEAR:
        return None
    if not is_exact and any(not _goes_on(texts[at - 1], texts[at]) for at in crosses):
        return None
    if not is_exact and after - begin > _LONGEST_BEGUN:
        return None
    if not is_exact and not text.isupper() and any(map(_begins_another, texts[begin + 1 : after], texts[begin:after])):
        return None
    return Part(role, said, is_exact, begin, after)


def _after_first_line(begin: int, breaks: frozenset[int]) -> frozenset[int]:
    """Where a header that begins inside a line goes on below: what moves right there has a blank line over it."""
    is_inside = begin and begin not in breaks
    return frozenset([min((at for at in breaks if at > begin), default=0)] if is_inside else [])


@cache
def _abbreviated() -> tuple[str, ...]:
    return tuple(vocabulary("stacked")["headers"]["abbreviated"])


def _asks(texts: Sequence[str]) -> bool:
    """Whether the words are one question («Vad är problemet?»): in a row of headers one of them, whatever it asks."""
    asks = fold(texts[0]) in vocabulary("stacked")["headers"]["asks"]
    goes_on = not any(text[:1].isupper() or text.endswith("?") for text in texts[1:-1])
    return asks and goes_on and texts[-1].endswith("?")


def _goes_on(above: str, below: str) -> bool:
    """Whether a header that breaks over a line goes on after it."""
    return above.endswith(_TIED) or below[:1].islower() or below.startswith(("(", "/", "&"))


def _begins_another(word: str, above: str) -> bool:
    """Whether a word within a header rather begins the next one."""
    return word[:1].isupper() and word[1:2].islower() and not above.endswith(_TIED)


@lru_cache(8192)
def _meant(text: str) -> tuple[str, float, bool, str]:
    """What a header means, how sure that is, whether it or each of its parts has just these words, and the text with
    what a narrow column cut made whole."""
    whole = _CUT.sub("", text)
    # Programs that join words which a hyphen cuts at a line's end join these too: «Problemoch lägesbild».
    joined = _JOINED.sub(r"\1- \2", whole)
    found = [(one, *header_role(one)) for one in dict.fromkeys((whole, text, joined))]
    said, role, sure = max(found, key=lambda one: one[2])
    bare = said.split(" ")
    while len(bare) > 1 and (_only_adds(bare[-1]) or bare[-1][:1].isdigit()):
        bare.pop()
    is_dated = role in _TELLING and header_role(" ".join(bare))[1] >= _SURELY
    is_exact = sure >= _SURELY or is_dated or _are_kin(re.split(r"\s*[/&]\s*", _INSIDE.sub(" ", said)))
    if not is_exact and _tells_more(said):
        return "", 0.0, False, said
    return role, sure, is_exact, said


def _are_kin(parts: Sequence[str]) -> bool:
    """Whether each of several words is a header of much the same."""
    found = [header_role(one) for one in parts if one.strip()]
    roles = {role for role, _ in found}
    return len(found) > 1 and all(sure >= _SURELY for _, sure in found) and any(roles <= kin for kin in _KIN)


def _tells_more(text: str) -> bool:
    """Whether the header is that of another column too: «Tid och ansvarig»."""
    parts = re.split(r"\s*(?:[/&]|\b(?:och|samt)\b)\s*", _INSIDE.sub(" ", text))
    roles = {role for role, sure in map(header_role, parts) if sure >= _SURELY}
    return len(roles) > 1 and not any(roles <= kin for kin in _KIN)


@lru_cache(8192)
def _only_adds(word: str) -> bool:
    """Whether a word only goes on with the header before it: «VB», «T3»."""
    return fold(word).strip(".,:()") in vocabulary("stacked")["headers"]["trailers"] and header_role(word)[1] < _SURELY


def _is_told(parts: Sequence[Part], starts: frozenset[int]) -> bool:
    """Whether those that are known tell the unknown ones among them: these are few, no two stand together, and one that
    begins a line has a known one in it. Else it is as well the first row's cell."""
    if 2 * sum(part.role == "unknown" for part in parts) > len(parts):
        return False
    unknown = [part.role == "unknown" and not _asks(part.text.split()) for part in parts]
    if sum(unknown) * _MOST_UNKNOWN > len(parts) or any(one and other for one, other in pairwise(unknown)):
        return False
    if parts[0].role in _TELLING and len(parts) > 1 and parts[1].begin in starts:
        # The document's title: «Uppföljning av åtgärdsplan».
        return False
    begins = [part.begin for part in parts[1:]]
    return not any(
        is_unknown and part.begin in starts and (after is None or after in starts)
        for is_unknown, part, after in zip(unknown, parts, [*begins, None], strict=True)
    )


@lru_cache(8192)
def may_begin(word: str) -> bool:
    """Whether some header's first word is this one, or a part of it."""
    folded = fold(word)
    return bool({folded.strip("-/.,:()"), re.split(r"[-/]", folded)[0]} & _first_words())


@cache
def _first_words() -> frozenset[str]:
    entries = [
        entry for value in vocabulary("headers").values() for entry in (value if isinstance(value, list) else [value])
    ]
    return frozenset(re.split(r"[ /]", fold(text))[0].strip(".") for entry in entries for text in entry["exact"])
