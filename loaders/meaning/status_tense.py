"""Statements whose words nobody listed, read by the shape of their verbs: done, or being done."""

from __future__ import annotations

import re

from loaders.meaning.status_cues import Setting
from loaders.meaning.status_outcome import Outcome
from loaders.meaning.status_text import Piece, Token
from loaders.meaning.status_time import ahead
from loaders.meaning.status_words import SMALL, VERBS
from loaders.vocabulary import words

_PRETERITE = re.compile(r"\S{3,}(?:ade|ades|[lrnmgvdj]de|[lrnmgvdj]des|[kpsxt]te|[kpsxt]tes)$")
_SUPINE = re.compile(r"\S{2,}(?:at|ats|it|its|tt|tts|[lrnkpsj]t|[lrnkpsj]ts)$")
_PRESENT = re.compile(r"\S{2,}(?:er|ar|yr|or)$")
_PASSIVE = re.compile(r"\S{3,}(?:as|[bdgjklmnprtv]s)$")
_DATA = words("status")["tense"]
_HAVE = frozenset({"har", "hade"})
_PRONOUNS = frozenset({"vi", "man", "de", "ni", "jag", "hon", "han", "som"})
_NOT_VERBS = frozenset(_DATA["not_verbs"])
_STRONG = frozenset(_DATA["strong_past"])
_LEADS = frozenset(_DATA["leads"])
_IS = frozenset({"ar", "blev", "blivit"})
_PARTICIPLE = re.compile(r"\S{2,}(?:ad|at|ade|[lrnmgvk][dt]|[lrnmgv]da|[pks]t|[pks]ta)$")
_OPENING = re.compile(r"[^\W\d]{3,}ats?$")
_NO_SUPINE = frozenset(_DATA["no_supine"])
_PLURAL = re.compile(r"\S+(?:ningar|ioner|elser|heter|skolor|grupper|ingar|tillfallen)$")
_DEFINITE = ("en", "et", "an", "in", "na", "or", "er", "ar")
_ADJECTIVE = ("ad", "at", "ade", "ig", "iga", "igt", "sk", "ska", "skt", "da", "na")
_FAR = 5
_DOUBT = "Texten berättar vad som görs eller gjordes, men inte om åtgärden är genomförd: stämmer läsningen?"


def by_tense(found: tuple[Piece, ...], setting: Setting) -> Outcome | None:
    """The outcome of statements without a known word: the last that was done, else what is being done."""
    present: Outcome | None = None
    for piece in reversed(found):
        line = [token.word for token in piece.tokens]
        if piece.aside:
            continue
        form, at = tense(piece.tokens)
        if any(word in SMALL.negation for word in line):
            if form == "past":
                token = piece.tokens[at]
                return Outcome("ej_genomford", 2, token.start, token.end, "regel:nekat verb i förfluten tid", _DOUBT)
            continue
        if not form or any(word in SMALL.future or word in SMALL.unreal for word in line[:at]):
            continue
        token = piece.tokens[at]
        if form == "past":
            return Outcome("genomford", 2, token.start, token.end, "regel:verb i förfluten tid", _DOUBT)
        code = "ej_paborjad" if ahead(line[at:], setting.followed_up, setting.plan_year) else "pagar"
        present = Outcome(code, 1, token.start, token.end, "regel:verb i nutid", _DOUBT)
    return present


def tense(tokens: tuple[Token, ...]) -> tuple[str, int]:
    """(past, present or empty, the verb's place) of a statement, by the first word at its verb's place."""
    line = [token.word for token in tokens]
    for at in range(len(line)):
        word = line[at]
        if not word.isalpha() or word in _NOT_VERBS or VERBS.get(word) == "neutral":
            continue
        near = line[max(0, at - 3) : at]
        if any(other in _HAVE for other in near) and _SUPINE.fullmatch(word):
            return "past", at
        if any(other in _IS for other in near[-2:]) and _PARTICIPLE.fullmatch(word):
            return "past", at
        if (
            word == "for"
            and at
            and line[at - 1].endswith(_DEFINITE)
            and line[at + 1 : at + 2]
            and line[at + 1] in _LEADS
        ):
            return "present", at
        if at == 0 and _OPENING.fullmatch(word) and word not in _NO_SUPINE:
            return "past", at
        if at == 0 or not _may_be_subject(tokens, at):
            continue
        if _PRETERITE.fullmatch(word) or word in _STRONG or word.endswith("ad"):
            return "past", at
        passive = _PASSIVE.fullmatch(word) and line[at - 1].endswith(_DEFINITE)
        if _PLURAL.fullmatch(word):
            continue
        if at <= _FAR and (passive or _PRESENT.fullmatch(word)) and line[at - 1] not in SMALL.numerals:
            return "present", at
    return "", 0


def _may_be_subject(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the word before `at` can be the subject of a verb there: a definite noun, a plural, a pronoun, a name."""
    before = tokens[at - 1].word
    if before in _PRONOUNS:
        return True
    if not before.isalpha() or before in SMALL.no_subject or len(before) < 3:
        return False
    if before.endswith(_DEFINITE):
        return True
    return tokens[at - 1].capital and not before.endswith(_ADJECTIVE)
