"""How large the letters of a line on a picture are, told by the line's height and by which letters stand on it."""

from __future__ import annotations

_UP = {
    **dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789()/!?&%\"'”“’‘", 0.72),
    **dict.fromkeys("|[]{}§", 0.75),
    **dict.fromkeys("bdfhklijäöüéè", 0.75),
    "å": 0.78,
    "t": 0.67,
    **dict.fromkeys("ÅÄÖÜÉ", 0.92),
}
_LOW = 0.53
"""Of the type size: how far letters without an upper stroke reach up from the line that they stand on."""
_DOWN = 0.21
"""How far those reach under it that do."""
_UNDER = frozenset("gjpqy,;()/|[]{}§")


def type_size(text: str, height: float) -> float:
    """The type size of a line of this height, in the height's unit: a line without capitals or without letters that
    reach under it is lower than another of the same type. Common typefaces differ by a tenth."""
    up = max((_UP.get(letter, _LOW) for letter in text), default=_LOW)
    return height / (up + (_DOWN if _UNDER & set(text) else 0.0))
