"""What Plankvalitet shows: demands by area, causes by number of measures, what to mend, contradictions, results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape
from typing import Any, Final

from pages.parts import fields, figures, tables, values, words
from pages.parts.figures import Bar, Rate, Segment
from pages.parts.links import Links
from pages.parts.names import NameQuestion, unanswered, without_surname
from pages.parts.tables import Column, Html, Linked, Value

Row = Mapping[str, Any]
Rows = Sequence[Row]

DEMANDS: Final[dict[str, tuple[str, str, str]]] = {
    "cause": ("Orsak", "orsak", "saknar orsak"),
    "owner": ("Ansvarig", "ansvarig", "saknar ansvarig"),
    "named": ("Namngiven person eller funktion", "person eller funktion", "namnger ingen person eller funktion"),
    "time": ("Tid satt", "tid", "saknar tid"),
    "goal": ("Operativt mål", "operativt mål", "saknar operativt mål"),
    "measurable": ("Mål som går att mäta", "mål som går att mäta", "har mål som inte går att mäta"),
    "followup": ("Uppföljning", "uppföljning", "saknar uppföljning fast tiden har gått ut"),
}
"""Per demand: its name in the table, what is missing in a list, and what is said of the measures that lack it."""
LACKING: Final = {
    "cause": "utan_orsak",
    "owner": "saknar_ansvarig",
    "named": "utan_namngiven",
    "time": "utan_tid",
    "goal": "utan_mal",
    "measurable": "utan_matbart_mal",
    "followup": "saknar_uppfoljning",
}
MEETING: Final = {
    "cause": "med_orsak",
    "owner": "har_ansvarig",
    "named": "med_namngiven",
    "time": "med_tid",
    "goal": "har_mal",
    "measurable": "med_matbart_mal",
    "followup": "foljdes_upp",
}
"""The selections on Utforska that a demand's numbers open."""
SAID_IN: Final[dict[str, str]] = {
    "status": "Status",
    "followup": "Uppföljning",
    "comment": "Kommentar",
    "start": "Start",
    "end": "Slutdatum",
}
SHOWN: Final = 7
_NEARLY: Final = 0.95
_TITLE: Final = 90
_TOLD: Final = 140
MEND_COLUMNS: Final[dict[str, float]] = {
    "Plan": 18,
    "Område": 26,
    "Åtgärd": 60,
    "Saknar": 36,
    "Antal brister": 12,
    "Operativt mål": 44,
    "Varför målet inte går att mäta": 32,
    "Orsak": 40,
    "Vem": 30,
    "När": 26,
    "Dokument": 28,
    "Plats i dokumentet": 26,
}


# --- the answer ----------------------------------------------------------------------------------------------------


def sentence(demands: Rows, measures: int, within: str = "") -> str:
    """The page's answer as an h1: the largest lack, and what is there nearly everywhere. `demands` answers the question
    of that name, `measures` counts removed ones too, `within` is « i urvalet» when they are not all of the plan's."""
    whole = {str(row["demand"]): row for row in demands if not row["area"]}
    counted = int(whole["cause"]["measures"]) if whole else 0
    if not counted:
        return figures.answer(words.all_removed(measures, within))
    lacking = _lacking(whole)
    claim = ""
    if is_absent(whole["goal"]):
        claim = "Planen har ingen kolumn för operativt mål."
        lacking = {code: number for code, number in lacking.items() if code not in ("goal", "measurable")}
    largest = max(lacking, key=lambda code: lacking[code])
    if lacking[largest]:
        asked = int(whole[largest]["measures"])
        those = f"{'åtgärd' if asked == 1 else 'åtgärder'}{within}"
        said = f"{words.of(lacking[largest], asked)} {those} {DEMANDS[largest][2]}."
        return figures.answer(claim or said, _rest(whole, said if claim else ""))
    if claim:
        return figures.answer(claim, f"Resten finns för {_all(counted, within)}.")
    followed = " och uppföljning" if whole["followup"]["measures"] else ""
    those = "orsak, mätbart mål, ansvarig, tid" if followed else "orsak, mätbart mål, ansvarig och tid"
    return figures.answer(f"Planen har {those}{followed} för {_all(counted, within)}.")


