"""What Arbetsbelastning shows: its sentence, bars per party or actor, what has no owner and what hangs on one person.

Nobody is named in the sentence, and the page begins with parties: who carries much is a question for the one who leads
the work, not a headline.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from pages.parts import figures, tables, values, words
from pages.parts.figures import FEW, Bar, Rate, Segment
from pages.parts.links import Links
from pages.parts.tables import Cell, Column, Html, Linked

Row = Mapping[str, Any]

MOST_BARS: Final = 25
MOST_LISTED: Final = 10
_TITLE_LENGTH: Final = 100
_WHO_LENGTH: Final = 60
_ROWS: Final[dict[str, dict[str, str]]] = {
    "overdue": {"urval": "forsenade"},
    "open_not_overdue": {"urval": "oppna_ej_forsenade"},
    "open": {"urval": "oppna"},
    "done": {"status": "genomford"},
    "not_done": {"status": "ej_genomford"},
}
"""What the address says to open the rows of each number."""
_FIGURES: Final = ("Försenade", "Öppna, inte försenade", "Öppna i allt", "Klara", "Ej genomförda")


@dataclass(frozen=True, slots=True)
class Carriers:
    """One way to see who carries: its value in the address and its word on the switch; the word for one of them and
    what is said of a plan that names none; the kind of actor ("" for parties); the selection of open measures that
    name somebody but none of these, and what is said of them."""

    view: str
    name: str
    one: str
    none: str
    kind: str
    unnamed: str
    unnamed_said: str

    @property
    def column(self) -> str:
        """The column of the question `workload` that counts what `unnamed` selects."""
        return f"without_{self.kind or 'party'}"

    def name_of(self, row: Row) -> str:
        """The name in a row of workload_by_party or workload_by_actor."""
        return str(row["actor" if self.kind else "party"])

    def within(self, name: str, links: Links) -> Links:
        """Writes addresses that choose the measures of `name`."""
        chosen = {"ansvarig": f"{self.kind}:{name}"} if self.kind else {"part": name}
        return links.narrowed(**chosen)


CARRIERS: Final = (
    Carriers(
        "",
        "Parter",
        "part",
        "Planen namnger ingen som går att hänföra till en part.",
        "",
        "utan_part",
        "har ansvarig, men vilken part det är framgår inte.",
    ),
    Carriers(
        "organisationer",
        "Organisationer",
        "organisation",
        "Planen namnger ingen organisation.",
        "organisation",
        "utan_organisation",
        "har ansvarig, men namnger ingen organisation.",
    ),
    Carriers(
        "funktioner",
        "Funktioner",
        "funktion",
        "Planen namnger ingen funktion.",
        "function",
        "utan_funktion",
        "har ansvarig, men namnger ingen funktion.",
    ),
    Carriers(
        "personer",
        "Personer",
        "person",
        "Planen namnger ingen person.",
        "person",
        "utan_person",
        "har ansvarig, men namnger ingen person.",
    ),
)
PARTIES: Final = CARRIERS[0]
PERSONS: Final = CARRIERS[-1]


PLAN: Final = "Planen"


def _chosen(within: str) -> str:
    """« i urvalet» where it is not the whole plan that is looked at."""
    return "" if within == PLAN else " i urvalet"


def chosen(view: str) -> Carriers:
    """The way to see who carries that the address names, parties when it names none."""
    return next((carriers for carriers in CARRIERS if carriers.view == view), CARRIERS[0])


def sentence(load: Row, within: str) -> str:
    """The page's answer as an h1; `load` answers workload. `within` is PLAN, or «Urvalet» when some filter
    chooses among its measures."""
    if not load["counted"]:
        return figures.answer(words.all_removed(int(load["measures"]), _chosen(within)))
    which = _chosen(within)
    open_measures, alone, unowned = int(load["open"]), int(load["hangs_on_one"]), int(load["without_owner"])
    if not open_measures:
        return figures.answer(f"Ingen åtgärd{which} är öppen.", "Inget arbete återstår att bära.")
    if open_measures == 1:
        if unowned:
            return figures.answer("Urvalets enda öppna åtgärd saknar ansvarig.")
        nobody = "" if alone else "inte "
        return figures.answer(f"Urvalets enda öppna åtgärd hänger {nobody}på en enda namngiven person.")
    if alone:
        claim = f"{words.of(alone, open_measures)} öppna åtgärder{which} hänger på en enda namngiven person."
    elif load["naming_person"]:
        claim = f"Ingen öppen åtgärd{which} hänger på en enda namngiven person."
    else:
        claim = none_named(PERSONS, within)
    if unowned == open_measures:
        return figures.answer(claim, f"Alla {words.number(unowned)} öppna åtgärder{which} saknar ansvarig.")
    if not unowned:
        return figures.answer(claim, f"Alla öppna åtgärder{which} har ansvarig.")
    word = "öppen åtgärd" if unowned == 1 else "öppna åtgärder"
    return figures.answer(claim, f"{words.number(unowned)} {word} saknar ansvarig.")


def none_named(carriers: Carriers, within: str) -> str:
    """What is said when nobody of this kind is named."""
    return carriers.none.replace(PLAN, within, 1)


def counted_for_each(rows: Sequence[Row], load: Row, carriers: Carriers) -> str:
    """That a measure with several counts for each of them, and that the sum is larger when it is."""
    named = int(load["open"]) - int(load["without_owner"]) - int(load[carriers.column])
    larger = sum(int(row["open"]) for row in rows) > named
    text = "En åtgärd med flera ansvariga räknas en gång för var och en."
    return figures.note(text + (" Summan är därför större än antalet åtgärder." if larger else ""))


def view_switch(carriers: Carriers, links: Links) -> str:
    """The choice of whom to look at."""
    return figures.switch(
        "Visa arbetsbelastning per",
        [(each.name, links.to("arbetsbelastning", vy=each.view), each is carriers) for each in CARRIERS],
    )


def load_bars(rows: Sequence[Row], carriers: Carriers, links: Links) -> str:
    """A bar per party or actor, at most 25: late nearest the name, then open, then done, on one scale."""
    bars = [_bar(row, carriers, links) for row in _with_work(rows)[:MOST_BARS]]
    said = "; ".join(f"{bar.name} {bar.said}" for bar in bars)
    codes = dict.fromkeys(words.LOADS, 1)
    return figures.legend("load", codes, numbers=False) + figures.bars(
        "load", bars, f"Öppna åtgärder per {carriers.one}: {said}.", by_count=True
    )


def left_out(rows: Sequence[Row], load: Row, carriers: Carriers, links: Links) -> str:
    """What the bars do not show: those beyond the longest, and open measures that name none of this kind."""
    notes = []
    with_work = len(_with_work(rows))
    if with_work > MOST_BARS:
        notes.append(f"Staplarna visar {words.of(MOST_BARS, with_work)}. Alla står i tabellen.")
    lacking = []
    for number, selection, said in (
        (int(load[carriers.column]), carriers.unnamed, carriers.unnamed_said),
        (int(load["without_owner"]), "utan_ansvarig", "saknar ansvarig."),
    ):
        if number:
            count = words.count(number, "öppen åtgärd", "öppna åtgärder")
            lacking.append(f"{figures.link(links.rows(urval=selection), count)} {said}")
    if lacking:
        notes.append(f"Inte med i staplarna: {' '.join(lacking)}")
    return f'<p class="note">{" ".join(notes)}</p>' if notes else ""


def load_table(rows: Sequence[Row], carriers: Carriers, links: Links) -> str:
    """The bars' figures as a table, those without open measures too; each number opens its rows."""
    columns = [Column(carriers.one.capitalize()), *(Column(name, number=True) for name in _FIGURES)]
    cells = [_cells(row, carriers, links) for row in rows]
    return tables.table(columns, cells, f"Öppna och klara åtgärder per {carriers.one}", kind="counts")


