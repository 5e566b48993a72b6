"""Text that lost å, ä and ö, or whose letters were misread, spelt as it was most likely meant.

Only for judging what a text means: what is shown and stored stays as the document has it. Every word is mended by
itself and stays one word, so that each part of the mended text leads back to the document's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from rapidfuzz.distance import OSA, Levenshtein

from loaders.text import fold
from loaders.vocabulary import words as vocabulary

# Letters that stand for one another: a word and its misreading become the same.
_SAME = str.maketrans("oe6d0é&åäöàáâèêóòô1|[!", "aaaaaaaaaaaaaaaaaaiiii", "")
_I_LIKE = str.maketrans("l", "i")
_RUN = re.compile(r"(?:[|\[](?=[06]))?&?[^\W_]+(?:&[^\W_]+)*&?|\|(?=\s[a-zåäö])")
_WRITTEN = re.compile(r"[^\W\d_]+")
_MISREAD = re.compile(r"[éÉ6&\[|01]")
_READ_TWICE = re.compile(r"o6(?=[^\W\d])")
_YEAR_OR_NUMBER = re.compile(r"\d+(?:[/.:-]\d+)*$")
# What a letter read for another costs; a letter that only lost its dots costs least.
_COSTS: dict[tuple[str, str], float] = {
    **{(read, meant): 0.7 for read in "oa" for meant in "åäöao"},
    **dict.fromkeys((("a", "å"), ("a", "ä"), ("o", "ö")), 0.2),
    **{("é", meant): cost for meant, cost in (("ö", 0.2), ("å", 0.3), ("ä", 0.35), ("o", 0.4), ("a", 0.5), ("e", 0.5))},
    **{("6", meant): cost for meant, cost in (("ö", 0.2), ("o", 0.3))},
    **{("&", meant): cost for meant, cost in (("ä", 0.2), ("å", 0.25), ("a", 0.4), ("ö", 0.4))},
    **{("d", meant): cost for meant, cost in (("å", 0.5), ("ä", 0.5), ("ö", 0.6))},
    **{("0", meant): cost for meant, cost in (("o", 0.2), ("ö", 0.3))},
    **{("e", meant): cost for meant, cost in (("ä", 0.9), ("å", 0.9), ("ö", 0.9))},
    ("i", "ä"): 0.6,
    **{(read, "l"): 0.2 for read in "1i|["}, **{(read, "i"): 0.2 for read in "1l|["},
}  # fmt: skip
_OTHER, _LONGER = 1.4, 1.4
_COSTS_MOST, _PLAIN_COSTS_MOST, _NAME_COSTS_MOST = 2.6, 1.4, 0.75
_SHORTEST_NEAR, _SHORTEST_PART = 7, 4
# Vocabularies whose words stand in their right spelling.
_SPELT = ("areas", "bodies", "districts", "headers", "parties", "timing", "titles", "who")


@dataclass(frozen=True, slots=True)
class Mended:
    """A text as mended, and what it was. `runs` are (start, end) of each changed word, in the mended text and in the
    document's own, in reading order."""

    text: str
    own: str
    runs: tuple[tuple[int, int, int, int], ...]

    def own_words(self, words: str) -> str:
        """What the document has where the mended text has `words`; `words` themselves when they stand nowhere."""
        at = self.text.find(words) if words else -1
        return self.own[self._back(at, False) : self._back(at + len(words), True)] if at >= 0 else words

    def _back(self, at: int, is_end: bool) -> int:
        shift = 0
        for start, end, own_start, own_end in self.runs:
            if at <= start:
                break
            if at < end:
                return own_end if is_end else own_start
            shift = own_end - end
        return at + shift


def mended(text: str) -> Mended:
    """The text with every word spelt as it was most likely meant, and the way back to the document's own words."""
    out: list[str] = []
    runs: list[tuple[int, int, int, int]] = []
    length = at = 0
    found = list(_RUN.finditer(text))
    for number, run in enumerate(found):
        before = found[number - 1].group() if number else ""
        after = [one.group() for one in found[number + 1 : number + 3]]
        word = _beside(run.group(), before, after) or _mended_word(run.group())
        gap = text[at : run.start()]
        start = length + len(gap)
        out += [gap, word]
        length = start + len(word)
        at = run.end()
        if word != run.group():
            runs.append((start, length, run.start(), at))
    return Mended("".join([*out, text[at:]]), text, tuple(runs))