def _all(counted: int, within: str) -> str:
    if counted == 1:
        return "urvalets enda åtgärd" if within else "sin enda åtgärd"
    return f"alla {words.number(counted)} åtgärder{within}"


def _lacking(whole: Mapping[str, Row]) -> dict[str, int]:
    """How many lack each demand; a measure without a goal lacks the goal, not a better one."""
    found = {code: int(whole[code]["lacking"]) for code in DEMANDS}
    found["measurable"] -= found["goal"]
    found["named"] = found["named"] if found["named"] > found["owner"] else 0
    return found


def _rest(whole: Mapping[str, Row], first: str) -> str:
    met = [
        DEMANDS[code][1]
        for code in ("cause", "owner", "time", "goal", "followup")
        if whole[code]["measures"] and 1 - int(whole[code]["lacking"]) / int(whole[code]["measures"]) >= _NEARLY
    ]
    everywhere = all(not whole[code]["lacking"] for code in DEMANDS if DEMANDS[code][1] in met)
    how = "överallt" if everywhere else "nästan överallt"
    said = f"{words.upper_first(words.listing(met))} finns {how}." if met else ""
    return f"{first} {said}".strip()


def is_absent(row: Row) -> bool:
    """Whether the plan's documents are known to have no column for the demand."""
    return bool(row["in_document"] is not None and row["in_document"] == False)  # noqa: E712 - may be pandas' NA


# --- the demands ---------------------------------------------------------------------------------------------------


def demand_table(demands: Rows, links: Links, within: str = "") -> str:
    """One row per demand: a bar for the whole selection, and how many lack it in each area, each number a link."""
    areas = [area for area in words.AREAS if any(row["area"] == area for row in demands)]
    if len(areas) == 1:
        areas = []
    found = {(str(row["demand"]), str(row["area"])): row for row in demands}
    columns = [
        Column("Krav", "17rem" if areas else "30%"),
        Column(("Hela urvalet" if within else "Hela planen") if areas else "Uppfyllt", "23%" if areas else "40%"),
        *(Column(words.AREAS[area]) for area in areas or ("",) if area),
        *([] if areas else [Column("Saknas")]),
    ]
    rows = []
    for code, (name, _, _) in DEMANDS.items():
        whole = found.get((code, ""))
        if whole is None:
            continue
        cells: list[tables.Cell] = [name, Html(_met(code, whole, links))]
        cells += [Html(_lacks(code, found.get((code, area)), links, area)) for area in areas or [""]]
        rows.append(cells)
    return tables.table(columns, rows, "Det metoden kräver, område för område", kind="demands")


def _met(code: str, row: Row, links: Links) -> str:
    asked, lacking = int(row["measures"]), int(row["lacking"])
    if not asked:
        return '<span class="muted">ingen åtgärds tid har gått ut</span>'
    met = asked - lacking
    share = f"{100 * met / asked:.1f}%"
    bar = f'<span class="meter" aria-hidden="true"><span style="width:{share}"></span></span>'
    said = words.of(met, asked)
    shown = figures.link(links.rows(urval=MEETING[code]), said) if met else escape(said)
    absent = ' <span class="muted absent">planen har ingen kolumn för det</span>' if is_absent(row) else ""
    return f'<span class="met">{bar}<span class="nowrap">{shown}</span></span>{absent}'


def _lacks(code: str, row: Row | None, links: Links, area: str) -> str:
    if row is None or not row["measures"]:
        return '<span class="muted">ej än</span>' if row is not None else '<span class="muted">inga åtgärder</span>'
    if not row["lacking"]:
        return '<span class="nothing">–</span>'
    within = links.narrowed(omrade=area) if area else links
    number = figures.link(within.rows(urval=LACKING[code]), words.number(int(row["lacking"])))
    return (
        f'<span class="nowrap"><b>{number}</b> <span class="muted">av{words.NBSP}'
        f"{words.number(int(row['measures']))}</span></span>"
    )


# --- causes --------------------------------------------------------------------------------------------------------


