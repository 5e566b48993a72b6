"""Whether a follow-up says otherwise than its status column, or only tells more."""

from __future__ import annotations

import re

from loaders.meaning.status_cues import cues_of
from loaders.meaning.status_outcome import Outcome
from loaders.meaning.status_scope import Setting
from loaders.meaning.status_second import OF
from loaders.meaning.status_text import pieces
from loaders.meaning.status_words import number_of
from loaders.text import fold
from loaders.vocabulary import words

APART = "Statuskolumnen och uppföljningen säger olika: vilket gäller?"
_BESIDE: dict[str, list[str]] = words("status")["beside_column"]
_CLASS_WORD = 4
# «samtliga möten hölls»: all of it, in the sentence of the words that decided
_ALL = re.compile(r"\b(?:alla|samtliga)\b[^.!?;]*$")
# a count or share from so much of the whole is a thing done but for some rest («88 av 92 pass»), which half of it is
# not («två av fyra möten»): it stands between those two
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
    if followup.code not in _BESIDE.get(status.code, ()):
        return not (status.code == "delvis" and "genomford" in _told(text))  # «utskicket gick ut, mötet ställdes in»
    return followup.code == "genomford" and _whole(followup, text)


def _whole(followup: Outcome, text: str) -> bool:
    """«Genomfördes i maj», «Alla möten hölls»: the thing itself was done, and nothing else is told of it."""
    opens = followup.weight >= _CLASS_WORD and not text[: followup.start].strip()
    return bool(opens or _ALL.search(fold(text[: followup.start]))) and _told(text) == {"genomford"}


def _told(text: str) -> set[str]:
    """The classes that the statements of a text tell."""
    return {cue.code for piece in pieces(text) for cue in cues_of(piece, Setting()) if not cue.aside}


def _nearly_all(said: str) -> bool:
    """«88 av 92», «98 procent»."""
    numbers = [number for word in re.findall(r"\w+|%", fold(said)) if (number := number_of(word)) is not None]
    if len(numbers) == 1 and re.search(r"%|procent", said):
        return numbers[0] >= 100 * _NEARLY_ALL
    shares = [(number_of(part), number_of(whole)) for part, whole in OF.findall(fold(said))]
    return any(part is not None and whole and part >= _NEARLY_ALL * whole for part, whole in shares)
