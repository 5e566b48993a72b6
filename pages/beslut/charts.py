"""What Beslutsunderlag shows: its sentence, and what is to decide under the party that carries it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

from pages.parts import figures, tables, values, words
from pages.parts.links import Links
from pages.parts.tables import Column, Group, Html

Measure = Mapping[str, Any]

SEVERAL: Final = "flera"
_LAST: Final = {SEVERAL: "Delas av flera parter", "": "Ingen part framgår"}
_REASONS: Final = {
    1: "{late} sen, saknar ansvarig",
    2: "{late} sen",
    3: "{late} sen, ej påbörjad",
    4: "Kunde inte genomföras",
    5: "Ej påbörjad, slutdatum {end}",
    6: "Ej påbörjad",
    7: "Saknar ansvarig",
    8: "Pausad",
    9: "Väntar på någon annan",
}
"""Why each question of decisions is asked, in the least room."""
_TITLE_LENGTH: Final = 140
_TEXT_LENGTH: Final = 130
_COLUMNS: Final = (
    Column("Läge", "1.7rem", hidden=True),
    Column("Åtgärd", "34%"),
    Column("Varför", "27%"),
    Column("Att besluta", "19%"),
    Column("Beslut"),
)


def sentence(found: Sequence[Measure], counted: int, within: str = "") -> str:
    """The page's answer as an h1. `found` answers decisions; `counted` is the selection's measures but removed ones,
    `within` is « i urvalet» when it is not the whole plan."""
    if not found:
        return figures.answer(words.nothing_to_decide(within))
    verb = "behöver ett beslut"
    claim = (
        f"{words.of(len(found), counted)} åtgärder{within} {verb}." if counted > 1 else f"Urvalets enda åtgärd {verb}."
    )
    parties = {party for row in found for party in str(row["parties"]).split(" | ") if party}
    whose = words.count(len(parties), "part", "parter")
    rest = [f"De ligger hos {whose}." if len(parties) > 1 else "", _rest_on_unsure(found)]
    return figures.answer(claim, " ".join(part for part in rest if part), _waiting(found))


def _rest_on_unsure(found: Sequence[Measure]) -> str:
    number = sum(bool(row["asked"]) for row in found)
    if not number:
        return ""
    those = f"{words.number(number)} av åtgärderna" if len(found) > 1 else "Den"
    return f"{those} vilar på något som är osäkert läst."


def _waiting(found: Sequence[Measure]) -> str:
    waiting = sum(row["obstacle"] == "waiting" for row in found)
    if not waiting:
        return ""
    return f"{words.measures(waiting)} väntar på någon annan." if len(found) > 1 else "Den väntar på någon annan."


def way(links: Links) -> str:
    """Where the paper comes from, and how it is used; on screen only."""
    back = figures.link(links.to("oversikt"), "Till översikten")
    paper = "Skriv ut sidan till mötet: på papper är kolumnen Beslut tom, att skriva i."
    return f'<p class="note screen-only">{back} · {paper}</p>'


def between_parties(found: Sequence[Measure]) -> str:
    """Which party waits for which other, by the follow-ups' own words, as one line; "" when none does."""
    waits = Counter(
        (str(row["party"]), str(row["waits_for_party"]))
        for row in found
        if row["party"] not in _LAST and row["waits_for_party"] and row["waits_for_party"] != row["party"]
    )
    said = []
    for (one, other), number in sorted(waits.items(), key=lambda pair: (-pair[1], pair[0])):
        if not waits[other, one]:
            said.append(f"{one} väntar på {other} i {words.measures(number)}")
        elif one < other:
            both = words.measures(number + waits[other, one])
            said.append(f"{one} och {other} väntar på varandra, i {both}")
    return figures.note(f"{words.listing(said)}.") if said else ""


def paper(found: Sequence[Measure], opened: Links) -> str:
    """The table: under each party, most to decide first, its measures in the order of the questions."""
    by_party: dict[str, list[Measure]] = {}
    for row in found:
        by_party.setdefault(str(row["party"]), []).append(row)
    rows: list[tables.Row] = []
    for party in sorted(by_party, key=lambda name: (name in _LAST, name == "", -len(by_party[name]), name)):
        measures = by_party[party]
        rows.append(Group(f"{_LAST.get(party, party)}: {words.measures(len(measures))}"))
        rows += [_row(measure, opened) for measure in measures]
    return tables.table(_COLUMNS, rows, "Åtgärder som behöver ett beslut, per part", kind="signed paper")


def _row(measure: Measure, opened: Links) -> tables.Row:
    title = str(measure["title"])
    shown = words.shortened(title, _TITLE_LENGTH)
    about = [words.AREAS[str(measure["area"])], str(measure["who"]) or "saknar ansvarig"]
    link = figures.link(opened.measure(str(measure["measure"])), shown, title if shown != title else "")
    return (
        Html(figures.sign(str(measure["light"]))),
        Html(f'{link}<span class="about">{escape(" · ".join(about))}</span>'),
        Html(f"{_why(measure)}{_unsure(measure)}"),
        str(measure["question"]),
        Html('<span class="heard">Skrivs på mötet</span>'),
    )


def _why(measure: Measure) -> str:
    end = values.day(measure["end"])
    reason = _REASONS[int(measure["question_order"])].format(
        late=words.count(values.whole(measure["days_late"]), "dag", "dagar"), end=words.short_date(end) if end else ""
    )
    told = words.shortened(values.text(measure["told"]), _TEXT_LENGTH)
    quoted = f'<span class="about">{_marked(f"«{told}»", measure)}</span>' if told else ""
    return escape(reason) + quoted


def _unsure(measure: Measure) -> str:
    asked = str(measure["asked"])
    what = words.listing([words.ASKED[kind] for kind in asked.split()])
    return f'<span class="about">{figures.unsure(asked)} {escape(what)}</span>' if asked else ""


def _marked(quoted: str, measure: Measure) -> str:
    """What status and follow-up say, with the words that name the obstacle marked."""
    obstacle = values.text(measure["obstacle_words"])
    before, found, after = quoted.partition(obstacle) if obstacle else (quoted, "", "")
    return escape(before) + (f"<mark>{escape(found)}</mark>" if found else "") + escape(after)
