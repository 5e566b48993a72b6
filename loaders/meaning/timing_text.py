"""The text of När made plain for comparison, each plain character knowing where it came from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from rapidfuzz.distance import OSA

from loaders.dates import MONTHS
from loaders.text import fold
from loaders.vocabulary import words

SPRING = "vaar"
"""How the plain text writes "vår", the season (or "our"), apart from "var" (each, where)."""

_TOKEN = re.compile(r"(?:\w|[\u0300-\u036f\u00ad\u200b-\u200d])+|\s+|.", re.DOTALL)
_RUN = re.compile(r"[^\W\d_]+|\d+|_+")
_SIGNS = {
    **dict.fromkeys("‐‑‒–—−", "-"),
    **dict.fromkeys("“”„’‘´`", "'"),
    "→": "->",
    "➔": "->",
    "⇒": "->",
    "½": "1/2",
    "\\": "/",
    "⁄": "/",
}
_MISREAD = {"å": "aåe4d", "ä": "aäe4", "ö": "oöe60"}
_FORGIVEN_FROM = 6  # letters; shorter words have too many neighbours
_TWICE_FROM = 10


@dataclass(frozen=True, slots=True)
class Plain:
    """`text` is folded, its words spelt right; character i of it comes from `written[starts[i]:ends[i]]`."""

    text: str
    written: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def words(self, start: int, end: int) -> str:
        """The written text that the plain text from `start` to `end` comes from."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return self.written[self.starts[start] : self.ends[end - 1]] if start < end else ""


def make_plain(written: str) -> Plain:
    """Fold, collapse, put letters and digits apart, and spell the words of time as the vocabulary does."""
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def put(piece: str, start: int, end: int) -> None:
        text.append(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))

    for token in _TOKEN.finditer(written):
        raw, start, end = token[0], token.start(), token.end()
        if raw.isspace():
            put(" ", start, end)
        elif raw[0].isalnum() or raw[0] == "_":
            if raw.isdecimal() and raw.isascii():
                put(raw, start, end)
            else:
                put(_spell_token(raw), start, end)
        else:
            put(_SIGNS.get(raw, raw if raw.isascii() else " "), start, end)
    return Plain("".join(text), written, tuple(starts), tuple(ends))


@lru_cache(maxsize=4096)
def _spell_token(raw: str) -> str:
    """One run of letters and digits, folded and spelt; a space where letters meet digits."""
    if raw.casefold() in {"vår", "vér", "vàr"}:
        return SPRING
    plain = fold(raw)
    forgiven, misreadings, _ = _spelling()
    if plain in misreadings:
        return misreadings[plain]
    glued = re.fullmatch(r"(start|slut)(i)([a-z]{3,})", plain)
    if glued and (glued[3] in forgiven or glued[3] in MONTHS):
        return " ".join(glued.groups())
    return " ".join(_spell_word(run) if run.isalpha() else run for run in _RUN.findall(plain))


def _spell_word(word: str) -> str:
    """The vocabulary's word that this one is a small misspelling of, or the word itself."""
    forgiven, misreadings, others = _spelling()
    if word in forgiven or word in others:
        return word
    if word in misreadings:
        return misreadings[word]
    if len(word) < _FORGIVEN_FROM - 1:
        return word
    for known in forgiven:
        if known[0] != word[0] or len(known) < _FORGIVEN_FROM or word == f"{known}s":
            continue
        allowed = 2 if len(known) >= _TWICE_FROM and len(word) >= _TWICE_FROM - 1 else 1
        if abs(len(known) - len(word)) <= allowed and OSA.distance(known, word, score_cutoff=allowed) <= allowed:
            return known
    return word


@cache
def _spelling() -> tuple[frozenset[str], dict[str, str], frozenset[str]]:
    """The words to forgive misspellings of, how scanning may write each word, and words that only look like one."""
    data = words("timing")["spelling"]
    known = [*data["forgiven"], *data["scanned"]]
    real = {fold(word) for word in known}
    others = frozenset(fold(word) for word in data["other"]) | {fold(word) for word in data["scanned"]}
    misreadings: dict[str, str] = {}
    for word in known:
        choices = [_MISREAD.get(char, char) for char in word]
        if word[0] == "l":
            choices[0] = "li1"
        for spelt in product(*choices):
            plain = fold("".join(spelt))
            if plain not in real and plain not in others:
                misreadings.setdefault(plain, fold(word))
    misreadings |= {fold(typo): fold(word) for typo, word in data["typos"].items()}
    return frozenset(fold(word) for word in data["forgiven"]), misreadings, others