def cause_bars(found: Rows, links: Links, within: str = "") -> str:
    """Causes per area by how many measures they have: legend, bars on a common scale, the same as a table."""
    rows = [row for row in found if row["causes"]]
    if not rows:
        return figures.note(f"Åtgärderna{within} anger inga orsaker." if within else "Planen anger inga orsaker.")
    totals = {code: sum(int(row[column]) for row in rows) for code, column in _SIZES}
    legend = figures.legend("cause", totals)
    bars = [_cause_bar(row, links) for row in rows]
    causes, measures = sum(int(row["causes"]) for row in rows), sum(int(row["measures"]) for row in rows)
    alt = f"{words.count(causes, 'orsak', 'orsaker')} har tillsammans {words.measures(measures)}."
    columns = [Column("Område"), *(Column(words.upper_first(words.CAUSES[code]), number=True) for code, _ in _SIZES)]
    table = tables.table(
        [*columns, Column("Orsaker", number=True), Column("Åtgärder", number=True)],
        [
            [
                words.AREAS[str(row["area"])],
                *(int(row[column]) or "–" for _, column in _SIZES),
                int(row["causes"]),
                int(row["measures"]),
            ]
            for row in rows
        ],
        "Orsaker efter antal åtgärder",
        kind="counts",
    )
    return legend + figures.bars("cause", bars, alt, by_count=True) + tables.folded(table)


_SIZES: Final = (("one", "one"), ("few", "few"), ("many", "many"), ("none", "alone"))
_SELECTED: Final = {"one": "orsak_en", "few": "orsak_nagra", "many": "orsak_manga"}


def _cause_bar(row: Row, links: Links) -> Bar:
    area = str(row["area"])
    within = links.narrowed(omrade=area)
    segments = tuple(
        Segment(
            code,
            int(row[column]),
            within.rows(urval=_SELECTED[code])
            if code in _SELECTED
            else links.to("plankvalitet", "orsaker-utan-atgard"),
        )
        for code, column in _SIZES
        if row[column]
    )
    said = (
        f"{words.count(int(row['causes']), 'orsak', 'orsaker')}, {words.measures(int(row['measures']))}"
        if row["measures"]
        else words.count(int(row["causes"]), "orsak", "orsaker")
    )
    href = within.rows(urval="med_orsak") if row["measures"] else ""
    return Bar(words.AREAS[area], segments, Rate(0, 0), href, said=said)


def cause_gaps(found: Rows, alone: Rows, links: Links, within: str = "", alone_within: str = "") -> str:
    """What is missing on either side: causes without measures, each with its place, and measures without cause.
    `alone_within` says where the causes are looked for: they are no measures, so most filters do not choose them."""
    without = sum(int(row["without_cause"]) for row in found)
    one, many = (f"{cause}{alone_within} saknar åtgärd" for cause in ("orsak", "orsaker"))
    said = f"{_count_or_none(len(alone), one, many)} "
    measures = words.count(without, f"åtgärd{within} saknar orsak", f"åtgärder{within} saknar orsak")
    none = f"Ingen åtgärd{within} saknar orsak."
    said += f"{figures.link(links.rows(urval='utan_orsak'), measures)}." if without else none
    lines = "".join(
        f"<li>{escape(words.shortened(values.text(row['cause']), _TOLD))} "
        f'<span class="muted">{escape(_why_alone(row))}</span></li>'
        for row in alone
    )
    listed = f'<ul class="plain" id="orsaker-utan-atgard">{lines}</ul>' if alone else ""
    return f'<p class="note">{said}</p>{listed}'


def _count_or_none(number: int, one: str, many: str) -> str:
    return f"{words.count(number, one, many)}." if number else f"Ingen {one}."


def _why_alone(row: Row) -> str:
    area = words.AREAS[str(row["area"])] if row["area"] else "området är inte läst"
    if row["removed"]:
        gone = int(row["removed"])
        why = "dess åtgärd är borttagen" if gone == 1 else f"dess {words.number(gone)} åtgärder är borttagna"
    else:
        why = ", ".join(text for text in (values.text(row["document"]), values.text(row["place"])) if text)
    return f"{area} · {why}"


# --- to mend -------------------------------------------------------------------------------------------------------


def lacks_in_words(row: Row, with_reason: bool = True) -> str:
    """«tid, mål som går att mäta (inget tal, vaga ord: «kan»)»; `row` answers to_mend."""
    said = []
    for code in str(row["lacks"]).split():
        word = DEMANDS[code][1]
        said.append(f"{word} ({reason})" if with_reason and code == "measurable" and (reason := why(row)) else word)
    return ", ".join(said)


