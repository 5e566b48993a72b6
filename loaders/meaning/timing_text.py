"""The text of När made plain for comparison, each plain character knowing where it came from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from rapidfuzz.distance import OSA

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
    lexicon, misreadings, _ = _spelling()
    if plain in misreadings:
        return misreadings[plain]
    glued = re.fullmatch(r"(start|slut)(i)([a-z]{3,})", plain)
    if glued and glued[3] in lexicon | {"mars", "maj", "juni", "juli", "april"}:
        return " ".join(glued.groups())
    return " ".join(_spell_word(run) if run.isalpha() else run for run in _RUN.findall(plain))


def _spell_word(word: str) -> str:
    """The vocabulary's word that this one is a small misspelling of, or the word itself."""
    lexicon, misreadings, others = _spelling()
    if word in lexicon or word in others:
        return word
    if word in misreadings:
        return misreadings[word]
    if len(word) < _FORGIVEN_FROM - 1:
        return word
    for known in lexicon:
        if known[0] != word[0] or len(known) < _FORGIVEN_FROM:
            continue
        allowed = 2 if len(known) >= _TWICE_FROM and len(word) >= _TWICE_FROM - 1 else 1
        if abs(len(known) - len(word)) <= allowed and OSA.distance(known, word, score_cutoff=allowed) <= allowed:
            return known
    return word


@cache
def _spelling() -> tuple[frozenset[str], dict[str, str], frozenset[str]]:
    """The words to recognise, how scanning may write each of them, and the words that only look like one."""
    known = words("timing")["spelling"]["words"]
    lexicon = frozenset(fold(word) for word in known) | {SPRING}
    misreadings: dict[str, str] = {}
    for word in known:
        if len(word) < 3:
            continue
        choices = [_MISREAD.get(char, char) for char in word]
        if word[0] == "l":
            choices[0] = "li1"
        if word.startswith("pågå"):  # two å: keep the product small
            choices[3] = "aå"
        for spelt in product(*choices):
            plain = fold("".join(spelt))
            if plain not in lexicon:
                misreadings.setdefault(plain, fold(word))
    others = frozenset(fold(word) for word in words("timing")["spelling"]["other"])
    for other in others:
        misreadings.pop(other, None)
    misreadings |= {fold(typo): fold(word) for typo, word in words("timing")["spelling"]["typos"].items()}
    return lexicon, misreadings, others
