"""A Vem cell as units: words with what they can be, joiners, brackets and contacts, each with its place in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from loaders.meaning.actor_lexicon import Word, folded_word, lexicon, look_up
from loaders.text import fold
from loaders.vocabulary import words

SEPARATORS = frozenset({"comma", "slash", "and", "with", "stop", "colon", "dash"})

_TOKEN = re.compile(
    r"""(?P<contact>[\w.+-]+@[\w-]+(?:\.[\w-]+)*|(?:\+\d{1,3}[\s-]?(?:\(0\)\s?)?\d{1,4}|(?<!\d)0\d{1,3})(?:[\s–/-]{1,2}\d{2,4}){1,4}(?!\d)|\b0\d{6,10}\b|\b114[\s-]?14\b)
    |(?P<number>(?<![\w.])\d{1,2}[.)](?=\s|$))
    |(?P<word>(?:&r\b)|(?:[^\W\d_]{1,3}\.){1,3}[^\W\d_]{1,3}\b\.?|1:[ea]\b|[^\W_]+(?:[-:'’´][^\W_]+)*(?:\.(?:nu|se|com|org)\b|-?))
    |(?P<mark>\s[-–—]+\s|[-–—]+\s|[^\w\s])""",
    re.VERBOSE,
)
_TOGETHER = re.compile(r"([^\W\d_][a-zåäöé-]{4,})([A-ZÅÄÖÉ][a-zåäöé]+(?:-[A-ZÅÄÖ][a-zåäöé]+)?)$")
_MARKS = {
    **dict.fromkeys(",;|•·*▪●→", "comma"),
    **dict.fromkeys("/\\", "slash"),
    **dict.fromkeys("&+", "and"),
    **dict.fromkeys("!?", "stop"),
    **dict.fromkeys("([", "open"),
    **dict.fromkeys(")]", "close"),
    ":": "colon",
}
_FIGURE = re.compile(r"(?<=[^\W\d_])[0158]+(?=[^\W\d_])|^[0158]+(?=[^\W\d_]{4})")
_CHIEF = re.compile(r" chef(?:en|er|erna)?\b")
_FIGURES = str.maketrans({"0": "o", "1": "l", "5": "s", "8": "b"})
_UNKNOWN = Word()
_INITIAL = re.compile(r"[A-ZÅÄÖÉ]\.?$")


@dataclass(slots=True)
class Unit:
    """One piece of the cell. `kind` is "word", "paren", "contact" or a separator; `inner` holds a bracket's units."""

    kind: str
    text: str
    start: int
    end: int
    word: Word = _UNKNOWN
    folded: str = ""
    inner: list[Unit] = field(default_factory=list)

    def can(self, *roles: str) -> bool:
        """Whether the word can be any of these."""
        return not self.word.roles.isdisjoint(roles)

    @property
    def initial(self) -> bool:
        """A single capital letter, as an initial is written."""
        return self.kind == "word" and bool(_INITIAL.match(self.text))

    @property
    def capital(self) -> bool:
        """Begins with a capital letter, as a name does."""
        return self.text[:1].isupper()

    @property
    def acronym(self) -> bool:
        """Written as an acronym: short and with two capitals, or known as one."""
        letters = self.text.rstrip(".-")
        return self.can("acronym") or (2 <= len(letters) <= 6 and sum(c.isupper() for c in letters) >= 2)

    @property
    def unknown(self) -> bool:
        """A word that no vocabulary gives a meaning of its own."""
        return self.kind == "word" and self.word.roles <= {"company", "vague", "acronym", "ordinary", "colon_label"}


_SPLIT = frozenset({"skola", "nämnd", "förvaltning", "enhet", "avdelning", "grupp", "mottagning"})
"""Bodies whose plural with a shared last part means several ("grund- och gymnasieskolor")."""


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(fold(text) for text in words("who")["abbreviations"]["words"])


@cache
def _fields() -> frozenset[str]:
    return frozenset(fold(text) for text in words("bodies")["fields"]["words"])


@cache
def _beginnings() -> dict[str, str]:
    return {fold(short): full for short, full in words("titles")["beginnings"].items()}


@cache
def _short_titles() -> tuple[str, ...]:
    data = words("titles")
    return tuple(fold(text) for text in (*data["abbreviated"], *data["short"]) if len(text) > 2)


def _cut_short(folded: str) -> bool:
    """Whether a word is a function cut short, so that a full stop after it ends no sentence."""
    return folded.endswith(_short_titles())


def split(text: str, breaks: frozenset[int] = frozenset()) -> list[Unit]:
    """The units of a collapsed text, in reading order. `breaks` are the places in it where a line began."""
    tokens = _tokens(_calm(text))
    return _phrases(_brackets(_parted(tokens, breaks) if breaks else tokens))


def _calm(text: str) -> str:
    """A text all in capitals written with first capitals only; acronyms and short words as the vocabulary has them."""
    if not text.isupper() or len(text.split()) < 2 or all(len(part) <= 5 for part in text.split()):
        return text

    def word(match: re.Match[str]) -> str:
        roles = look_up(match.group().lower()).roles
        if roles & {"and", "with", "prep", "det", "left"}:
            return match.group().lower()
        return match.group() if "acronym" in roles or len(match.group()) <= 4 else match.group().capitalize()

    calm = re.sub(r"[^\W\d_]+", word, text)
    return calm if len(calm) == len(text) else text


def _parted(tokens: list[Unit], breaks: frozenset[int]) -> list[Unit]:
    """A line that begins with a capital is a new item, unless the line before it waits for more: it ends with a
    joiner, a preposition, or a title or first name whose name may follow."""
    found: list[Unit] = []
    for token in tokens:
        last = found[-1] if found else None
        if (
            token.start in breaks
            and last is not None
            and last.kind == "word"
            and token.kind == "word"
            and token.text[:1].isupper()
        ):
            waits = look_up(last.text).roles & {"prep", "with", "and", "title", "first", "before", "particle", "det"}
            if not waits and not last.text.endswith("-"):
                found.append(Unit("comma", "", token.start, token.start))
        found.append(token)
    return found


def _tokens(text: str) -> list[Unit]:
    found: list[Unit] = []
    for match in _TOKEN.finditer(text):
        start, end, kind = match.start(), match.end(), match.lastgroup
        token = match.group()
        if kind == "contact":
            found.append(Unit("contact", token, start, end))
        elif kind == "number" and token.endswith(")") and _opened(found):
            found.append(Unit("word", token[:-1], start, end - 1, folded=token[:-1]))
            found.append(Unit("close", ")", end - 1, end))
        elif kind == "number":
            found.append(Unit("comma", token, start, end))
        elif kind == "mark":
            _mark(found, text, token.strip() or token, start, end)
        elif token == "&r":
            found.append(Unit("word", token, start, end, folded="&r"))
        else:
            together = _TOGETHER.match(token)
            if together and "title" in look_up(together.group(1)).roles and "first" in look_up(together.group(2)).roles:
                cut = start + len(together.group(1))
                found.append(Unit("word", together.group(1), start, cut, folded=fold(together.group(1))))
                start, token = cut, together.group(2)
            if _joined_bodies(found, token, start):
                continue
            last = found[-1] if found else None
            if last is not None and last.kind == "begun" and last.end == start:
                token, start = last.text + token, last.start
                found.pop()
            else:
                token = _mended(token)
            found.append(Unit("word", token, start, end, folded=folded_word(token)))
    return [t for t in found if t.kind != "begun"]


def _joined_bodies(found: list[Unit], token: str, start: int) -> bool:
    """ "Polis-skola-socialtjänst": known bodies joined by hyphens, taken apart."""
    parts = token.split("-")
    if len(parts) < 2 or not all(part and look_up(part).name and "body" in look_up(part).roles for part in parts):
        return False
    for part in parts:
        if part is not parts[0]:
            found.append(Unit("slash", "-", start - 1, start))
        found.append(Unit("word", part, start, start + len(part), folded=folded_word(part)))
        start += len(part) + 1
    return True


def _opened(found: list[Unit]) -> bool:
    return sum(u.kind == "open" for u in found) > sum(u.kind == "close" for u in found)


def _mended(token: str) -> str:
    """A word in which figures stand for letters ("po1is"), as text recognition writes them."""
    if not _FIGURE.search(token):
        return token
    mended = _FIGURE.sub(lambda match: match.group().translate(_FIGURES), token)
    return mended if look_up(mended).name or (look_up(mended).roles and not look_up(token).roles) else token


def _mark(found: list[Unit], text: str, token: str, start: int, end: int) -> None:
    """Append what a punctuation mark is; an abbreviation's or an initial's full stop joins its word."""
    last = found[-1] if found else None
    if token == ".":
        if last is not None and last.kind == "word" and last.end == start:
            goes_on = text[end : end + 1].islower() or _CHIEF.match(text, end)
            beginning = _beginnings().get(last.folded) if goes_on else None
            if beginning is not None:
                to = end if text[end : end + 1].islower() else end + 1
                found[-1] = Unit("begun", _as_written(last.text, beginning), last.start, to)
                return
            rest = text[end:].lstrip()
            short = last.folded in _abbreviations() or _INITIAL.match(last.text) or _cut_short(last.folded)
            if short:
                last.text, last.end = last.text + ".", end
                ends = bool(rest) and rest[0].isupper() and last.folded in {"soc", "sdf", "m.fl", "ev"}
                if ends and last.folded != "ev":
                    found.append(Unit("comma", token, start, end))
                return
            kind = "stop" if not rest or rest[0].isupper() or rest[0].isdigit() else "comma"
            found.append(Unit(kind, token, start, end))
        return
    if token in _MARKS:
        found.append(Unit(_MARKS[token], token, start, end, folded=token))
    elif token[:1] in "-–—":
        found.append(Unit("dash" if found else "comma", token, start, end))


def _as_written(short: str, full: str) -> str:
    return full[:1].upper() + full[1:] if short[:1].isupper() else full


def _brackets(tokens: list[Unit]) -> list[Unit]:
    """Put what stands in brackets into one unit; a bracket without its partner is a comma."""
    stack: list[list[Unit]] = [[]]
    opened: list[Unit] = []
    for token in tokens:
        if token.kind == "open":
            opened.append(token)
            stack.append([])
        elif token.kind == "close":
            if not opened:
                stack[-1].append(Unit("comma", token.text, token.start, token.end))
                continue
            first, inner = opened.pop(), stack.pop()
            stack[-1].append(Unit("paren", "", first.start, token.end, inner=_phrases(inner)))
        else:
            stack[-1].append(token)
    while opened:
        first, inner = opened.pop(), stack.pop()
        stack[-1].extend([Unit("comma", first.text, first.start, first.end), *inner])
    return stack[0]


def _phrases(tokens: list[Unit]) -> list[Unit]:
    """Join fixed phrases and words with a shared last part, and say what each word can be."""
    found: list[Unit] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.kind != "word":
            found.append(token)
            position += 1
            continue
        if token.word.roles:
            found.append(token)
            position += 1
            continue
        phrase, size = _phrase_at(tokens, position)
        if phrase is None:
            phrase, size = _coined(tokens, position)
        if phrase is None:
            phrase, size = _field_pair(tokens, position)
        if phrase is None:
            phrase, size = _unhyphened(tokens, position)
        if phrase is not None:
            found.append(phrase)
            position += size
            continue
        if token.text.endswith("-"):
            joined, size = _elliptic(tokens, position)
            if joined:
                found.extend(joined)
                position += size
                continue
        following = tokens[position + 1] if position + 1 < len(tokens) else None
        word = Word(frozenset({"verb", "cue"})) if token.folded == "&r" else look_up(token.text)
        if token.text == "En" and following is not None and following.kind == "word" and following.text[:1].isupper():
            guess = look_up(following.text)
            if not guess.roles & {"title", "first"}:
                token.text, word = "Enh", look_up("Enh")
        kind = "word"
        if "with" in word.roles:
            kind = "with"
        elif "and" in word.roles and not (
            "det" in word.roles
            and (not found or found[-1].kind in SEPARATORS or found[-1].can("prep", "verb", "cue", "label"))
        ):
            kind = "and"
        found.append(Unit(kind, token.text, token.start, token.end, word, token.folded))
        position += 1
    return found


def _phrase_at(tokens: list[Unit], position: int) -> tuple[Unit | None, int]:
    """The longest fixed phrase that begins here, with the number of tokens it takes."""
    for key, word in lexicon().phrases.get(tokens[position].folded.rstrip("."), ()):
        part = tokens[position : position + len(key)]
        if len(part) < len(key):
            continue
        if all(
            (t.folded if t.kind != "comma" else ",") in (k, k.rstrip(".")) or t.folded.rstrip(".") == k
            for t, k in zip(part, key, strict=True)
        ):
            text = " ".join(t.text for t in part)
            kind = "with" if "with" in word.roles else "and" if "and" in word.roles else "word"
            return Unit(kind, text, part[0].start, part[-1].end, word, " ".join(key)), len(key)
    return None, 0


def _field_pair(tokens: list[Unit], position: int) -> tuple[Unit | None, int]:
    """Fields of work joined into one unit's name ("Fritid och förebyggande", "Gata, park och natur")."""
    fields, end = _fields(), position
    if not _is_field(tokens[position], fields) and not _coins_field(tokens[position : position + 3], fields):
        return None, 0
    commas = 0
    while end + 2 < len(tokens) and _is_field(tokens[end + 2], fields):
        joiner = tokens[end + 1]
        if joiner.folded in ("och", "&", "+", "o"):
            end += 2
            break
        alone = "body" in look_up(tokens[end].text).roles or tokens[end + 2].text[:1].isupper()
        if joiner.kind != "comma" or joiner.text != "," or alone:
            return None, 0
        end, commas = end + 2, commas + 1
    if end == position or tokens[end - 1].kind == "comma":
        return None, 0
    if end + 1 < len(tokens) and tokens[end + 1].text.endswith("-"):
        return None, 0
    part = tokens[position : end + 1]
    text = "".join(t.text if t.kind == "comma" else f" {t.text}" for t in part).strip()
    return Unit("word", text, part[0].start, part[-1].end, _pair_word(text), fold(text)), len(part)


def _coined(tokens: list[Unit], position: int) -> tuple[Unit | None, int]:
    """Two words of no other meaning, joined by & and with capitals: the name of a unit ("Ung & Trygg")."""
    part = tokens[position : position + 3]
    if len(part) < 3 or part[1].text != "&":
        return None, 0
    if not all(t.kind == "word" and t.capital and not look_up(t.text).roles - {"ordinary"} for t in (part[0], part[2])):
        return None, 0
    after = tokens[position + 3 : position + 4]
    before = tokens[position - 1 : position] if position else []
    if any(t.kind == "word" and t.capital for t in (*before, *after)):
        return None, 0
    text = " ".join(t.text for t in part)
    return Unit("word", text, part[0].start, part[-1].end, _pair_word(text), fold(text)), 3


def _coins_field(part: list[Unit], fields: frozenset[str]) -> bool:
    """An unknown word with a capital, och and a field that is no body of its own ("Samhällsskydd och beredskap")."""
    return (
        len(part) == 3
        and part[0].capital
        and not look_up(part[0].text).roles
        and part[1].folded == "och"
        and _is_field(part[2], fields)
        and not look_up(part[2].text).roles
        and part[2].text[:1].islower()
    )


def _pair_word(text: str) -> Word:
    return Word(frozenset({"body"}), text, shared=True, topic=True, sure=True)


def _unhyphened(tokens: list[Unit], position: int) -> tuple[Unit | None, int]:
    """ "Kultur och fritidsförvaltningen": the first part's hyphen is left out, both parts are fields of work."""
    part = tokens[position : position + 3]
    if len(part) < 3 or not _is_field(part[0], _fields()) or part[1].folded not in ("och", "&", "o"):
        return None, 0
    last = part[2]
    if last.kind != "word" or last.text[:1].isupper():
        return None, 0
    word = look_up(last.text)
    if "body" not in word.roles or word.name or word.takes != "words" or word.plural:
        return None, 0
    field = last.folded[: last.folded.rfind(fold(word.head))]
    if field not in _fields() and field.rstrip("s-") not in _fields():
        return None, 0
    text = " ".join(t.text for t in part)
    return Unit("word", text, part[0].start, last.end, replace(word, sure=False), fold(text)), 3


def _is_field(token: Unit, fields: frozenset[str]) -> bool:
    return token.kind == "word" and token.folded in fields


def _elliptic(tokens: list[Unit], position: int) -> tuple[list[Unit], int]:
    """ "Kultur- och fritidsförvaltningen" is one body; "enhets- och avdelningschefer" two functions."""
    at, parts = position, [tokens[position]]
    while at + 1 < len(tokens) and tokens[at].text.endswith("-"):
        joiner = tokens[at + 1]
        if (
            at == position
            and joiner.kind == "word"
            and joiner.text[:1].islower()
            and "title" in look_up(joiner.text).roles
        ):
            text = tokens[at].text[:-1] + joiner.text
            return [Unit("word", text, tokens[at].start, joiner.end, look_up(text), fold(text))], 2
        if not (joiner.kind in ("comma", "and", "slash") or joiner.folded in ("och", "samt", "eller", "o")):
            return [], 0
        at += 2
        if at >= len(tokens) or tokens[at].kind != "word":
            return [], 0
        parts.append(tokens[at])
    last = parts[-1]
    if len(parts) < 2 or last.text.endswith("-"):
        return [], 0
    word = look_up(last.text)
    size = at - position + 1
    if word.plural and word.head and not word.name and ("title" in word.roles or word.head in _SPLIT):
        units: list[Unit] = []
        for part in parts:
            text = part.text if part is last else part.text[:-1] + last.text[_head_start(last.text, word) :]
            unit = Unit("word", text, part.start, part.end, look_up(text), fold(text))
            units.extend([Unit("and", "", part.start, part.start), unit] if units else [unit])
        return units, size
    text = " ".join(t.text for t in tokens[position : at + 1]).replace(" ,", ",")
    whole = replace(word, name="", sure=False)
    return [Unit("word", text, tokens[position].start, last.end, whole, fold(text))], size


def _head_start(text: str, word: Word) -> int:
    """Where the shared last part begins in a plural."""
    plain = text[: len(text) - word.cut] + word.add
    return max(0, len(plain) - len(word.head))