def why(row: Row) -> str:
    """Why the goal cannot be measured: «inget tal, vaga ord: «kan»»; "" when it is not known."""
    return words.goal_lacks(values.text(row["goal_lacks"]).split(), values.text(row["vague_words"]))


def mend_table(found: Rows, opened: Links, links: Links, within: str = "") -> str:
    """The first of what is to be mended, most lacks first; the rest one click away."""
    if not found:
        return figures.note(f"Ingen åtgärd{within} saknar något av det som metoden kräver.")
    shown = tables.table(
        [Column("Åtgärd", "58%"), Column("Saknar")],
        [
            [
                Html(_titled(row, opened)),
                Html(f"{escape(lacks_in_words(row))}"),
            ]
            for row in found[:SHOWN]
        ],
        "Att rätta",
        kind="mend",
    )
    if len(found) <= SHOWN:
        return shown
    return shown + figures.note(f"Visar {words.of(SHOWN, len(found))}.", links.rows(urval="att_ratta"), "Visa alla")


def mend_rows(found: Rows, in_full: Mapping[str, Row]) -> list[list[Value]]:
    """The whole list for Excel, in the order of MEND_COLUMNS; `in_full` maps a measure to its row of `measures`."""
    rows: list[list[Value]] = []
    for row in found:
        whole = in_full[str(row["measure"])]
        rows.append(
            [
                values.text(row["plan"]),
                words.AREAS[str(row["area"])],
                values.text(row["title"]),
                lacks_in_words(row, with_reason=False),
                int(row["missing"]),
                values.text(row["goal"]),
                why(row),
                *(values.text(whole[name]) for name in ("cause", "who", "when_text", "document", "place")),
            ]
        )
    return rows


def _titled(row: Row, opened: Links) -> str:
    title = values.text(row["title"])
    link = figures.link(opened.measure(str(row["measure"])), words.shortened(title, _TITLE), title)
    return f'{link}<span class="about">{words.AREAS[str(row["area"])]}</span>'


# --- contradictions, results, doubts ---------------------------------------------------------------------------------


def contradictions(found: Rows, measures: int, opened: Links, links: Links, within: str = "") -> str:
    """Each contradiction of the selection's `measures` as a question to who carries it, with the words it rests on."""
    if not found:
        return figures.note(f"Ingen åtgärd{within} säger emot sig själv.")
    rows: list[tables.Row] = [
        [
            Html(_titled(row, opened)),
            Html(_said(str(row["said_in"]), str(row["said"]), words.STATUSES[str(row["status"])])),
            Html(_said(str(row["against_in"]), str(row["against"]))),
            str(row["question"]),
            values.text(row["who"]) or "Saknas",
        ]
        for row in found
    ]
    columns = [
        Column("Åtgärd", "30%"),
        Column("Läst som", "16%"),
        Column("Men", "20%"),
        Column("Fråga"),
        Column("Till", "17%"),
    ]
    number = figures.link(links.rows(urval="motsagelser"), words.of(len(found), measures))
    verb = "säger emot sig själv" if len(found) == 1 else "säger emot sig själva"
    lead = f'<p class="lead">{number} {"åtgärd" if measures == 1 else "åtgärder"}{within} {verb}.</p>'
    return lead + tables.table(columns, rows, "Motsägelser", kind="mend")


def _said(place: str, said: str, read: str = "") -> str:
    try:
        quoted = words.long_date(date.fromisoformat(said))
    except ValueError:
        quoted = f"«{words.shortened(said, _TOLD)}»"
    where = SAID_IN[place]
    if read:
        return f'{escape(read)}<span class="about">{where}: {escape(quoted)}</span>'
    return f'{escape(quoted)}<span class="about">{where}</span>'


