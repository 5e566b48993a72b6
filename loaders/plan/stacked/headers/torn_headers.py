"""A repeated header whose first cell is torn: cut by its column, and over the end of a page."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.plan.stacked.text import Stream
from loaders.text import fold

# How many lines and letters of a torn header tell it, and how many whole ones beside it.
_MOST_LINES, _FEWEST_LETTERS, _FEWEST_ALIKE = 3, 4, 3


def torn_first(stream: Stream, whole: Sequence[str], headers: Sequence[str], first: int, after: int) -> tuple[int, int]:
    """Where a header of lines [first, after) really begins and ends, when it has all headers of the `whole` one above
    but the first, whose beginning stands over it and whose rest may stand under it; (first, after) when not so."""
    if len(headers) < _FEWEST_ALIKE or [_letters(text) for text in headers] != [_letters(text) for text in whole[1:]]:
        return first, after
    wanted, begun = _letters(whole[0]), ""
    for at in range(first - 1, max(-1, first - 1 - _MOST_LINES), -1):
        begun = _letters(stream.lines[at].text) + begun
        if len(begun) >= _FEWEST_LETTERS and wanted.startswith(begun):
            rest = wanted[len(begun) :]
            follows = after < len(stream.lines) and bool(rest) and _letters(stream.lines[after].text) == rest
            return at, after + follows
    return first, after


def _letters(text: str) -> str:
    return "".join(char for char in fold(text) if char.isalnum())
