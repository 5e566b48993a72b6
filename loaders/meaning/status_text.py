"""A follow-up text as words with their places, and its sentences as pieces that carry one statement each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from loaders.meaning.status_words import CUE_WORDS, SMALL, STARTERS, VERBS, spelt
from loaders.text import fold

_LETTERS = r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W_]*)*"
_TOKEN = re.compile(rf"\d+:[aeAE]\b|\b(?:[^\W\d_]{{1,2}}\.){{2,3}}(?=\W)|{_LETTERS}(?:['’-]{_LETTERS})*|\S")
_ITEM = re.compile(r"(?:(?<=\s)|^)(\d{1,2}|[a-h])(?:\s?(?:&|och|,)\s?(?:\d{1,2}|[a-h]))*[.)]\s*(?=[^\W\d])")
_LABELLED = re.compile(r"(?:^|(?<=[.;,] )|(?<=\n))(?!Status|Resultat|Kommentar|Utfall)[A-ZÅÄÖ][\w-]+(?: [\w-]+){0,2}: ")
_TIME_LABEL = re.compile(
    r"delar|helar|halvar|tertial|kvartal|termin|uppfolj|avstam|\d|\b(?:vt|ht|var|host|sommar|senare|sedan|nu)"
    rf"|\b(?:{'|'.join(month[:3] for month in SMALL.months)})"
)
_BRIEF = 5
_ENDS = frozenset(".!?;•·▪●\u2022\uf0b7")
_OPENS_CLAUSE = frozenset(
    {"ska", "skall", "kommer", "har", "ar", "borjar", "startar", "inleds", "pagar", "blir", "kan", "nu"}
)
_FRONTED = frozenset({"trots", "pa", "till", "pga", "p", "med"})
_FINITE = frozenset(
    {"har", "hade", "ar", "var", "blev", "kunde", "kan", "ska", "skall", "kommer", "fick", "far", "holls", "pagar"}
)
_BEEN = frozenset({"har", "hade", "skulle", "ha"})
_PURPOSE = frozenset({"syftet", "syfte"})
_DASHES = frozenset("-–—")
_SIDES = frozenset(",:()[]")


class Token(NamedTuple):
    """One word or sign: how it is matched, and where it stands in the text."""

    word: str
    start: int
    end: int
    capital: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a sentence that makes one statement. `sentence` counts from 0; `first` when it opens its sentence;
    `aside` when it only gives a reason, a time or a condition for the statement beside it, or tells of a noun in it
    (then `relative`: «en samordnare som börjar i maj»); `purposed` when "för att" follows it."""

    tokens: tuple[Token, ...]
    sentence: int
    first: bool
    aside: bool = False
    purposed: bool = False
    relative: bool = False

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where it ends there."""
        return self.tokens[-1].end


@lru_cache(maxsize=20_000)
def _word(raw: str) -> str:
    raw = raw.replace(".", "") if len(raw) > 1 else raw  # «t.o.m.»
    return spelt(raw, fold(raw))


def _tokens(text: str) -> list[Token]:
    tokens = [
        Token(word, found.start(), found.end(), found.group()[0].isupper())
        for found in _TOKEN.finditer(text)
        if (word := _word(found.group()))  # a sign that only marks another letter is no word by itself
    ]
    return [_as_written(token, tokens[max(0, at - 2) : at], tokens[at + 1 : at + 2]) for at, token in enumerate(tokens)]


def _as_written(token: Token, before: list[Token], after: list[Token]) -> Token:
    """«har vart igång sen mars»: as it is spoken, where its neighbours leave no other word."""
    if token.word == "vart" and any(other.word in _BEEN for other in before):
        return token._replace(word="varit")
    if token.word == "sen" and after and (after[0].word in SMALL.months or after[0].word in SMALL.seasons):
        return token._replace(word="sedan")
    return token


def _stops(tokens: list[Token], at: int) -> bool:
    """Whether the sign at `at` ends a sentence: not after an abbreviation, in a number or between small letters."""
    sign = tokens[at]
    if sign.word != ".":
        return True
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None:
        return True
    if after.start == sign.end and not after.capital:
        return False
    before = tokens[at - 1].word if at else ""
    if before.isdigit() and at > 1 and tokens[at - 2].word == "/":
        return after.capital  # «11/9. Norrskolan»
    if before in SMALL.abbreviations or len(before) == 1:
        return after.capital and before not in SMALL.abbreviations and not before.isdigit()
    return after.capital or after.word[0].isdigit() or len(before) > 4 or before in CUE_WORDS


def _sentences(text: str) -> list[list[Token]]:
    tokens = _tokens(text)
    sentences: list[list[Token]] = [[]]
    for at, token in enumerate(tokens):
        spaced = token.word in _DASHES and (at == 0 or token.start > tokens[at - 1].end)
        if spaced and at and at + 1 < len(tokens) and tokens[at + 1].start == token.end:
            spaced = not tokens[at + 1].word.isdigit()  # «vt -25»
        if spaced or (token.word in _ENDS and _stops(tokens, at)):
            sentences.append([])
        elif token.capital and sentences[-1] and token.word in STARTERS and not tokens[at - 1].capital:
            sentences.append([token])
        else:
            sentences[-1].append(token)
    return [sentence for sentence in sentences if sentence]


def _marker(tokens: list[Token], at: int) -> bool:
    """Whether a reason, time or condition begins at `at`."""
    word = tokens[at].word
    if word not in SMALL.aside_first:
        return False
    if word == "da" and at == 0 and at + 1 < len(tokens) and VERBS.get(tokens[1].word) in {"past", "present"}:
        return False  # «Då deltog 22 personer»: then, not since
    following = [token.word for token in tokens[at : at + 3]]
    if any(following[: len(phrase)] == phrase for phrase in SMALL.aside_first[word]):
        if word == "om":
            return at == 0 or (len(following) > 1 and following[1] in SMALL.condition_after)
        return True
    return False


@lru_cache(maxsize=64)
def pieces(text: str) -> tuple[Piece, ...]:
    """The statements of a text in reading order; kept a while, since outcome and continuation read the same text."""
    return tuple(piece for number, sentence in enumerate(_sentences(text)) for piece in _pieces(sentence, number))


def _pieces(sentence: list[Token], number: int) -> list[Piece]:
    inside = _inside(sentence)
    if inside:
        start, stop = inside
        bracketed = Piece(tuple(sentence[start + 1 : stop]), number, first=False, aside=True)
        told = _pieces(sentence[:start] + sentence[stop + 1 :], number)
        return [*told, bracketed] if bracketed.tokens else told
    found: list[Piece] = []
    part: list[Token] = []
    aside = relative = fronted = False

    def close(*, as_aside: bool, purposed: bool = False) -> None:
        nonlocal relative
        if part:
            found.append(Piece(tuple(part), number, not found, as_aside or purpose, purposed, relative))
            part.clear()
        relative = False

    purpose = bool({token.word for token in sentence[:3]} & _PURPOSE)
    for at, token in enumerate(sentence):
        if token.word in _SIDES:
            close(as_aside=aside)
            aside = False
            continue
        if token.word in SMALL.splits and not (token.word == "utan" and _without(sentence, at, part)):
            close(as_aside=aside)
            aside = False
        elif token.word == "att" and part and part[-1].word in SMALL.reports:
            # «X visar att Y»: Y is the statement
            close(as_aside=True)
            continue
        elif not aside and _marker(sentence, at):
            fronted = not found and not part and token.word in _FRONTED and _next(sentence, at) != "att"
            close(as_aside=False, purposed=token.word == "for")
            aside = True
        elif relative and token.word in _FINITE - {"ar"} and sentence[at - 1].word not in {"som", "och", "inte"}:
            # «personal som möter unga har träffats»: the clause is over, the main verb comes
            close(as_aside=True)
            aside = False
        elif aside and fronted and _finite(token.word):
            # «Trots påminnelser har ingen svarat»: the verb opens the statement
            close(as_aside=True)
            aside = fronted = False
        elif not aside and token.word == "som" and part and _tells_of(sentence, at):
            close(as_aside=False)
            aside = relative = True
        part.append(token)
    close(as_aside=aside)
    return found


def _inside(sentence: list[Token]) -> tuple[int, int] | None:
    """The places of brackets that stand between a subject and its verb, or in a list («Etapp 1 (Kvarnvägen) är klar»,
    «13/5 (22 deltagare) och 14/10»)."""
    opened = next((at for at, token in enumerate(sentence) if at and token.word == "("), None)
    closed = next((at for at, token in enumerate(sentence) if token.word == ")"), None)
    if opened is None or closed is None or not opened < closed < len(sentence) - 1:
        return None
    then = sentence[closed + 1].word
    return (opened, closed) if _finite(then) or then == "och" else None


def _tells_of(sentence: list[Token], at: int) -> bool:
    """Whether «som» at `at` opens a clause that tells of the noun before it."""
    after = _next(sentence, at)
    if after in SMALL.negation:
        after = _next(sentence, at + 1)  # «elever som inte varit i skolan»
    before = sentence[at - 1].word
    if not before.isalpha() or before in SMALL.no_subject or VERBS.get(before):
        return False
    if after != _next(sentence, at) and VERBS.get(after) == "past":
        return True
    return after in _OPENS_CLAUSE or VERBS.get(after) == "present" or after.endswith(("ades", "rdes", "ldes"))


def _finite(word: str) -> bool:
    """Whether the word can be a finite verb that opens a statement after a fronted phrase."""
    return word in _FINITE or VERBS.get(word) == "present" or word.endswith(("des", "tes"))


def _without(sentence: list[Token], at: int, part: list[Token]) -> bool:
    """Whether «utan» at `at` means without, not but («inte X utan Y»)."""
    return _next(sentence, at) == "att" or not any(token.word in SMALL.negation for token in part)


def _next(tokens: list[Token], at: int) -> str:
    return tokens[at + 1].word if at + 1 < len(tokens) else ""


def labelled(text: str) -> list[str]:
    """What is said of each of several («Socialtjänsten: genomfört. Skolan: pågår.»), in order; empty when the text is
    not wholly told so."""
    marks = list(_LABELLED.finditer(text))
    if len(marks) < 2 or text[: marks[0].start()].strip():
        return []
    if any(_TIME_LABEL.search(fold(mark[0])) for mark in marks):
        return []  # told in the order of time
    ends = [after.start() for after in marks[1:]] + [len(text)]
    parts = [text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
    return parts if all(len(part.split()) <= _BRIEF for part in parts) else []


def items(text: str) -> list[str]:
    """The parts of a text that is numbered 1., 2. … (or a), b) …), in order; empty when it is not."""
    marks = list(_ITEM.finditer(text))
    labels = [found.group(1) for found in marks]
    if len(labels) < 2 or labels[0] not in {"1", "a"} or labels != sorted(labels, key=lambda x: (len(x), x)):
        return []
    ends = [after.start() for _, after in pairwise(marks)] + [len(text)]
    return [text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
