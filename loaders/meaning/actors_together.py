"""What a document as a whole tells of the persons in its cells. A function beside a name, parted by a comma («Rektor,
Mona Nord»), is a title of that person, unless another cell gives the person another one; and where names are written
with the surname first («Lindberg Mona»), all of them are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from loaders.meaning.actor_lexicon import is_first_name
from loaders.meaning.actors import HOME, Title, read_actors
from loaders.records import Actor, Actors
from loaders.text import fold

_SEVERAL = 2


def read_together(whos: Sequence[str], *, home: str = HOME) -> list[Actors]:
    """The actors of a document's Vem cells, each as `read_actors` reads it, with the persons' surest titles known."""
    read = [read_actors(who, home=home) for who in whos]
    titles = surest(actor for cell in read for actor in cell.actors)
    read = [
        read_actors(who, home=home, titles=titles) if _has_other(cell, titles) else cell
        for who, cell in zip(whos, read, strict=True)
    ]
    return [_turned(cell) for cell in read] if _has_surnames_first(read) else read


def surest(actors: Iterable[Actor]) -> dict[str, Title]:
    """Each titled person's surest title, by folded name; the first of those that are as sure."""
    found: dict[str, Title] = {}
    for actor in actors:
        if actor.kind == "person" and actor.title:
            title = Title(fold(actor.title), _sure(actor))
            known = found.setdefault(fold(actor.name), title)
            if title.sure > known.sure:
                found[fold(actor.name)] = title
    return found


def _sure(actor: Actor) -> int:
    """How sure a title is of its person: 2 beside the name, 1 after it and a comma, 0 before a comma and the name."""
    if "," not in actor.words:
        return 2
    return 1 if actor.words.startswith(actor.name.split(" ")[0]) else 0


def _has_other(cell: Actors, titles: Mapping[str, Title]) -> bool:
    """Whether a person of the cell, titled over a comma, has a title elsewhere that is another and surer."""
    return any(
        titles[fold(actor.name)].speaks_against(actor.title, _sure(actor))
        for actor in cell.actors
        if actor.kind == "person" and actor.title
    )


def _has_surnames_first(read: Sequence[Actors]) -> bool:
    """Whether more of the persons are surely written with the surname first than with the first name first."""
    turned = straight = 0
    for actor in {actor.words: actor for cell in read for actor in cell.actors if actor.kind == "person"}.values():
        names = actor.name.split(" ")
        if len(names) == 2:
            turned += " ".join(reversed(names)) in actor.words
            straight += actor.name in actor.words and is_first_name(names[0])
    return turned >= _SEVERAL and turned > straight


def _turned(cell: Actors) -> Actors:
    """The cell with the names that may be read either way read with the surname first."""

    def turn(actor: Actor) -> Actor:
        names = actor.name.split(" ")
        either = actor.kind == "person" and len(names) == 2 and is_first_name(names[1]) and not is_first_name(names[0])
        return replace(actor, name=f"{names[1]} {names[0]}") if either else actor

    return replace(cell, actors=tuple(turn(actor) for actor in cell.actors))