def load_sheet(rows: Sequence[Row], carriers: Carriers) -> tables.Sheet:
    """The bars' figures for a file."""
    columns = {carriers.one.capitalize(): 40, **dict.fromkeys(_FIGURES, 14)}
    cells: list[list[tables.Value]] = [
        [words.upper_first(carriers.name_of(row)), *_numbers(row).values()] for row in rows
    ]
    return tables.Sheet(carriers.name, columns, cells)


def without_owner(rows: Sequence[Row], open_measures: int, links: Links, opened: Links, within: str = PLAN) -> str:
    """The open measures that name nobody, with what the plan writes in their place."""
    if not rows:
        return figures.note(
            f"Alla öppna åtgärder{_chosen(within)} har ansvarig."
            if open_measures
            else f"Ingen åtgärd{_chosen(within)} är öppen."
        )
    everything = links.rows(urval="utan_ansvarig")
    body = tables.table(
        [Column("Läge", "1.6rem", hidden=True), Column("Åtgärd", hidden=True)],
        [[Html(figures.sign(str(row["light"]))), Html(_unowned(row, opened))] for row in rows[:MOST_LISTED]],
        "Öppna åtgärder som saknar ansvarig",
        kind="signed bare",
    )
    shown = f"Visar {words.of(MOST_LISTED, len(rows))}." if len(rows) > MOST_LISTED else ""
    return body + (figures.note(shown, everything, "Visa alla") if shown else "")


