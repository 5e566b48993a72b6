"""Header rows read on one line, the plan's own words among known ones: «Åtgärd Varför Ska leda till Ansvar och tid».

Where OCR reads a header row straight across, nothing shows where one header ends but what its words mean. Of all ways
to part the line the one is taken whose pieces are most clearly headers, as the headers of tables are read; a few pieces
may be headers that nobody knows, and marks that OCR made of rules stand between them. Words of the line below that
finish a header are part of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from loaders.mend import mend
from loaders.plan.classify import is_state
from loaders.plan.headers import CLEAR, header_role, roles_meant
from loaders.plan.stacked.headers.header_parts import may_begin
from loaders.plan.stacked.headers.words import KIND_OF
from loaders.plan.stacked.sections import Column
from loaders.plan.stacked.text import Stream

_MOST_WORDS, _LONGEST, _LONGEST_UNKNOWN = 40, 7, 4
_FEWEST_KINDS, _FEWEST_TELLING, _FEWEST_SURE = 4, 3, 2
# What each word of a header says for the parting, by how sure its meaning is; what each header costs, and one more of
# a kind that a table has once.
_EXACT, _BEGINS, _LIKE, _UNKNOWN, _PIECE, _AGAIN = 1.0, 0.6, 0.3, -0.4, -0.3, -1.0
_SURELY = 0.95
_ALONE = ("#", "%", "i", "å", "Å")
"""Words of one sign that a header may hold; others are the rests of rules."""
# One in so many may be unknown.
_MOST_UNKNOWN = 3
_ONCE = frozenset({"area", "cause", "measure", "goal", "when", "status"})
# A mark read for «#» or a rule at the line's beginning, what a header is never, and what only adds to one.
_MARK, _LONGEST_MARK, _NEVER, _ADDS = "#", 2, (".", ",", ";", ":"), re.compile(r"^[(\d]|^[A-ZÅÄÖ]{1,2}\d?$")
# A header that the column's edge cut off: so many of its letters are left at least.
_FEWEST_LEFT = 4
# What of the line below may finish headers, and what it is worth that such a word is tied to the one above.
_MOST_BELOW, _MOST_LINES_BELOW, _TIED = 6, 2, 0.5


@dataclass(frozen=True, slots=True)
class _Piece:
    """One header: what it means ("unknown" for nobody knows what), how sure that is, and its words."""

    role: str
    sure: float
    text: str


@dataclass(frozen=True, slots=True)
class _Way:
    score: float
    pieces: tuple[_Piece, ...]


def loose_row(stream: Stream, first: int) -> tuple[list[Column], int]:
    """The columns of the header row on the line and the line after it; ([], first) where it is none."""
    texts = _texts(stream, first)
    if len(texts) > _MOST_WORDS or sum(map(may_begin, texts)) < _FEWEST_TELLING:
        return [], first
    pieces = _parted(texts)
    if not _is_row(pieces):
        return [], first
    after = first + 1
    while after < len(stream.lines) and after - first <= _MOST_LINES_BELOW and not stream.lines[after].gap:
        longer = _finished(pieces, _texts(stream, after))
        if longer is None:
            break
        pieces = longer
        after += 1
    return _columns(pieces), after


def _texts(stream: Stream, line: int) -> tuple[str, ...]:
    """The line's words without marks that stand for nothing; a mark at its beginning counts the rows."""
    words = [word.text for word in stream.words[stream.lines[line].first : stream.lines[line].after]]
    kept = [text for text in words if any(map(str.isalnum, text)) or text in _ALONE]
    is_mark = bool(kept) and kept[0] == words[0] and len(kept[0]) <= _LONGEST_MARK and not kept[0].islower()
    if is_mark and header_role(kept[0])[0] == "unknown":
        kept[0] = _MARK
    return tuple(text for at, text in enumerate(kept) if at == 0 or len(text) > 1 or text in _ALONE)


@lru_cache(4096)
def _parted(texts: tuple[str, ...]) -> tuple[_Piece, ...]:
    """All the words as headers, in the way that says most; () where they are none."""
    best: list[_Way | None] = [_Way(0.0, ()), *([None] * len(texts))]
    for after in range(1, len(texts) + 1):
        for begin in range(max(0, after - _LONGEST), after):
            before = best[begin]
            piece = _piece(texts[begin:after]) if before else None
            if before is None or piece is None:
                continue
            score = before.score + _worth(piece, after - begin, before.pieces)
            current = best[after]
            if current is None or score > current.score:
                best[after] = _Way(score, (*before.pieces, piece))
    whole = best[-1]
    return whole.pieces if whole else ()