def mend(text: str) -> str:
    """The text with every word spelt as it was most likely meant; as many words as before."""
    return mended(text).text


def own_words(words: str, texts: Sequence[str]) -> str:
    """What the document has where one of its `texts`, mended, says `words`; `words` themselves when none does."""
    for text in texts:
        found = mended(text)
        if words and words in found.text:
            return found.own_words(words)
    return words


# --- one word --------------------------------------------------------------------------------------------------------


def _beside(word: str, before: str, after: list[str]) -> str:
    """What the word is taken for because of its neighbours, "" when they say nothing."""
    book = vocabulary("spelling")
    plain = fold(word)
    said = [fold(one) for one in after]
    for rule in book["beside"]:
        if plain != rule["word"]:
            continue
        left = fold(_mended_word(before)) if before else ""
        right = [fold(_mended_word(one)) for one in said]
        if (
            left in rule["before"]
            or (rule.get("digit_before") and left.isdigit() and len(left) < 3)
            or (right and any(right[0].startswith(one) for one in rule.get("after", ())))
            or (
                len(right) > 1
                and right[0] in rule.get("joined_after", ())
                and any(right[1].startswith(one) for one in rule["after"])
            )
        ):
            return _as_written(word, str(rule["instead"]))
    return ""


@lru_cache(maxsize=20_000)
def _mended_word(word: str) -> str:
    """The likeliest word meant; the word itself when it is right or nothing is near."""
    if word == "|":
        return "I"
    if _YEAR_OR_NUMBER.match(word) or not any(char.isalpha() for char in word):
        return word
    # An ö of which OCR gave both readings.
    word = _READ_TWICE.sub("6", word)
    lower = word.casefold()
    book = _book()
    instead = book.instead.get(lower)
    if instead:
        return _as_written(word, instead)
    if lower in book.right:
        return word
    best = _nearest(word, lower) or _compound(word, lower)
    return _as_written(word, best) if best else _by_letter(word)


@dataclass(frozen=True, slots=True)
class _Book:
    right: frozenset[str]
    instead: dict[str, str]
    by_key: dict[str, tuple[str, ...]]
    by_length: dict[int, tuple[tuple[str, str], ...]]


def spelt_words() -> frozenset[str]:
    """The vocabularies' words in their right spelling, in small letters."""
    return _book().right


@cache
def _book() -> _Book:
    spelling = vocabulary("spelling")
    lost = [word for line in spelling["lost"] for word in line.split()]
    whole = [word for line in spelling["whole"] for word in line.split()]
    others = [word for subject in _SPELT for word in _words_of(vocabulary(subject))]
    told = [word for cue in vocabulary("status")["cue"] for word in _words_of(cue["examples"])]
    instead: dict[str, str] = dict(spelling["instead"])
    known = {*lost, *whole, *(word for word in (*others, *told) if "é" not in word and len(word) > 2)}
    # A word that is another's misspelling in the examples: the right one is in the list of lost words.
    plain_of = {fold(word) for word in lost}
    known = {
        word for word in known if word in lost or word in whole or not (word == fold(word) and word in plain_of)
    } - set(instead)
    by_key: dict[str, list[str]] = {}
    by_length: dict[int, list[tuple[str, str]]] = {}
    for word in sorted(known):
        by_key.setdefault(_key(word), []).append(word)
        if len(word) >= _SHORTEST_NEAR - 1:
            by_length.setdefault(len(word), []).append((_key(word), word))
    return _Book(
        frozenset(known),
        instead,
        {key: tuple(found) for key, found in by_key.items()},
        {length: tuple(found) for length, found in by_length.items()},
    )


def _words_of(value: Any) -> Iterator[str]:
    """All words that stand in a vocabulary, in small letters."""
    if isinstance(value, str):
        yield from (found.group().casefold() for found in _WRITTEN.finditer(value))
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in ("spelling", "typos", "scanned"):
                yield from _words_of(one)
    elif isinstance(value, list):
        for one in value:
            yield from _words_of(one)


def _key(word: str) -> str:
    return word.casefold().translate(_SAME).translate(_I_LIKE)


