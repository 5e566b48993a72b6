"""What is told of something beside the measure (an evaluation that was not made): it says nothing of how it went."""

from __future__ import annotations

from loaders.meaning.status_scope import Setting
from loaders.meaning.status_text import Piece
from loaders.meaning.status_words import SMALL
from loaders.vocabulary import words

_DATA = words("status")["side"]
_STEMS = tuple(_DATA["stems"])
_LEFT = frozenset(_DATA["left"])
_JOINS = frozenset({"och", "eller", "samt"})
_OPENING = 3
_NEAR = 3


def side_matters(found: tuple[Piece, ...], setting: Setting) -> tuple[Piece, ...]:
    """The statements without those that only deny a side matter; empty when there are none such, or nothing else."""
    kept = tuple(piece for piece in found if not _of_side(piece, setting))
    return kept if len(kept) < len(found) else ()


def _of_side(piece: Piece, setting: Setting) -> bool:
    """Whether the statement denies a side matter («Någon utvärdering är inte gjord») that the measure does not name."""
    line = [token.word for token in piece.tokens]
    named = [at for at, word in enumerate(line) if word.startswith(_STEMS)]
    if not named or any(stem in setting.measure for stem in _STEMS if line[named[0]].startswith(stem)):
        return False
    denied = next((at for at, word in enumerate(line) if word in SMALL.negation or word in _LEFT), None)
    if denied is None:
        return False
    if named[0] < _OPENING:
        return True
    return denied < named[0] <= denied + _NEAR and not _JOINS & {*line[denied : named[0]]}
