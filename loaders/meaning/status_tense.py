"""Statements whose words nobody listed, read by the shape of their verbs: done, or being done."""

from __future__ import annotations

import re

from loaders.meaning.status_outcome import Outcome
from loaders.meaning.status_scope import Setting
from loaders.meaning.status_text import Piece, Token
from loaders.meaning.status_time import ahead
from loaders.meaning.status_words import SMALL, STRONG_PAST, VERBS
from loaders.vocabulary import words

_PRETERITE = re.compile(r"(?!\S+[ae]nde$)\S{3,}(?:ade|ades|[lrnmgvdj]de|[lrnmgvdj]des|[kpsxt]te|[kpsxt]tes)$")
_SUPINE = re.compile(r"\S{2,}(?:at|ats|it|its|tt|tts|[lrnkpsjmg]t|[lrnkpsjmg]ts)$")
_PRESENT = re.compile(r"\S{2,}(?:er|ar|yr|or)$")
_PASSIVE = re.compile(r"\S{3,}(?:as|[bdgjklmnprtv]s)$")
_DATA = words("status")["tense"]
_HAVE = frozenset({"har", "hade"})
_PRONOUNS = frozenset({"vi", "man", "de", "ni", "jag", "hon", "han", "som"})
_STATE = frozenset(_DATA["state"])
_STATE_TOLD = frozenset(_DATA["state_told"])
_NOT_VERBS = frozenset(_DATA["not_verbs"])
_LEADS = frozenset(_DATA["leads"])
_ARTICLES = frozenset({"en", "ett", "ny", "nytt", "nya", "flera", "alla", "samtliga", "manga"})
_NONE = frozenset({"ingen", "inga", "inget"})
_IS = frozenset({"ar", "blev", "blivit"})
_PARTICIPLE = re.compile(
    r"\S{2,}(?:ad|at|ade|dd|dda|[lrnmgvk][dt]|[lrnmgv]da|[pks]t|[pks]ta|(?:tag|giv|skriv|skur|bjud|driv|lagd|sprung)(?:en|et|na))$"
)
# adjectives that end as participles do. Folded, «läst», «låst» and «fäst» end as superlatives («vanligast»), «upplöst»
# as «hopplöst», «använt» as «relevant»: those are named
_ADJECTIVAL = re.compile(
    r"\S+(?:igt|iskt|samt|bart|fullt|(?:ress|lev|vak|konst|eleg|toler|brilj|mark|domin)ant)"
    r"|(?!(?:upp|av|ut|for|in)lost)\S+lost"
    r"|(?!(?:av|in|upp|ut|om|be|ned|ner|bort|fast|stad|hop)?(?:last|fast|blast)$)\S{3,}ast"
    r"|bast|samst|flest|minst|mest|framst|varst|storst|hogst|lagst|tyngst|sist|trist|skont|gront|sunt|tunt"
)
_SINGLE = re.compile(
    r"(?!o(?!ms|mf|mb|mp|mr|pp|rd|rg))\S{3,}(?:ad|at|ats|ade|ades|(?:tag|giv|skriv|skur|bjud|driv)(?:en|et|na))"
)
_OPENING = re.compile(r"[^\W\d]{3,}ats?$")
_NO_SUPINE = frozenset(_DATA["no_supine"])
_PLURAL = re.compile(r"\S+(?:ningar|ioner|elser|heter|skolor|grupper|ingar|tillfallen)$")
_DEFINITE = ("en", "et", "an", "in", "na", "or", "er", "ar")
_ADJECTIVE = ("ad", "at", "ade", "ig", "iga", "igt", "sk", "ska", "skt", "da", "na")
_FAR = 5
_NEAR_START = 2
_PLURAL_DONE = re.compile(r"\S{3,}(?:dda|[lrnmgv]da|[ptks]ta|ade)$")
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
    return present or _state(found, setting) or _nothing(found)


