"""Which of the five priority areas a row belongs to, and what of its first column is the subarea."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz import fuzz

from loaders.records import Area
from loaders.text import collapse, fold
from loaders.vocabulary import words

OTHER = "ovrigt"
_LIKE = 90
_CUT_OFF = 20
_CUT_WORD = 9
_SEVERAL = 3
_LONGEST_TOPIC = 140
_TRIM = " \t-–—:;,./|·"
# «Avgränsade platser som upplevs otrygga» is a subarea of its own: after an area's name only a mark may come.
_ENDS_NAME = re.compile(r"\s*(?:$|[(:;,./|·–—-])")
_LEAD = re.compile(
    r"^(?:\d+(?:\.\d+)*[.):]?\s+|[a-z][.)]\s+|(?:prioriterat )?[a-z]{0,12}omr[a-z]*(?: ?\d+| [a-h])?\s*[:.–-]\s*|"
    r"tema(?: ?\d+| [a-h])?\s*[:.–-]\s*)+"
)
_LABEL = re.compile(r"(?:prioriterat )?(?:[a-z]{0,12}omr[a-z]*|tema)(?: ?\d+| [a-h])?\s*[:.–-]")
_PARENTHESIS = re.compile(r"^\((.*)\)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Phrase:
    code: str
    folded: str
    kind: str


def read_area(first: str, subarea: str = "", headings: Sequence[str] = ()) -> Area:
    """The area of a row from its area column, its subarea column and what stands over it (nearest first).

    An area's own name decides wherever it stands; without one, a topic that belongs to one area does («Våld i nära
    relation»). The area's own name is no subarea; everything else in the first column is.
    """
    first = collapse(first)
    left = collapse(subarea)
    named = _find_name(first)
    if named is not None:
        phrase, rest = named
        return Area(phrase.code, _finest(rest, left), _words_of(first, rest), f"area.{phrase.code}:{phrase.folded}")
    below = _finest(first, left)
    below = below[_lead(fold(below)) :] if _LABEL.match(fold(below)) else below
    for text in headings:
        found = _find_name(collapse(text))
        if found is not None:
            phrase = found[0]
            own = "" if fold(below) == fold(text) else below
            return Area(phrase.code, own, collapse(text), f"area.{phrase.code}:{phrase.folded}")
    # A heading with an area's name inside («Vägar ut ur kriminella miljöer») says more than what a place or group does.
    over = [text for text in headings if not first and any(one.folded in fold(text) for one in _phrases("names"))]
    for text in (first, *over, left, *headings):
        topic = _find_topic(collapse(text))
        if topic is not None:
            said = collapse(text)
            return Area(topic.code, below, said, f"ämne.{topic.code}:{topic.folded}", _doubt_of(said, topic))
    for text in (first, left, *headings):
        hint = _find_hint(collapse(text))
        if hint is not None:
            said = collapse(text)
            place = _standing(hint.folded, fold(said))
            word = said[slice(*place.span())] if place else hint.folded
            doubt = f"Vilket prioriterat område hör «{said[:80]}» till? Bara «{word}» talar för ett."
            return Area(hint.code, below, said, f"antydan.{hint.code}:{hint.folded}", doubt)
    shown = first or left or next(iter(headings), "")
    question = (
        f"Vilket prioriterat område hör «{shown[:80]}» till?"
        if shown
        else "Planen nämner inget område för raden. Vilket är det?"
    )
    return Area(OTHER, below, shown, "regel:inget känt område", question)


def with_next_places(read: Sequence[tuple[str, Area]]) -> list[Area]:
    """The areas of a document's rows (each with the text of its area column), where a text that names no area follows
    one that names an area and then a place or problem in it («Otrygga platser: Torget», then «Stationen»): the next of
    that area, and a person is asked."""
    areas: list[Area] = []
    before: Area | None = None
    for first, area in read:
        named = _find_name(collapse(first))
        if named is not None:
            before = area if named[1] else None
        elif area.code != OTHER or not collapse(first) or _LABEL.match(fold(collapse(first))):
            before = None
        elif before is not None:
            doubt = f"«{collapse(first)[:80]}» nämner inget område: hör det till samma område som raden ovanför?"
            areas.append(replace(area, code=before.code, rule="regel:nästa plats i området ovanför", doubt=doubt))
            continue
        areas.append(area)
    return areas


def with_own_areas(read: Sequence[tuple[str, str, str, Area]]) -> list[Area]:
    """The areas of a document's rows (each with the texts of its area column and its subarea column, and its nearest
    heading), where a text stands as the names of the priority areas do, but is only a topic of one that the document
    names elsewhere («Trafik och skadegörelse» beside «Otrygga platser», in a column or a line of headings of its own):
    an area of the plan's own, and a person is asked."""
    stands = [_stands(first, subarea, heading) for first, subarea, heading, _ in read]
    named: dict[str, dict[str, str]] = {}
    for (level, text), (*_, area) in zip(stands, read, strict=True):
        if level and _find_name(text) is not None:
            named.setdefault(level, {}).setdefault(area.code, text)
    areas: list[Area] = []
    for (level, text), (*_, area) in zip(stands, read, strict=True):
        known = named.get(level, {})
        other = known.get(area.code)
        is_topic = area.rule.startswith("ämne.") and fold(area.words) == fold(text)
        if len(known) >= _SEVERAL and other and is_topic:
            doubt = (
                f"Planen har området «{other[:80]}». Är «{text[:80]}» ett eget område bredvid det, "
                "som det lästes, eller en del av det?"
            )
            areas.append(replace(area, code=OTHER, rule="regel:eget område bredvid de kända", doubt=doubt))
        else:
            areas.append(area)
    return areas