def results(found: Rows, done: Rows, opened: Links, links: Links, within: str = "") -> str:
    """What done measures say of what came of it: counted in a sentence, then those that say nothing. `found` answers
    results, `done` done_results."""
    counts = {code: sum(int(row[code]) for row in found) for code in ("done", *words.RESULTS, "without_result")}
    if not counts["done"]:
        return figures.note(f"Ingen åtgärd{within} är genomförd.")
    told = [f"{words.number(counts[code])} {words.RESULTS[code]}" for code in words.RESULTS if counts[code]]
    silent = counts["without_result"]
    those = words.count(counts["done"], "genomförd åtgärd", "genomförda åtgärder")
    lead = f"Av {those} anger {words.listing(told)}. " if told else ""
    if not silent:
        return f'<p class="lead">{escape(lead)}Alla anger något resultat.</p>{_told_table(done, opened)}'
    number = figures.link(links.rows(urval="utan_resultat"), words.of(silent, counts["done"]))
    lines = [row for row in done if not row["result"]]
    table = tables.table(
        [Column("Åtgärd", "46%"), Column("Uppföljningen säger")],
        [
            [
                Html(_titled(row, opened)),
                Html(f'<span class="muted">{escape(words.shortened(values.text(row["told"]), _TOLD))}</span>'),
            ]
            for row in lines[:SHOWN]
        ],
        "Genomförda utan angivet resultat",
        kind="mend",
    )
    more = (
        figures.note(f"Visar {words.of(SHOWN, silent)}.", links.rows(urval="utan_resultat"), "Visa alla")
        if silent > SHOWN
        else ""
    )
    lead_html = f'<p class="lead">{escape(lead)}{number}{"" if told else " genomförda"} anger inget resultat.</p>'
    return lead_html + table + more + _told_table(done, opened)


def _told_table(done: Rows, opened: Links) -> str:
    told = [row for row in done if row["result"]]
    if not told:
        return ""
    table = tables.table(
        [Column("Åtgärd", "46%"), Column("Resultat", "24%"), Column("I orden")],
        [
            [
                Html(_titled(row, opened)),
                words.upper_first(words.RESULTS[str(row["result"])]),
                f"«{words.shortened(values.text(row['result_words']), _TOLD)}»",
            ]
            for row in told
        ],
        "Genomförda som anger resultat",
        kind="mend",
    )
    label = "den som anger" if len(told) == 1 else f"de {words.number(len(told))} som anger"
    return tables.folded(table, f"Visa {label} resultat, med orden", kind="more")


def waiting(found: Rows) -> str:
    """How many of the reading's questions wait, and what they are about: «3 frågor väntar på svar: 2 om status …»."""
    if not found:
        return ""
    about = Counter(fields.about(str(row["field"]), of_row=values.text(row["measure"]) != "") for row in found)
    said = words.listing([f"{words.number(number)} om {what}" for what, number in about.most_common()])
    return f"{words.count(len(found), 'fråga väntar', 'frågor väntar')} på svar: {said}"


def doubts(found: Rows, opened: Links) -> str:
    """The reading's open questions: the first of them, the rest folded."""
    if not found:
        return figures.note("Läsningen har inga öppna frågor.")
    first, rest = found[:SHOWN], found[SHOWN:]
    shown = _doubt_table(first, opened)
    if not rest:
        return shown
    more = words.count(len(rest), "fråga till", "frågor till")
    return shown + tables.folded(_doubt_table(rest, opened), f"Visa {more}", kind="more")


def who_is_who(asked: Sequence[NameQuestion], hidden: bool, answer: str) -> str:
    """What is not known of the persons that the plan names, and the address `answer` where it is answered."""
    if hidden:
        return figures.note("Frågor om vem som är vem visas när namnen visas.") if asked else ""
    said = " ".join(text for text in (unanswered(asked), without_surname(asked)) if text)
    return figures.note(said, answer, "Frågorna om namn, på sidan Arbetsbelastning") if said else ""


def _doubt_table(found: Iterable[Row], opened: Links) -> str:
    return tables.table(
        [Column("Fråga", "38%"), Column("Som det står"), Column("Var", "26%")],
        [
            [
                _question(row, opened),
                Html(f'<span class="muted">{escape(words.shortened(values.text(row["text"]), _TOLD)) or "–"}</span>'),
                ", ".join(text for text in (values.text(row["document"]), values.text(row["place"])) if text),
            ]
            for row in found
        ],
        "Frågor om läsningen",
        kind="mend",
    )


def _question(row: Row, opened: Links) -> tables.Cell:
    measure = values.text(row["measure"])
    question = values.text(row["question"])
    return Linked(question, opened.measure(measure)) if measure else question
