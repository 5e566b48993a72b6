"""A second document made from a first one, by a seed: rows reworded, moved, dropped and added, and which row is which.

The rows come from the example plans (data/plans/expected). Every choice is drawn from one random.Random, so a seed
always gives the same documents.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from data.matching import Entry

EXPECTED = Path(__file__).resolve().parents[2] / "data" / "plans" / "expected"
# Words that one writer may take for another's.
SYNONYMS = (
    ("genomföra", "göra"), ("samverkan", "samarbete"), ("möte", "träff"), ("möten", "träffar"), ("utbilda", "lära upp"),
    ("utbildning", "kurs"), ("dialog", "samtal"), ("kartlägga", "undersöka"), ("kartlägger", "undersöker"),
    ("informera", "berätta för"), ("information", "upplysning"), ("besöka", "hälsa på hos"), ("ta fram", "utarbeta"),
    ("införa", "börja använda"), ("sprida", "dela ut"), ("socialtjänst", "soc"), ("socialtjänsten", "soc"),
    ("unga", "ungdomar"), ("ungdomar", "unga"), ("medarbetare", "personal"), ("personal", "medarbetare"),
    ("erbjuda", "ge"), ("stöd", "hjälp"), ("rutin", "arbetssätt"), ("tillsammans med", "ihop med"), ("och", "samt"),
    ("skolor", "grundskolor"), ("arbeta", "verka"), ("handläggare", "socialsekreterare"), ("kontroll", "granskning"),
    ("pröva", "testa"), ("öka", "höja"), ("delta i", "vara med i"), ("följa upp", "utvärdera"), ("alla", "samtliga"),
    ("narkotika", "droger"), ("droger", "narkotika"), ("föräldrar", "vårdnadshavare"), ("poliser", "polisen"),
)  # fmt: skip
ENDINGS = (
    ("en", "ens"),
    ("ar", "arna"),
    ("er", "erna"),
    ("a", "ar"),
    ("ing", "ingar"),
    ("t", "ts"),
    ("ning", "ningen"),
)
FILLERS = ("i stadsdelen", "vid behov", "under året", "på sikt", "enligt plan", "tillsammans med andra")
# What is added: sentences of the same kind about other things, so that they are measures of their own.
DEEDS = (
    "Öppna {thing} för {whom}", "Skriva en folder om {thing} till {whom}", "Bjuda in {whom} till {thing}",
    "Upphandla {thing} åt {whom}", "Utvärdera {thing} med {whom}", "Söka medel till {thing} för {whom}",
    "Hålla {thing} öppet på helger för {whom}", "Flytta {thing} närmare {whom}",
)  # fmt: skip
THINGS = (
    "ett idrottscafé", "en cykelverkstad", "kameror i garaget", "en språkcirkel", "läxhjälp", "en odlingslott",
    "en musikstudio", "lås till källarförråden", "ett medlingskontor", "en grannapp", "bastun", "ridhuset",
    "väktarronder", "en skatepark", "ett filmprojekt", "parkvärdar", "busskuren", "en tipstelefon",
)  # fmt: skip
WHOM = (
    "pensionärer", "butiksägare", "nyinflyttade", "taxiförare", "elevråd", "hyresvärdar", "kvinnojouren",
    "idrottsföreningar", "studenter", "nattarbetare", "turister", "församlingen",
)  # fmt: skip
TIMES = ("Våren", "Hösten", "Löpande", "Vid behov", "2 ggr per år", "Senast 30 september", "Linjearbete", "")
OWNERS = ("Polisen", "SDF", "Fritid", "Stadsmiljö", "Trygghetssamordnare", "Samordnare", "")


@dataclass(frozen=True, slots=True)
class Documents:
    """Two documents and the truth: pairs of indexes (before, after) that are the same measure."""

    before: tuple[Entry, ...]
    after: tuple[Entry, ...]
    truth: frozenset[tuple[int, int]]


def entries(path: Path) -> tuple[Entry, ...]:
    """The rows of a register as CSV (a gold one or an expected one)."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Entry(
                area=row["area"],
                subarea=row["subarea"],
                cause=row["cause"],
                measure=row["measure"],
                item=int(row["item"]) if row["item"] else None,
                goal=row["goal"],
                when=row["when"],
                who=row["who"],
                order=int(row["row"]),
            )
            for row in csv.DictReader(file)
        )