def _nothing(found: tuple[Piece, ...]) -> Outcome | None:
    """«Ingen medverkan från skolan»: a statement without a verb that something was not there."""
    piece = next((piece for piece in found if piece.tokens[0].word in _NONE and _of_what(piece)), None)
    if piece is None:
        return None
    yet = any(token.word in SMALL.yet for other in found for token in other.tokens)
    code = "ej_paborjad" if yet else "ej_genomford"
    return Outcome(code, 1, piece.start, piece.end, "regel:inget av det", _DOUBT)


def _of_what(piece: Piece) -> bool:
    """Whether the statement says what there was none of."""
    return len(piece.tokens) > 1 and piece.tokens[1].word not in {"nytt", "mer", "annat", "sarskilt", "som"}


def _state(found: tuple[Piece, ...], setting: Setting) -> Outcome | None:
    """«Samtliga skolor har handlingsplaner»: how things stand, told as something reached."""
    for piece in found:
        line = [token.word for token in piece.tokens]
        at = next((at for at, word in enumerate(line[1:6], start=1) if word in _STATE), None)
        if at is None or piece.aside or at + 1 >= len(line) or not _STATE_TOLD & {*line}:
            continue
        if any(word in SMALL.negation or word in SMALL.future or word in SMALL.unreal for word in line):
            continue
        if line[at] == "har" and VERBS.get(line[at + 1]) == "neutral":
            continue  # «skadegörelsen har ökat sedan i fjol»
        if line[at + 1] in SMALL.negation or ahead(line, setting.followed_up, setting.plan_year):
            continue
        token = piece.tokens[at]
        return Outcome("genomford", 1, token.start, piece.end, "regel:så är det", _DOUBT)
    return None


def tense(tokens: tuple[Token, ...]) -> tuple[str, int]:
    """(past, present or empty, the verb's place) of a statement, by the first word at its verb's place."""
    line = [token.word for token in tokens]
    if len(line) == 1 and len(line[0]) > 4 and _SINGLE.fullmatch(line[0]) and line[0] not in _NO_SUPINE:
        return ("", 0) if VERBS.get(line[0]) == "neutral" or line[0] in _NOT_VERBS else ("past", 0)
    for at in range(len(line)):
        word = line[at]
        if not word.isalpha() or word in _NOT_VERBS or VERBS.get(word) == "neutral":
            continue
        near = line[max(0, at - 3) : at]
        if any(other in _HAVE for other in near) and near[-1] not in {"en", "ett"} and _SUPINE.fullmatch(word):
            return "past", at
        if any(other in _IS for other in near[-2:]) and _PARTICIPLE.fullmatch(word) and not _describing(near[-1], word):
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
        if at <= _NEAR_START and _PLURAL_DONE.fullmatch(word) and line[at - 1].endswith(("er", "or", "ar")):
            return "past", at  # «kontaktpersoner utsedda»
        if _PRETERITE.fullmatch(word) or word in STRONG_PAST or word.endswith("ad"):
            return "past", at
        passive = _PASSIVE.fullmatch(word) and line[at - 1].endswith(_DEFINITE)
        if _PLURAL.fullmatch(word):
            continue
        if at <= _FAR and (passive or _PRESENT.fullmatch(word)) and line[at - 1] not in SMALL.numerals:
            return "present", at
    return "", 0


def _describing(before: str, word: str) -> bool:
    """Whether a word that could be a participle is an adjective («vanligt», «värst»), or stands before its noun («en
    prioriterad målgrupp»)."""
    return before in {"en", "ett"} or bool(_ADJECTIVAL.fullmatch(word))


def _may_be_subject(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the word before `at` can be the subject of a verb there: a definite noun, a plural, a pronoun, a name."""
    before = tokens[at - 1].word
    if before in _PRONOUNS:
        return True
    if not before.isalpha() or before in SMALL.no_subject or len(before) < 3:
        return False
    if before.endswith(_DEFINITE):
        return True
    if at > 1 and (tokens[at - 2].word in _ARTICLES or tokens[at - 2].word in SMALL.numerals):
        return tokens[at].word in STRONG_PAST or bool(_PRETERITE.fullmatch(tokens[at].word))
    return tokens[at - 1].capital and not before.endswith(_ADJECTIVE)
