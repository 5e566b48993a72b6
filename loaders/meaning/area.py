"""Which of the five priority areas a row belongs to, and what of its first column is the subarea."""

from __future__ import annotations

import re
from collections import Counter
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
_COLUMN, _ALONE, _HEADING = "column", "column alone", "heading"
_LONGEST_TOPIC = 140
_TRIM = " \t-–—:;,./|·"
# «Avgränsade platser som upplevs otrygga» is a subarea of its own: after an area's name only a mark may come.
_ENDS_NAME = re.compile(r"\s*(?:$|[(:;,./|·–—-])")
_LABELLED = (
    r"(?:prioriterat )?[a-z]{0,12}omr[a-z]*(?:(?: ?\d+| [a-h])?\s*[:.–-]| ?\d+ | [a-h] )"
    r"|tema(?: ?\d+| [a-h])?\s*[:.–-]"
)
_LEAD = re.compile(rf"^(?:\d+(?:\.\d+)*[.):]?\s+|[a-z][.)]\s+|(?:{_LABELLED})\s*)+")
_LABEL = re.compile(_LABELLED)
_PLAN = re.compile(r"plan(?:en|er)?\b")
_PARENTHESIS = re.compile(r"^\((.*)\)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Phrase:
    code: str
    folded: str
    kind: str


def read_area(first: str, subarea: str = "", headings: Sequence[str] = ()) -> Area:
    """The area of a row from its area column, its subarea column and what stands over it (nearest first).

    An area's own name decides wherever it stands; without one, a topic that belongs to one area does («Våld i nära
    relation»). The area's own name is no subarea, nor is a heading that stands for one; everything else in the first
    column is.
    """
    first = collapse(first)
    left = collapse(subarea)
    named = find_name(first)
    if named is not None:
        phrase, rest = named
        return Area(phrase.code, _finest(rest, left), _words_of(first, rest), f"area.{phrase.code}:{phrase.folded}")
    below = _finest(first, left)
    below = below[_lead(fold(below)) :] if _LABEL.match(fold(below)) else below
    for text in headings:
        found = find_name(collapse(text))
        if found is not None:
            phrase = found[0]
            own = "" if fold(below) == fold(text) else below
            return Area(phrase.code, own, collapse(text), f"area.{phrase.code}:{phrase.folded}")
    # A heading with an area's name inside («Vägar ut ur kriminella miljöer») says more than what a place or group does.
    over = [text for text in headings if not first and any(one.folded in fold(text) for one in phrases("names"))]
    for text in (first, *over, left, *headings):
        topic = find_topic(collapse(text))
        if topic is not None and not (text in headings and _is_plan(text) and topic.folded in _folded("vague")):
            said = collapse(text)
            own = "" if fold(below) == fold(said) and _is_outermost(said, headings) else below
            return Area(topic.code, own, said, f"ämne.{topic.code}:{topic.folded}", doubt_of(said, topic))
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


def _is_plan(text: str) -> bool:
    """Whether a text names a plan: «Åtgärdsplan för trygghet och säkerhet 2025» is a title, and tells no area."""
    return bool(_PLAN.search(fold(text)))


def with_next_places(read: Sequence[tuple[str, Area]]) -> list[Area]:
    """The areas of a document's rows (each with the text of its area column), where a text that names no area follows
    one that names an area and then a place or problem in it («Otrygga platser: Torget», then «Stationen»): the next of
    that area, and a person is asked."""
    areas: list[Area] = []
    before: Area | None = None
    for first, area in read:
        named = find_name(collapse(first))
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


def with_own_areas(read: Sequence[tuple[str, str, Sequence[str], Area]]) -> list[Area]:
    """The areas of a document's rows (each with the texts of its area column and its subarea column, and its headings,
    nearest first), where a text stands as the areas of the document do, but is only a topic of one that is named
    elsewhere («Trafik och skadegörelse» beside «Otrygga platser»): an area of the plan's own, and a person is asked. So
    is a heading of no known area that stands among those of areas. Where most headings are the plan's own, what is a
    topic of one of the five is asked about too. What plays an area's part is no subarea."""
    stands = [_stands(first, subarea, headings) for first, subarea, headings, _ in read]
    levels: dict[str, _Level] = {}
    for (at, text, over), (*_, area) in zip(stands, read, strict=True):
        levels.setdefault(at, _Level()).add(text, over, area)
    areas: list[Area] = []
    for (at, text, over), (first, *_, area) in zip(stands, read, strict=True):
        level = levels[at]
        own = "" if _is_whole(first, area.subarea) else area.subarea
        if at == _HEADING and level.is_mostly_own and (area.code == OTHER or _is_topic(text, area)):
            areas.append(_among_own(area, own, text))
        elif level.has_beside(text, area, is_alone=at == _ALONE):
            doubt = (
                f"Planen har området «{level.rival(area)[:80]}». Är «{text[:80]}» ett eget område bredvid det, "
                "som det lästes, eller en del av det?"
            )
            areas.append(replace(area, code=OTHER, subarea=own, rule="regel:eget område bredvid de kända", doubt=doubt))
        elif at == _HEADING and area.code == OTHER and len(level.codes) >= _SEVERAL and over in level.over_areas:
            areas.append(replace(area, subarea=own))
        else:
            areas.append(area)
    return areas


def _among_own(area: Area, subarea: str, text: str) -> Area:
    """The area of a heading among a plan's own: one of the five only when what tells it is mostly not a plan's own."""
    if area.code == OTHER:
        return replace(area, subarea=subarea)
    if _is_apart(text, area.code):
        doubt = f"Planen har egna områden. Är «{text[:80]}» ett av dem, som det lästes, eller ett av de prioriterade?"
        return replace(area, code=OTHER, subarea=subarea, rule="regel:eget område bland egna", doubt=doubt)
    doubt = f"Planen har egna områden. Hör «{text[:80]}» till det prioriterade område som det lästes som?"
    return replace(area, subarea=subarea, doubt=area.doubt or doubt)


def _stands(first: str, subarea: str, headings: Sequence[str]) -> tuple[str, str, tuple[str, ...]]:
    """Where the text that should name a row's area stands, the text, and the headings over it: the area column, beside
    one of places or alone, else the nearest heading."""
    nearest = collapse(next(iter(headings), ""))
    if collapse(first) and fold(first) != fold(nearest):
        return (_COLUMN if collapse(subarea) else _ALONE), collapse(first), ()
    return _HEADING, nearest, tuple(headings[1:])


class _Level:
    """The texts that stand at one level in a document, in order, and the areas that they were read as."""

    def __init__(self) -> None:
        self.named: dict[str, str] = {}
        """The area's code and the text that names it."""
        self.told: dict[str, str] = {}
        """The area's code and the first text that names it or is a topic of it and of no other plan's areas."""
        self.codes: set[str] = set()
        """The areas that a text names or is a topic of."""
        self.over_areas: set[tuple[str, ...]] = set()
        """What stands over those texts."""
        self.runs: list[str] = []
        self.own: dict[str, bool] = {}
        """Each text, and whether it may be an area of the plan's own."""

    @property
    def is_mostly_own(self) -> bool:
        """Whether most texts may be areas of the plan's own, and none is a known one's name."""
        own = self.own.values()
        return not self.named and sum(own) >= _SEVERAL and 2 * sum(own) > len(own)

    def add(self, text: str, over: tuple[str, ...], area: Area) -> None:
        if not text:
            return
        if not self.runs or self.runs[-1] != fold(text):
            self.runs.append(fold(text))
        self.own[fold(text)] = area.code == OTHER or _is_apart(text, area.code)
        is_name = find_name(text) is not None
        if is_name:
            self.named.setdefault(area.code, text)
        if is_name or _is_topic(text, area):
            self.codes.add(area.code)
            self.over_areas.add(over)
            if is_name or not _is_apart(text, area.code):
                self.told.setdefault(area.code, text)

    def rival(self, area: Area) -> str:
        """What names the area that a text was read as, or is more surely a topic of it; "" for nothing."""
        return self.named.get(area.code) or self.told.get(area.code, "")

    def has_beside(self, text: str, area: Area, *, is_alone: bool) -> bool:
        """Whether the text is an area of its own beside the known ones. In a column that `is_alone` it may be a place
        or problem, and where few areas are named the others may be topics too: there every text must be said in one
        place only, and another area's stand between it and the area that it is a topic of."""
        if not is_alone and len(self.codes) >= _SEVERAL and self.rival(area) and _is_apart(text, area.code):
            return _is_topic(text, area)
        rival = self.named.get(area.code)
        if rival is None or not _is_topic(text, area):
            return False
        if len(self.named) >= _SEVERAL and not is_alone:
            return True
        named = find_name(rival)
        if named is None or named[1] or len(self.codes) < _SEVERAL or len(self.runs) > len(set(self.runs)):
            return False
        return abs(self.runs.index(fold(text)) - self.runs.index(fold(rival))) > 1


def _is_apart(text: str, code: str) -> bool:
    """Whether nothing in the text tells of its area but what is often an area of a plan's own («Trafik»)."""
    folded = fold(text)
    standing = [p.folded for p in phrases("topics") if p.code == code and _standing(p.folded, folded)]
    return (
        bool(standing)
        and _folded("apart").issuperset(standing)
        and not any(p.folded in folded for p in phrases("names"))
    )


def _is_topic(text: str, area: Area) -> bool:
    """Whether a text told its row's area by a topic in it."""
    return area.rule.startswith("ämne.") and fold(area.words) == fold(text)


def _is_outermost(text: str, headings: Sequence[str]) -> bool:
    """Whether a text is a heading that no other which tells an area stands over."""
    said = [fold(collapse(heading)) for heading in headings]
    if fold(text) not in said:
        return False
    return not any(find_topic(collapse(heading)) for heading in headings[said.index(fold(text)) + 1 :])


def with_one_area_each(read: Sequence[tuple[str, str, Area]]) -> list[Area]:
    """The areas of a document's rows (each with the texts of its area column and its subarea column), where most texts
    of the area column name an area but one of several places or groups does not («Ställen där man inte trivs»): what is
    beside it speaks for an area, but parts no rows of one area into several. All of them are asked about alike."""
    beside: dict[str, dict[str, Area]] = {}
    for first, subarea, area in read:
        if collapse(first) and collapse(subarea):
            beside.setdefault(fold(first), {}).setdefault(fold(subarea), area)
    unknown = {first for first in beside if find_name(first) is None and find_topic(first) is None}
    if not unknown or 2 * len(unknown) > len({fold(first) for first, *_ in read}):
        return [area for *_, area in read]
    areas: list[Area] = []
    for first, _, area in read:
        told = beside[fold(first)] if fold(first) in unknown else {}
        codes = Counter(one.code for one in told.values())
        if len(told) < 2 or set(codes) == {OTHER}:
            areas.append(area)
            continue
        most = codes.most_common(1)[0][0]
        code = most if 2 * codes[most] > len(told) and set(codes) <= {most, OTHER} else OTHER
        doubt = f"Vilket prioriterat område hör «{collapse(first)[:80]}» till? Det säger bara det som står bredvid."
        areas.append(replace(area, code=code, words=collapse(first), rule="regel:ett område var", doubt=doubt))
    return areas


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


def find_name(text: str) -> tuple[Phrase, str] | None:
    """The area whose name the text begins with or is, and the text after it; the longest name wins."""
    folded = fold(text)
    if not folded:
        return None
    skip = _lead(folded)
    folded_rest = folded[skip:]
    for phrase in phrases("names"):
        if folded_rest.startswith(phrase.folded) and _ENDS_NAME.match(folded_rest[len(phrase.folded) :]):
            return phrase, _after(text, skip + len(phrase.folded))
    # Excel cuts a sheet's name at 31 characters, and people write «Systemhot.».
    begun_with = folded_rest.rstrip(". ")
    if len(folded_rest) >= _CUT_OFF or (len(begun_with) >= _CUT_WORD and begun_with.isalpha()):
        begun = [phrase for phrase in phrases("names") if phrase.folded.startswith(begun_with)]
        codes = {phrase.code for phrase in begun}
        # «Brottsutsatta» is those whom crime struck, and no cut «Brottsutsatta platser».
        codes |= {phrase.code for phrase in phrases("topics") if phrase.folded == begun_with}
        if begun and len(codes) == 1:
            return begun[0], ""
    if len(folded_rest) <= 90:
        for phrase in phrases("names"):
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


def find_topic(text: str) -> Phrase | None:
    folded = fold(text)
    if not folded or len(folded) > _LONGEST_TOPIC:
        return None
    standing = [phrase for phrase in phrases("topics") if topic_standing(phrase, folded)]
    if standing:
        return next((phrase for phrase in standing if phrase.folded not in _folded("vague")), standing[0])
    inside = [p for p in phrases("names") if p.folded in folded]
    if inside:
        return inside[0]
    close = [p for p in phrases("topics") if len(p.folded) >= 8 and fuzz.ratio(folded, p.folded) >= _LIKE]
    return close[0] if close else None


def topic_standing(topic: Phrase, folded: str) -> re.Match[str] | None:
    """Where a topic stands as whole words that are no part of another area's name: «brottsutsatta» speaks for no
    victims in «otrygga och brottsutsatta platser»."""
    for name in phrases("names"):
        if name.code != topic.code and name.folded in folded:
            folded = folded.replace(name.folded, " " * len(name.folded))
    return _standing(topic.folded, folded)


def _find_hint(text: str) -> Phrase | None:
    """The hint in a text that is labelled as an area («Fokusområde 4: Gängen»), when all its hints are of one area."""
    folded = fold(text)
    if not _LABEL.match(folded):
        return None
    found = [phrase for phrase in phrases("hints") if _standing(phrase.folded, folded)]
    return found[0] if len({phrase.code for phrase in found}) == 1 else None


def doubt_of(text: str, topic: Phrase) -> str:
    """The question, when another area's topic stands beside it, or it only says where and another area's word does;
    else ""."""
    folded = fold(text)
    place = _standing(topic.folded, folded)
    beside = folded[: place.start()] + " " * len(topic.folded) + folded[place.end() :] if place else folded
    where = _folded("where")
    if topic.folded not in where:
        others = [
            phrase
            for kind in ("topics", "names", *(("hints",) if topic.folded in _folded("vague") else ()))
            for phrase in phrases(kind)
            if phrase.code != topic.code and phrase.folded not in where | _folded("vague")
        ]
        other = next((found for phrase in others if (found := topic_standing(phrase, beside))), None)
        if other is None or place is None:
            return _doubt_of_own(text, topic)
        one, two = (text[slice(*found.span())] for found in (place, other))
        return f"Vilket prioriterat område hör «{text[:80]}» till? «{one}» och «{two}» talar för var sitt."
    for phrase in (*phrases("topics"), *phrases("hints")):
        other = topic_standing(phrase, beside) if phrase.code != topic.code else None
        if other and place:
            # Folding keeps the length of Swedish text, so that the words stand at the same places.
            return (
                f"Vilket prioriterat område hör «{text[:80]}» till? «{text[slice(*place.span())]}» säger bara var, "
                f"och «{text[slice(*other.span())]}» talar för ett annat område."
            )
    return _doubt_of_own(text, topic)


def _doubt_of_own(text: str, topic: Phrase) -> str:
    if not _is_apart(text, topic.code):
        return ""
    return f"Vilket prioriterat område hör «{text[:80]}» till? Planen kan ha det som ett eget."


def _standing(phrase: str, folded: str) -> re.Match[str] | None:
    """Where the phrase stands as whole words."""
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", folded)


@cache
def phrases(kind: str) -> tuple[Phrase, ...]:
    found = [Phrase(code, fold(phrase), kind) for code, area in words("areas").items() for phrase in area.get(kind, ())]
    return tuple(sorted(found, key=lambda phrase: -len(phrase.folded)))


@cache
def _folded(kind: str) -> frozenset[str]:
    return frozenset(phrase.folded for phrase in phrases(kind))