def examples() -> dict[str, tuple[Entry, ...]]:
    """The example plans' rows by the plan's name."""
    return {path.stem: entries(path) for path in sorted(EXPECTED.glob("*.csv"))}


def second_document(before: Sequence[Entry], share: float, seed: int) -> Documents:
    """`share` of the rows (each drawn anew) are reworded, moved, dropped, and as many are added."""
    draw = random.Random(seed)
    count = round(share * len(before))
    reworded, moved, dropped = (set(draw.sample(range(len(before)), count)) for _ in range(3))
    kept: list[tuple[int | None, Entry]] = []
    for index, entry in enumerate(before):
        if index not in dropped:
            kept.append((index, reword(entry, draw) if index in reworded else entry))
    for index in sorted(moved - dropped):
        place = next(place for place, (origin, _) in enumerate(kept) if origin == index)
        kept.insert(draw.randrange(len(kept)), kept.pop(place))
    for _ in range(count):
        place = draw.randrange(len(kept) + 1)
        neighbour = kept[min(place, len(kept) - 1)][1]
        kept.insert(place, (None, added(neighbour, draw)))
    after = tuple(replace(entry, order=number) for number, (_, entry) in enumerate(kept, 1))
    truth = {(origin, place) for place, (origin, _) in enumerate(kept) if origin is not None}
    return Documents(tuple(before), after, frozenset(truth))


def added(neighbour: Entry, draw: random.Random) -> Entry:
    """A measure of its own under the neighbour's area, and often its subarea and cause."""
    deed = draw.choice(DEEDS).format(thing=draw.choice(THINGS), whom=draw.choice(WHOM))
    cause = neighbour.cause if draw.random() < 0.5 else f"Det saknas {draw.choice(THINGS)} för {draw.choice(WHOM)}."
    return replace(
        neighbour, measure=deed, cause=cause, item=None, goal="", when=draw.choice(TIMES), who=draw.choice(OWNERS)
    )


def reword(entry: Entry, draw: random.Random) -> Entry:
    """The measure in other words: two to four changes of its text, and now and then of cause, time or owner too."""
    measure = entry.measure
    for change in draw.sample(CHANGES, k=draw.randint(2, 4)):
        measure = change(measure, draw)
    changed = replace(entry, measure=measure)
    if draw.random() < 0.3:
        changed = replace(changed, cause=dropped_words(synonym(entry.cause, draw), draw))
    if draw.random() < 0.2:
        changed = replace(changed, when=draw.choice(TIMES))
    if draw.random() < 0.2:
        changed = replace(changed, who=draw.choice(OWNERS))
    return changed


def synonym(text: str, draw: random.Random) -> str:
    """Every word that has a synonym exchanged for it."""
    for word, other in draw.sample(SYNONYMS, k=len(SYNONYMS) // 2):
        text = re.sub(rf"\b{word}\b", other, text, flags=re.IGNORECASE)
    return text


def word_order(text: str, draw: random.Random) -> str:
    """The end of the text put first."""
    words = text.split()
    if len(words) < 4:
        return text
    cut = draw.randrange(1, len(words))
    return " ".join(words[cut:] + words[:cut])


def dropped_words(text: str, draw: random.Random) -> str:
    """A fifth of the words left out; a text of three words or fewer keeps them."""
    words = text.split()
    if len(words) < 4:
        return text
    gone = set(draw.sample(range(len(words)), k=max(1, len(words) // 5)))
    return " ".join(word for place, word in enumerate(words) if place not in gone)


def inflection(text: str, draw: random.Random) -> str:
    """A third of the longer words in another form."""

    def inflected(found: re.Match[str]) -> str:
        word = found.group()
        for ending, other in ENDINGS:
            if word.endswith(ending) and draw.random() < 0.35:
                return word.removesuffix(ending) + other
        return word

    return re.sub(r"\w{5,}", inflected, text)


def filler(text: str, draw: random.Random) -> str:
    """A phrase put at the end."""
    return f"{text.rstrip('.')} {draw.choice(FILLERS)}"


def typing_error(text: str, draw: random.Random) -> str:
    """Two letters that change places."""
    if len(text) < 6:
        return text
    place = draw.randrange(1, len(text) - 2)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


CHANGES: tuple[Callable[[str, random.Random], str], ...] = (
    synonym, word_order, dropped_words, inflection, filler, typing_error,
)  # fmt: skip