def _nearest(word: str, lower: str) -> str:
    """The known word that the misreading is nearest to, "" when none is near enough."""
    book, key = _book(), _key(lower)
    most = _COSTS_MOST if _MISREAD.search(word) else _PLAIN_COSTS_MOST
    if word[:1].isupper() and not _MISREAD.search(word):
        most = _NAME_COSTS_MOST if len(lower) < 8 else 1.0
    choices = list(book.by_key.get(key, ()))
    if len(lower) > 3 and lower[0] == "g":
        # Å and Ö at a word's beginning are read as G.
        choices += book.by_key.get("a" + key[1:], ())
    if not choices and len(lower) >= _SHORTEST_NEAR and most > _NAME_COSTS_MOST:
        near = 1 if len(lower) < 11 else 2
        choices = [
            known
            for length in range(len(lower) - 1, len(lower) + 2)
            for known_key, known in book.by_length.get(length, ())
            if known_key[-2:] == key[-2:] and OSA.distance(key, known_key, score_cutoff=near) <= near
        ]
    if not _MISREAD.search(word):
        choices = [choice for choice in choices if _only_lost(lower, choice)]
    cost, best = min(((_cost(lower, choice), choice) for choice in choices), default=(_OTHER * 9, ""))
    return best if cost <= most else ""


def _only_lost(read: str, meant: str) -> bool:
    """Whether nothing differs but å, ä and ö: a word with no misread sign in it is soon another."""
    edits = Levenshtein.editops(read, meant)
    return any(edit.tag != "delete" for edit in edits) and all(
        edit.src_pos > 0 and read[edit.src_pos] in "ado"
        if edit.tag == "delete"
        else meant[edit.dest_pos] in "åäö"
        and (
            edit.tag == "insert"
            or (read[edit.src_pos], meant[edit.dest_pos]) in _COSTS
            or (len(read) >= _SHORTEST_NEAR and read[edit.src_pos] == "i")
            or (edit.src_pos == 0 and read[0] == "g")
        )
        for edit in edits
    )


def _same_or_lost(read: str, meant: str) -> bool:
    return read == meant or _only_lost(read, meant)


def _cost(read: str, meant: str) -> float:
    """How unlikely it is that `meant` was read so."""
    if len(read) != len(meant):
        return OSA.distance(_key(read), _key(meant)) * _LONGER
    return sum(
        0.0 if one == other else 0.5 if at == 0 and one == "g" else _COSTS.get((one, other), _OTHER)
        for at, (one, other) in enumerate(zip(read, meant, strict=True))
    )


def _compound(word: str, lower: str) -> str:
    """The word put together of two known ones, "" when it isn't."""
    if len(lower) < 2 * _SHORTEST_PART or (word[:1].isupper() and not _MISREAD.search(word)):
        return ""
    book = _book()
    is_plain = not _MISREAD.search(word)
    best, least = "", _PLAIN_COSTS_MOST
    for cut in range(_SHORTEST_PART, len(lower) - _SHORTEST_PART + 1):
        head, tail = lower[:cut], lower[cut:]
        heads = list(book.by_key.get(_key(head), ()))
        if head.endswith("s") and len(head) > _SHORTEST_PART:
            heads += [f"{one}s" for one in book.by_key.get(_key(head[:-1]), ())]
        for one in heads:
            for other in book.by_key.get(_key(tail), ()):
                if is_plain and not (_same_or_lost(head, one) and _same_or_lost(tail, other)):
                    continue
                cost = _cost(head, one) + _cost(tail, other)
                if cost < least:
                    best, least = one + other, cost
    return best


def _by_letter(word: str) -> str:
    """The word with the signs that are no letters in it read as the letters they mostly stand for."""
    if re.fullmatch(r"(?i)id[ée]e?(r|n|rna)?|.*[aiu]f[ée](et|er|n)?|.*é", word) or not _MISREAD.search(word):
        return word
    word = re.sub(r"é", "ö", word)
    word = re.sub(r"(?<=[a-zåäö])6(?=[a-zåäö])|^6(?=[a-zåäö]{3})", "ö", word)
    return re.sub(r"&(?=[a-zåäö])|(?<=[a-zåäö])&", "ä", word)


def _as_written(word: str, meant: str) -> str:
    """`meant` with the capitals of `word`."""
    if word.isupper() and len(word) > 2:
        return meant.upper()
    # A misread first sign hides whether it was a capital; I for l is no capital.
    is_capital = (
        word[:1].isupper() and not (word[0] == "I" and meant[0] == "l") and not (word[0] == "G" and meant[0] in "åäö")
    )
    return meant[:1].upper() + meant[1:] if is_capital else meant