def _worth(piece: _Piece, many: int, before: Sequence[_Piece]) -> float:
    again = piece.role in _ONCE and any(one.role == piece.role for one in before)
    each = _EXACT if piece.sure >= _SURELY else _BEGINS if piece.sure >= CLEAR else _LIKE if piece.sure else _UNKNOWN
    return many * each + _PIECE + (_AGAIN if again else 0.0)


@lru_cache(16384)
def _piece(texts: tuple[str, ...]) -> _Piece | None:
    """The words as one header; None when they can be none."""
    text = " ".join(texts)
    begins = texts[0][:1].isupper() or texts[0][:1] in "#%"
    if not begins or text.endswith(_NEVER) or text.count("(") != text.count(")"):
        return None
    role, sure = _meant(text)
    inner = texts[1:]
    if sure < _SURELY and any(one[:1].isupper() and one[1:2].islower() for one in inner):
        return None
    if any(one.endswith("?") for one in texts[:-1]) or (is_state(text) and sure < _SURELY):
        return None
    if not sure and len(texts) > _LONGEST_UNKNOWN:
        return None
    return _Piece(role, sure, text)


def _meant(text: str) -> tuple[str, float]:
    """What a header means and how sure that is, as written or as OCR most likely misread it."""
    role, sure = max(header_role(text), header_role(mend(text)), key=lambda one: one[1])
    if not sure and " " not in text and len(text) > _FEWEST_LEFT:
        role, sure = header_role(text[:-1])
        sure = CLEAR if sure >= _SURELY else 0.0
    return (role, sure) if sure else ("unknown", 0.0)


def _is_row(pieces: Sequence[_Piece]) -> bool:
    """Whether the pieces are a table's header row: enough of them known, few that nobody knows."""
    known = {piece.role for piece in pieces if piece.sure >= CLEAR}
    sure = sum(piece.sure >= _SURELY for piece in pieces)
    unknown = sum(not piece.sure for piece in pieces)
    return (
        len(known) >= _FEWEST_KINDS
        and len(known - {"known"}) >= _FEWEST_TELLING
        and sure >= _FEWEST_SURE
        and unknown * _MOST_UNKNOWN <= len(pieces)
    )


def _finished(pieces: Sequence[_Piece], texts: Sequence[str]) -> tuple[_Piece, ...] | None:
    """The headers with the words of the line below, each put where it makes most of a header; None where it is no more
    of the row."""
    if not texts or len(texts) > _MOST_BELOW or any(text.endswith(_NEVER) for text in texts):
        return None
    found, at, gained, asks = list(pieces), 0, 0.0, texts[-1].endswith("?")
    for text in texts:
        worth, place = max(
            ((_gain(found[place], text, asks), -place) for place in range(at, len(found))), default=(-1.0, 0)
        )
        if worth < 0:
            return None
        at, gained = -place, gained + worth
        longer = f"{found[at].text} {text}"
        role, sure = _meant(longer)
        kept = sure > found[at].sure
        longer = longer.replace("- ", "-", 1) if text[:1].isdigit() else longer
        found[at] = _Piece(role if kept else found[at].role, sure if kept else found[at].sure, longer)
    return tuple(found) if gained > 0 else None


def _gain(piece: _Piece, text: str, asks: bool) -> float:
    """What a word of the line below says for standing under the header; `asks` whether that line ends a question."""
    if _ADDS.match(text):
        return _TIED if piece.text.endswith("-") and text[:1].isdigit() else 0.0
    if text[:1].isupper():
        return -1.0
    longer = f"{piece.text} {text}"
    _, sure = _meant(longer)
    if sure > piece.sure or (not piece.sure and asks):
        return 1.0 + sure
    role, alone = _meant(text.capitalize())
    if alone >= _SURELY and _is_kin(role, piece.role):
        return alone
    # «Ansvarig» over «nämnd/funktion»: the vocabulary has one of the two.
    role, sure = _meant(longer.partition("/")[0])
    return _TIED if "/" in text and sure >= _SURELY and _is_kin(role, piece.role) else -1.0


def _is_kin(role: str, other: str) -> bool:
    return KIND_OF.get(role, role) == KIND_OF.get(other, other)


def _columns(pieces: Sequence[_Piece]) -> list[Column]:
    """The pieces as columns, those that may be of several kinds told so."""
    found = []
    for piece in pieces:
        may_be = roles_meant(piece.text)
        kind = "either:" + ",".join(may_be) if len(may_be) > 1 else KIND_OF.get(piece.role, piece.role)
        found.append(Column("other" if kind == "unknown" else kind, piece.text))  # type: ignore[arg-type]
    return found