def key_persons(rows: Sequence[Row], load: Row, links: Links, within: str) -> str:
    """Each person on whom open measures hang alone, with their share of all open ones."""
    if not rows:
        if load["naming_person"] or not load["open"]:
            return figures.note(f"Ingen öppen åtgärd{_chosen(within)} hänger på en enda namngiven person.")
        return figures.note(none_named(PERSONS, within))
    cells: list[list[Cell]] = []
    for row in rows:
        number, of = int(row["measures"]), int(row["open"])
        href = PERSONS.within(str(row["person"]), links).rows(urval="en_person")
        share = words.percent(number, of) if of >= FEW else "få åtgärder"
        cells.append([str(row["person"]), Linked(words.of(number, of), href), share])
    columns = [Column("Person"), Column("Öppna åtgärder", "8rem", number=True), Column("Andel", "6rem", number=True)]
    return tables.table(columns, cells, "Öppna åtgärder som hänger på en enda person", kind="counts")


def key_persons_sheet(rows: Sequence[Row]) -> tables.Sheet:
    """Those on whom open measures hang alone, for a file."""
    columns = {"Person": 40, "Åtgärder som hänger på personen": 18, "Öppna åtgärder i allt": 14, "Andel": 10}
    cells: list[list[tables.Value]] = []
    for row in rows:
        number, of = int(row["measures"]), int(row["open"])
        cells.append([str(row["person"]), number, of, number / of if of >= FEW else None])
    return tables.Sheet("Hänger på en person", columns, cells)


def _with_work(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row["open"] or row["done"]]


def _bar(row: Row, carriers: Carriers, links: Links) -> Bar:
    name = carriers.name_of(row)
    within = carriers.within(name, links)
    segments = tuple(
        Segment(code, int(row[code]), within.rows(**_ROWS[code])) for code in words.LOADS if int(row[code])
    )
    number = int(row["open"])
    said = words.count(number, "öppen", "öppna") if number else "ingen öppen"
    href = within.rows(urval="oppna") if number else ""
    return Bar(words.upper_first(name), segments, Rate(int(row["done"]), int(row["counted"])), href, said=said)


def _cells(row: Row, carriers: Carriers, links: Links) -> list[Cell]:
    name = carriers.name_of(row)
    within = carriers.within(name, links)
    return [
        words.upper_first(name),
        *(
            Linked(words.number(number), within.rows(**_ROWS[code])) if number else "–"
            for code, number in _numbers(row).items()
        ),
    ]


def _numbers(row: Row) -> dict[str, int]:
    """The figures of one who carries, in the order of _FIGURES."""
    numbers = {code: int(row[code]) for code in ("overdue", "open_not_overdue", "open", "done")}
    return {**numbers, "not_done": int(row["counted"]) - numbers["open"] - numbers["done"]}


def _unowned(row: Row, opened: Links) -> str:
    title, who = values.text(row["title"]), values.text(row["who"])
    area = words.AREAS[str(row["area"])]
    said = f"{area} · planen skriver «{words.shortened(who, _WHO_LENGTH)}»" if who else area
    address = opened.measure(str(row["measure"]))
    shown = figures.link(address, words.shortened(title, _TITLE_LENGTH), title)
    return f'{shown}<br><span class="muted small">{escape(said)}</span>'