def _stands(first: str, subarea: str, heading: str) -> tuple[str, str]:
    """Where the text that should name a row's area stands, and the text; ("", "") where it may as well be a subarea."""
    if collapse(first):
        return ("column", collapse(first)) if collapse(subarea) else ("", "")
    return ("heading", collapse(heading)) if collapse(heading) else ("", "")


def without_own_names(read: Sequence[tuple[str, Area]]) -> list[Area]:
    """The areas of a document's rows (each with the text of its area column), without the document's own names for them
    as subareas: where every area has one text and every text one area («Trygg stadsmiljö», «Barn och unga», …), the
    texts are what this municipality calls the five."""
    areas_of: dict[str, set[str]] = {}
    texts_of: dict[str, set[str]] = {}
    for first, area in read:
        if area.code != OTHER:
            areas_of.setdefault(fold(first), set()).add(area.code)
            texts_of.setdefault(area.code, set()).add(fold(first))
    one_each = all(len(found) == 1 for found in (*areas_of.values(), *texts_of.values()))
    named = sum(area.code != OTHER for _, area in read)
    if len(texts_of) < _SEVERAL or not one_each or named < 2 * len(texts_of):
        return [area for _, area in read]
    return [
        replace(area, subarea="") if area.code != OTHER and _is_whole(first, area.subarea) else area
        for first, area in read
    ]


def _is_whole(first: str, subarea: str) -> bool:
    """Whether the subarea is all that stands in the area column, but for a number or label before it."""
    folded = fold(first)
    return fold(subarea) in (folded, folded[_lead(folded) :])


def _finest(first: str, subarea: str) -> str:
    """A subarea column says more than what the area column has beside the area's name."""
    return subarea or first


def _words_of(text: str, rest: str) -> str:
    """What stands before `rest`: the area's own name."""
    return text[: max(0, text.rfind(rest))].strip(_TRIM + "(") or text if rest else text


