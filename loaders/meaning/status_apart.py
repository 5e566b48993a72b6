"""Whether a follow-up says otherwise than its status column, or only tells more."""

from __future__ import annotations

import re

from loaders.meaning.status_outcome import Outcome
from loaders.meaning.status_words import number_of
from loaders.text import fold
from loaders.vocabulary import words

APART = "Statuskolumnen och uppföljningen säger olika: vilket gäller?"
_BESIDE: dict[str, list[str]] = words("status")["beside_column"]
_CLASS_WORD = 4
# a count or share from so many of the whole is what is left over of a thing done («88 av 92 pass»)
_NEARLY_ALL = 0.8
_WAYS = "regel:delarna gick olika"


def apart(status: Outcome, followup: Outcome, text: str) -> bool:
    """Whether the follow-up `text`, read as `followup`, contradicts what the column was read as."""
    if status.code == followup.code or followup.code == "oklar":
        return False
    if followup.headline and followup.weight >= _CLASS_WORD:
        return True
    if status.code == "genomford":
        return not (followup.code == "delvis" and _nearly_all(text[followup.start : followup.end]))
    if status.code == "ej_genomford" and followup.rule == _WAYS:
        return False  # «Två möten hölls, någon vandring blev det inte»
    return followup.code not in _BESIDE.get(status.code, ())


def _nearly_all(said: str) -> bool:
    """«88 av 92», «98 procent»."""
    numbers = [number for word in re.findall(r"\w+|%", fold(said)) if (number := number_of(word)) is not None]
    if len(numbers) == 1 and re.search(r"%|procent", said):
        return numbers[0] >= 100 * _NEARLY_ALL
    return len(numbers) > 1 and numbers[0] >= _NEARLY_ALL * numbers[-1] > 0
