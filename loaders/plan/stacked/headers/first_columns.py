"""The first columns of a header, whose wording no vocabulary has in full, in the lines over those that were found."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from itertools import pairwise

from loaders.plan.classify import is_state
from loaders.plan.headers import CLEAR, header_role
from loaders.plan.stacked.text import Stream
from loaders.text import collapse

# How many lines and words the first columns' headers have, and how many words each.
_MOST_LINES, _MOST_WORDS, _LONGEST = 5, 16, 9
_FIRST = frozenset({"area", "subarea", "cause", "measure", "goal"})
"""What the first columns of a plan are: a word for a time or a status over a header is the last cell of a row."""


def leading_columns(
    stream: Stream, first: int, floor: int, named: Collection[str]
) -> tuple[int, list[tuple[str, str]]]:
    """The columns to the left of those in the header at line `first`, as (their first line, [(role, header)]), when the
    lines over it say nothing else than such headers («Var/vilka?  Varför har vi problemet?»); (first, []) when they do.

    `named` are the roles that the header has. `floor` is the line after what is known to stand above.
    """
    found: tuple[int, list[tuple[str, str]]] = (first, [])
    lines, words = stream.lines, stream.words
    for at in range(first - 1, max(floor, first - _MOST_LINES) - 1, -1):
        texts = [word.text for word in words[lines[at].first : lines[first].first]]
        if len(texts) > _MOST_WORDS:
            break
        parts = _parted(tuple(texts), frozenset(_FIRST - set(named)))
        if len(parts) > 1 or (parts and len(texts) > 1):
            found = (at, [(role, text) for role, text in parts])
    return found


@lru_cache(1024)
def _parted(texts: tuple[str, ...], roles: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """All the words as headers of roles that differ, the fewest that do; () when they are none."""
    best: list[tuple[tuple[str, str], ...] | None] = [(), *([None] * len(texts))]
    for after in range(1, len(texts) + 1):
        for start in range(max(0, after - _LONGEST), after):
            before = best[start]
            if before is None or not texts[start][:1].isupper():
                continue
            if _asks_twice(texts[start:after]):
                continue
            text = collapse(" ".join(texts[start:after]))
            role, sure = header_role(text)
            is_new = role in roles and role not in {one for one, _ in before}
            if sure < CLEAR or not is_new or is_state(text) or text.endswith((".", ",", ";")):
                continue
            current = best[after]
            if current is None or len(before) + 1 < len(current):
                best[after] = (*before, (role, text))
    return best[-1] or ()


def _asks_twice(texts: tuple[str, ...]) -> bool:
    """Whether a question ends before the last of the words, and no parenthesis goes on with it."""
    return any(one.endswith("?") and not after.startswith("(") for one, after in pairwise(texts))