def _find_name(text: str) -> tuple[_Phrase, str] | None:
    """The area whose name the text begins with or is, and the text after it; the longest name wins."""
    folded = fold(text)
    if not folded:
        return None
    skip = _lead(folded)
    folded_rest = folded[skip:]
    for phrase in _phrases("names"):
        if folded_rest.startswith(phrase.folded) and _ENDS_NAME.match(folded_rest[len(phrase.folded) :]):
            return phrase, _after(text, skip + len(phrase.folded))
    # Excel cuts a sheet's name at 31 characters, and people write «Systemhot.».
    begun_with = folded_rest.rstrip(". ")
    if len(folded_rest) >= _CUT_OFF or (len(begun_with) >= _CUT_WORD and begun_with.isalpha()):
        begun = [phrase for phrase in _phrases("names") if phrase.folded.startswith(begun_with)]
        if len({phrase.code for phrase in begun}) == 1:
            return begun[0], ""
    if len(folded_rest) <= 90:
        for phrase in _phrases("names"):
            if len(phrase.folded) >= 14 and fuzz.ratio(folded_rest, phrase.folded) >= _LIKE:
                return phrase, ""
            head = folded_rest[: len(phrase.folded)]
            if (
                len(phrase.folded) >= 20
                and len(folded_rest) > len(phrase.folded)
                and fuzz.ratio(head, phrase.folded) >= 95
            ):
                cut = folded_rest.find("(")
                return phrase, _after(text, skip + (cut if cut > 0 else len(phrase.folded)))
    return None


def _lead(folded: str) -> int:
    """How much of a text only numbers or labels what follows («3.2 », «B. », «Fokusområde 2: »)."""
    found = _LEAD.match(folded)
    return found.end() if found else 0


def _after(text: str, length: int) -> str:
    """The text after its first `length` letters as folded; folding keeps the length of Swedish text."""
    rest = text[length:].strip(_TRIM)
    inside = _PARENTHESIS.match(rest)
    if re.fullmatch(r"\(?forts(?:\.|att[a-z]*)?\)?\.?", fold(rest)):
        return ""
    return collapse(inside.group(1)) if inside else rest


def _find_topic(text: str) -> _Phrase | None:
    folded = fold(text)
    if not folded or len(folded) > _LONGEST_TOPIC:
        return None
    for phrase in _phrases("topics"):
        if _standing(phrase.folded, folded):
            return phrase
    inside = [p for p in _phrases("names") if p.folded in folded]
    if inside:
        return inside[0]
    close = [p for p in _phrases("topics") if len(p.folded) >= 8 and fuzz.ratio(folded, p.folded) >= _LIKE]
    return close[0] if close else None


def _find_hint(text: str) -> _Phrase | None:
    """The hint in a text that is labelled as an area («Fokusområde 4: Gängen»), when all its hints are of one area."""
    folded = fold(text)
    if not _LABEL.match(folded):
        return None
    found = [phrase for phrase in _phrases("hints") if _standing(phrase.folded, folded)]
    return found[0] if len({phrase.code for phrase in found}) == 1 else None


def _doubt_of(text: str, topic: _Phrase) -> str:
    """The question, when another area's topic stands beside it, or it only says where and another area's word does;
    else ""."""
    folded = fold(text)
    place = _standing(topic.folded, folded)
    beside = folded[: place.start()] + " " * len(topic.folded) + folded[place.end() :] if place else folded
    where = {phrase.folded for phrase in _phrases("where")}
    if topic.folded not in where:
        others = [phrase for phrase in _phrases("topics") if phrase.code != topic.code and phrase.folded not in where]
        other = next((found for phrase in others if (found := _standing(phrase.folded, beside))), None)
        if other is None or place is None:
            return ""
        one, two = (text[slice(*found.span())] for found in (place, other))
        return f"Vilket prioriterat område hör «{text[:80]}» till? «{one}» och «{two}» talar för var sitt."
    for phrase in (*_phrases("topics"), *_phrases("hints")):
        other = _standing(phrase.folded, beside) if phrase.code != topic.code else None
        if other and place:
            # Folding keeps the length of Swedish text, so that the words stand at the same places.
            return (
                f"Vilket prioriterat område hör «{text[:80]}» till? «{text[slice(*place.span())]}» säger bara var, "
                f"och «{text[slice(*other.span())]}» talar för ett annat område."
            )
    return ""


def _standing(phrase: str, folded: str) -> re.Match[str] | None:
    """Where the phrase stands as whole words."""
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", folded)


@cache
def _phrases(kind: str) -> tuple[_Phrase, ...]:
    found = [
        _Phrase(code, fold(phrase), kind) for code, area in words("areas").items() for phrase in area.get(kind, ())
    ]
    return tuple(sorted(found, key=lambda phrase: -len(phrase.folded)))
