"""What a document as a whole tells of the persons in its cells. A function before a comma and a name («Rektor, Mona
Nord») is a title of that person, unless another cell gives the person another one; and where names are written with the
surname first («Lindberg Mona»), all of them are. A cell that says «dito» names those of the cell above."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from loaders.ditto import as_above
from loaders.meaning.actors import HOME, read_actors
from loaders.names import is_first_name
from loaders.records import Actor, Actors
from loaders.text import collapse, fold

_SEVERAL = 2


def read_together(whos: Sequence[str], *, home: str = HOME) -> list[Actors]:
    """The actors of a document's Vem cells, each as `read_actors` reads it, with the persons' other titles known."""
    read = [read_actors(who, home=home) for who in whos]
    titles = told_titles(actor for cell in read for actor in cell.actors)
    read = [
        read_actors(who, home=home, titles=titles) if any(map(_over_comma, cell.actors)) else cell
        for who, cell in zip(whos, read, strict=True)
    ]
    read = [_turned(cell) for cell in read] if _has_surnames_first(read) else read
    return [
        cell if above is None else _as_above(collapse(who), cell, read[above], collapse(whos[above]))
        for who, cell, above in zip(whos, read, as_above(whos), strict=True)
    ]


def _as_above(who: str, own: Actors, above: Actors, text: str) -> Actors:
    """A cell that says no more than «dito»: those whom the cell above names, and a question; its own reading when that
    names nobody."""
    if not above.actors:
        return own
    actors = tuple(replace(actor, words=who, contact="") for actor in above.actors)
    return Actors(actors, f"«{who}» är läst som raden ovan, där det står «{text}». Stämmer det?")


def told_titles(actors: Iterable[Actor]) -> dict[str, str]:
    """The persons' titles that stand beside their names or after them, folded, by folded name; the first of several."""
    found: dict[str, str] = {}
    for actor in actors:
        if actor.kind == "person" and actor.title and not _over_comma(actor):
            found.setdefault(fold(actor.name), fold(actor.title))
    return found


def _over_comma(actor: Actor) -> bool:
    """Whether a person's title stands before a comma and the name."""
    return "," in actor.words and not actor.words.startswith(actor.name.split(" ")[0])


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
