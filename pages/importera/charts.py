"""What Importera shows, as HTML: steps, the account of a reading, questions, rows, what changes, the log."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any, Final

from pages.parts import fields, figures, tables, values, words
from pages.parts.marks import marked
from pages.parts.tables import Column, Html

Row = Mapping[str, Any]
Rows = Sequence[Row]
Reading = Mapping[str, Row]
"""One row of the document: field to its row of the question «document_readings»."""

STEPS: Final = ("Ladda upp", "Granska", "Spara")
_SAID: Final = (
    "Steg 1 av 3: ladda upp.",
    "Steg 2 av 3: granska.",
    "Steg 3 av 3: spara.",
)
_KINDS: Final[dict[str, tuple[str, str]]] = {
    "measure": ("blev en åtgärd", "blev åtgärder"),
    "continued": ("fortsätter raden före", "fortsätter raden före"),
    "header": ("är kolumnrubrik", "är kolumnrubriker"),
    "instruction": ("är anvisning", "är anvisningar"),
    "heading": ("är rubrik", "är rubriker"),
    "total": ("är summa", "är summor"),
    "blank": ("är tom", "är tomma"),
    "prose": ("är löpande text", "är löpande text"),
    "hidden": ("står på ett dolt blad", "står på dolda blad"),
    "doubt": ("kunde inte tolkas", "kunde inte tolkas"),
}
"""What became of a row of the document, of one and of many."""
_KIND: Final[dict[str, str]] = {
    "measure": "Åtgärd",
    "continued": "Fortsätter raden före",
    "header": "Kolumnrubrik",
    "instruction": "Anvisning",
    "heading": "Rubrik",
    "total": "Summa",
    "blank": "Tom",
    "prose": "Löpande text",
    "hidden": "Dold",
    "doubt": "Kunde inte tolkas",
}
_LONGEST: Final = 220
_LONGEST_TITLE: Final = 110
_DIFFERENT: Final = 3
_LINES: Final = 16
_AROUND: Final = 2
"""Lines of running text shown of a row at most, and before it."""
_JOINT: Final = " | "
_MENDED: Final = "Rättat"
_WORDED: Final = "Rättad text"
COUNTED: Final = "raknas"
"""The group that says whether a row is a measure at all: shown only where a person has said so."""
_WRITTEN: Final[dict[str, str]] = {"status": "Uppföljning", "nar": "När", "vem": "Vem", "omrade": "Område"}


# --- the steps -----------------------------------------------------------------------------------------------------


def steps(at: int, rest: str = "") -> str:
    """Which of the three steps this is, 1..3, and what has happened so far."""
    items = "".join(
        f"<li{' aria-current=' + chr(34) + 'step' + chr(34) if number == at else ''}>{step}</li>"
        for number, step in enumerate(STEPS, 1)
    )
    return (
        f'<div class="steps"><b>{_SAID[at - 1]}</b><ol aria-label="Stegen">{items}</ol>'
        f'<span class="muted">{escape(rest)}</span></div>'
    )


def answer_of_review(name: str, measures: int, doubts: int) -> str:
    """The review's answer: «82 åtgärder lästes ur «fil». 4 frågor behöver din blick.» `doubts` are the questions, of
    which a measure may have several."""
    read = f"{words.measures(measures)} lästes ur «{name}»."
    if doubts:
        return figures.answer(read, "", f"{words.count(doubts, 'fråga', 'frågor')} behöver din blick.")
    return figures.answer(read, "", "Alla lästes utan tvekan." if measures > 1 else "Den lästes utan tvekan.")


def about(document: Row, account: Rows) -> str:
    """Whose plan it is and what became of its rows, as one line."""
    day = values.day(document["followed_up"])
    if bool(document["whole_year"]):
        followed = f"uppföljd för hela {document['plan_year']}"
    elif day:
        followed = f"uppföljd {words.long_date(day)}"
    else:
        followed = "inte uppföljd än"
    counts = counted(account)
    unread = counts.get("doubt", 0)
    parts = [
        f"{document['district']}, plan {document['plan_year']}, {followed}",
        words.count(len(account), "rad i dokumentet", "rader i dokumentet") if account else "",
        words.count(unread, "rad kunde inte tolkas", "rader kunde inte tolkas") if account else "",
    ]
    return f'<p class="note">{escape(" · ".join(part for part in parts if part))}</p>'


def counted(account: Rows) -> dict[str, int]:
    """How many rows of the document became each kind."""
    found: dict[str, int] = {}
    for row in account:
        found[str(row["kind"])] = found.get(str(row["kind"]), 0) + 1
    return found


def accounted(account: Rows, measures: int) -> str:
    """What became of all rows: the sum, then every row's fate, folded. `measures` were read from them: several from
    a row with several, or one from a row and those that go on from it."""
    if not account:
        return ""
    counts = counted(account)
    said = [
        f"{words.count(number, 'rad', 'rader')} blev {words.measures(measures)}"
        if kind == "measure" and number != measures
        else f"{words.number(number)} {_KINDS[kind][number != 1]}"
        for kind, number in ((kind, counts.get(kind, 0)) for kind in _KINDS)
        if number
    ]
    rows = [
        [
            values.text(row["place"]) or "–",
            words.shortened(values.text(row["text"]), 160) or "–",
            _KIND[str(row["kind"])],
            values.text(row["reason"]),
        ]
        for row in account
    ]
    columns = (Column("Plats", "15%"), Column("Text"), Column("Blev", "11rem"), Column("Därför att", "24%"))
    table = tables.table(columns, rows, "Vad varje rad blev")
    total = words.count(len(account), "rad", "rader")
    return f'<p class="lead">{total}: {escape(words.listing(said))}.</p>' + tables.folded(
        table, "Visa vad varje rad blev", "more"
    )


# --- the questions -------------------------------------------------------------------------------------------------


def question(doubts: Rows, readings: Sequence[Reading], href: Callable[[int], str], account: Rows) -> str:
    """A question as a box's head: the question, which rows it is asked of, as it stands beside how it is understood,
    and what the document has there. `href` maps a row to the address that opens it, `account` tells of all rows."""
    doubt = doubts[0]
    group = fields.GROUP_OF.get(str(doubt["field"]), "")
    text = values.text(doubt["text"])
    if readings and group in _WRITTEN and str(doubt["field"]) != "end":
        written = _each([written_of(group, reading, _LONGEST * 2) for reading in readings])
    else:
        written = f"«{escape(text)}»" if text else '<span class="muted">Inget står</span>'
    if readings and group:
        right = _each([f"<b>{escape(understood_of(group, reading))}</b>" for reading in readings])
    else:
        right = f"<b>{'Som det står' if readings else 'Ingen enskild åtgärd'}</b>"
    return (
        f'<h3 class="section">{escape(values.text(doubt["question"]))}</h3>'
        f"{_asked_of(doubts, href)}"
        f'<div class="beside"><div><div class="muted">Som det står</div>{written}</div>'
        f'<div><div class="muted">Förstått som</div>{right}</div></div>'
        + (in_document(account, values.text(doubt["place"])) if len(doubts) == 1 else "")
    )


def in_document(account: Rows, place: str) -> str:
    """The document's row at `place` with those that it goes on in, and in running text some lines around them, folded;
    "" where no row stands there."""
    at = next((number for number, row in enumerate(account) if place and values.text(row["place"]) == place), None)
    if at is None:
        return ""
    end = at + 1
    while end < len(account) and end - at < _LINES and str(account[end]["kind"]) == "continued":
        end += 1
    is_table = "tabell" in place or "bladet" in place
    first, last = (at, end) if is_table else (max(0, at - _AROUND), end + 1)
    lines = "".join(
        f"<li{' class=here' if at <= number < end else ''}>"
        f'<span class="muted">{escape(values.text(row["place"]).rpartition(", ")[2])}</span> '
        f"{escape(values.text(row['text'])) or '–'}</li>"
        for number, row in enumerate(account[first:last], first)
    )
    return tables.folded(f'<ol class="source">{lines}</ol>', f"Visa hur det står i dokumentet, {place}", "more")


def _each(shown: Sequence[str]) -> str:
    """What differs among the rows of one question, the first of it."""
    different = list(dict.fromkeys(shown))
    more = len(different) - _DIFFERENT
    rest = f'<div class="muted">och {words.number(more)} till</div>' if more > 0 else ""
    lines = different[:_DIFFERENT]
    return (lines[0] if len(lines) == 1 else "".join(f"<div>{line}</div>" for line in lines)) + rest


def _asked_of(doubts: Rows, href: Callable[[int], str]) -> str:
    """Which row a question is about; of several, how many, and the rows themselves folded, each a link."""
    doubt = doubts[0]
    if len(doubts) == 1:
        where, title = _where(doubt, href), words.shortened(values.text(doubt["title"]), 90)
        return f'<p class="note">{" · ".join(part for part in (*where, escape(title)) if part)}</p>'
    titles = {int(row["row"]): words.shortened(values.text(row["title"]), _LONGEST_TITLE) for row in doubts}
    places = {int(row["row"]): _in_document(values.text(row["place"])) for row in doubts}
    lines = "".join(
        f"<li>{figures.link(href(row), f'Rad {row}')} {escape(title)}"
        f'{" · " if places[row] else ""}<span class="muted">{escape(places[row])}</span></li>'
        for row, title in sorted(titles.items())
    )
    said = figures.note(f"Gäller {words.count(len(doubts), 'rad', 'rader')}. Svaret gäller alla.")
    return said + tables.folded(f'<ul class="asked-of">{lines}</ul>', "Visa raderna, att rätta var för sig", "more")


def other_statuses(doubt: Row, now: str) -> list[str]:
    """The statuses, beside the one read (`now`), that a question of a status weighs: those that it names, else the one
    that the latest follow-up gives by itself."""
    question = values.text(doubt["question"])
    named = [code for code, word in words.STATUSES.items() if re.search(rf"\b{word}\b", question)]
    other = values.text(doubt["other_status"])
    offered = [code for code in named if code != now] or [other]
    return [code for code in offered if code in words.STATUSES and code not in (now, "ej_uppfoljd")]


def other_end(doubt: Row) -> str:
    """The end date (ISO) that a question of an end date asks for; "" for any other question."""
    found = re.search(r"\b\d{4}-\d{2}-\d{2}\?$", values.text(doubt["question"])) if doubt["field"] == "end" else None
    return found[0].rstrip("?") if found else ""


def _where(doubt: Row, href: Callable[[int], str]) -> list[str]:
    """Which row of the list a question is about, as the way to it, and where that stands in the document: two ways of
    counting."""
    row, place = doubt["row"], values.text(doubt["place"])
    if values.missing(row):
        return [escape(words.upper_first(place))]
    return [figures.link(href(int(row)), f"Rad {int(row)}"), escape(_in_document(place))]


def _in_document(place: str) -> str:
    return f"i dokumentet: {place}" if place else ""


def written_of(group: str, reading: Reading, longest: int = _LONGEST) -> str:
    """The texts that a group of fields is read from, the deciding words marked."""
    first = reading[fields.GROUPS[group][1][0]]
    text = values.text(first["text"])
    if not text:
        return '<span class="muted">Saknas i planen</span>'
    quoted = ", ".join(
        dict.fromkeys(
            values.text(reading[field]["words"])
            for field in fields.GROUPS[group][1]
            if values.text(reading[field]["words"])
        )
    )
    return f'<span class="lines-kept">{marked(text.replace(_JOINT, chr(10)), quoted, longest)}</span>'


def understood_of(group: str, reading: Reading) -> str:
    """What a group of fields is understood as, in words."""
    now = {field: values.text(reading[field]["value"]) for field in fields.GROUPS[group][1]}
    said = fields.said(group, now)
    return "Ansvarig saknas" if group == "vem" and said == fields.NOTHING else words.upper_first(said)


def is_set_aside(reading: Reading) -> bool:
    """Whether a person has said that the row is no measure of its own."""
    return values.text(reading["is_measure"]["value"]) == "false"


def set_aside(number: int) -> str:
    """How many of the rows that were read a person has set aside; "" for none."""
    if not number:
        return ""
    return figures.note(f"{words.count(number, 'rad som lästes räknas inte', 'rader som lästes räknas inte')}.")


def is_corrected(group: str, reading: Reading) -> bool:
    """Whether a person has said anything of the group."""
    return any(not values.missing(reading[field]["correction"]) for field in fields.GROUPS[group][1])


def _corrected(group: str, reading: Reading) -> str:
    """«Bekräftat» where a person agreed with the reading, else «Rättat»."""
    own = [reading[field] for field in fields.GROUPS[group][1]]
    return _MENDED if any(values.text(row["read"]) != values.text(row["value"]) for row in own) else "Bekräftat"


# --- the rows ------------------------------------------------------------------------------------------------------


_ROWS: Final = (
    Column("Rad", "3rem", number=True),
    Column("Åtgärd", "27%"),
    Column("Som det står", "36%"),
    Column("Förstått som"),
    Column("Rätta", "3.6rem", hidden=True),
)


def rows(
    readings: Sequence[Reading],
    asked: Mapping[str, Sequence[str]],
    href: Callable[[int], str],
    worded: Container[int] = (),
) -> str:
    """The document's rows as written beside as understood. `asked` maps an entry to the fields in doubt, `href` a row
    to the address that opens it, `worded` are the rows with a text that a person has read otherwise. Each can be gone
    to, as `in_list` names it."""
    listed = [_row(reading, asked, href, worded) for reading in readings]
    return tables.table(_ROWS, listed, "Raderna, som de står och som de förstås", "read")


def _row(
    reading: Reading, asked: Mapping[str, Sequence[str]], href: Callable[[int], str], worded: Container[int]
) -> list[tables.Cell]:
    status = reading["status"]
    number, entry = int(status["row"]), str(status["entry"])
    unsure = {fields.GROUP_OF.get(field, "") for field in asked.get(entry, ())}
    title = values.text(status["title"])
    lines = [f"<div>{_said(group, reading, group in unsure)}</div>" for group in ("status", "nar", "vem", "omrade")]
    written = [f"<div>{written_of('status', reading)}</div>" if values.text(status["text"]) else ""]
    written += [
        f'<div class="muted small">{_WRITTEN[group]}: {written_of(group, reading, 90)}</div>'
        for group in ("nar", "vem")
        if values.text(reading[fields.GROUPS[group][1][0]]["text"])
    ]
    sure = float(status["confidence"])
    low = (
        f'<div class="muted small">Kolumnerna gissade, {words.percent(round(100 * sure), 100)} säkert</div>'
        if sure < 1
        else ""
    )
    if number in worded:
        low += f'<div class="small"><span class="corrected">{_WORDED}</span></div>'
    if is_set_aside(reading):
        lines = [f'<div><b>Räknas inte</b> <span class="corrected">{_MENDED}</span></div>']
    return [
        Html(f'<span id="{in_list(number)}">{number}</span>'),
        Html(f'<span title="{escape(title)}">{escape(words.shortened(title, _LONGEST_TITLE))}</span>{low}'),
        Html("".join(written) or '<span class="muted">Ingen uppföljning står i planen</span>'),
        Html("".join(lines)),
        Html(f'<a href="{escape(href(number))}" aria-label="Rätta rad {number}">Rätta</a>'),
    ]


def in_list(row: int) -> str:
    """What a row in the list of rows is gone to as."""
    return f"rad-{row}"


def _said(group: str, reading: Reading, unsure: bool) -> str:
    said = escape(words.AREAS[str(reading["area"]["value"])] if group == "omrade" else understood_of(group, reading))
    shown = f"<b>{said}</b>" if group == "status" else said
    if is_corrected(group, reading):
        return f'{shown} <span class="corrected">{_corrected(group, reading)}</span>'
    return f'{shown} <span class="asked">osäkert</span>' if unsure else shown


def row_head(reading: Reading, close: str) -> str:
    """The row that is opened: its place, the address that closes it, and its whole text. It is read aloud from here."""
    status = reading["status"]
    number = int(status["row"])
    return (
        f'<div id="rad" tabindex="-1" class="headed">'
        f"{figures.section(f'Rad {number}', _in_document(values.text(status['place'])))}"
        f"{figures.link(close, 'Stäng raden')}</div>"
        f'<p class="lead">{escape(values.text(status["title"]))}</p>'
        + (
            figures.note("Räknas inte: någon har sagt att raden inte är en egen åtgärd.")
            if is_set_aside(reading)
            else ""
        )
    )


def row_readings(reading: Reading) -> str:
    """All of a row: as it stands, as understood, and by which rule."""
    listed: list[list[tables.Cell]] = [
        [
            fields.GROUPS[group][0],
            Html(written_of(group, reading, 600)),
            Html(
                f"{escape(understood_of(group, reading))}"
                + (
                    f'<span class="corrected">{_corrected(group, reading)}</span>'
                    if is_corrected(group, reading)
                    else ""
                )
                + _rule(reading[fields.GROUPS[group][1][0]])
            ),
        ]
        for group in fields.GROUPS
        if group != COUNTED or is_corrected(group, reading)
    ]
    columns = (Column("Uppgift", "17%"), Column("Som det står"), Column("Förstått som", "34%"))
    return tables.table(columns, listed, "Raden, som den står och som den förstås", "read")


def earlier(followups: Rows) -> str:
    """What earlier follow-ups in the same document say of the row that is opened, and how they were read; "" for
    none."""
    if not followups:
        return ""
    listed: list[list[tables.Cell]] = []
    for row in followups:
        day = values.day(row["day"])
        status = str(row["corrected"]) if not values.missing(row["corrected"]) else str(row["status"])
        quoted = ", ".join(part for part in (values.text(row["words"]), values.text(row["continues_words"])) if part)
        unsure = ' <span class="asked">osäkert</span>' if values.text(row["doubt"]) else ""
        listed.append(
            [
                words.short_date(day) if day else "–",
                Html(f'<span class="lines-kept">{marked(values.text(row["text"]), quoted, 600)}</span>'),
                Html(f"{escape(words.STATUSES[status])}{unsure}"),
            ]
        )
    columns = (Column("Tidigare", "17%"), Column("Som det står"), Column("Förstått som", "34%"))
    return tables.table(columns, listed, "Radens tidigare uppföljningar", "read") + figures.note(
        "«Sedan förra uppföljningen» jämför med den tidigare. Den rättas på åtgärdens sida, när dokumentet är sparat."
    )


def _rule(row: Row) -> str:
    rule, quoted = values.text(row["rule"]), values.text(row["words"])
    if not quoted and not rule:
        return ""
    why = f"av orden «{words.shortened(quoted, 80)}»" if quoted else f"regel: {rule.removeprefix('regel:')}"
    return f'<div class="muted small">{escape(why)}</div>'


# --- what changes --------------------------------------------------------------------------------------------------


def changes(counts: Mapping[str, int], lists: Mapping[str, Rows]) -> str:
    """What the import changes: each kind with its number, in front of the list that it opens."""
    items = "".join(_change(kind, counts.get(kind, 0), lists.get(kind, ())) for kind in CHANGES)
    return f'<ul class="counted changes">{items}</ul>'


CHANGES: Final[dict[str, tuple[str, str]]] = {
    "new": ("ny åtgärd", "nya åtgärder"),
    "vanished": ("försvunnen utan förklaring", "försvunna utan förklaring"),
    "removed": ("borttagen", "borttagna"),
    "moved": ("har ny status", "har ny status"),
    "new_deadline": ("har nytt slutdatum", "har nytt slutdatum"),
    "text": ("har ny text", "har ny text"),
    "new_owner": ("har ny ansvarig", "har ny ansvarig"),
    "split": ("är del av en delad åtgärd", "är delar av delade åtgärder"),
    "merged": ("är hopslagen av flera", "är hopslagna av flera"),
    "returned": ("har kommit tillbaka", "har kommit tillbaka"),
    "same": ("är oförändrad", "är oförändrade"),
}
"""Kinds of change in the order that they are told, of one and of many."""


def _change(kind: str, number: int, listed: Rows) -> str:
    one, many = CHANGES[kind]
    text = one if number == 1 else many
    if kind == "moved" and number:
        done = sum(row["after"] == "genomford" for row in listed)
        text += (
            f", varav {words.number(done)} blev genomförda" if done > 1 else ", varav 1 blev genomförd" if done else ""
        )
    shown = escape(text)
    if listed:
        lines = "".join(f"<li>{_moved(row, kind)}</li>" for row in listed)
        shown = f"<details><summary>{shown}</summary><ul>{lines}</ul></details>"
    return f"<li><b>{words.number(number)}</b><span>{shown}</span></li>"


def _moved(row: Row, kind: str) -> str:
    """One changed measure: its title, and from what to what; of one that has vanished, what it last was."""
    title = escape(words.shortened(values.text(row["title"]), 120))
    before, after = values.text(row.get("before")), values.text(row.get("after"))
    if not before and not after:
        return title
    first, last = in_words(before), in_words(after)
    told = f"{first} → {last or '–'}" if first and kind != "vanished" else first or last
    return f'{title} <span class="muted">{escape(told)}</span>'


def in_words(value: str) -> str:
    """A code, an ISO date or a text, as a person says it."""
    if value in words.STATUSES:
        return words.STATUSES[value]
    if value in words.TIMINGS:
        return words.TIMINGS[value]
    day = values.iso_day(value)
    return words.short_date(day) if day else words.shortened(value, 90)


def summary(counts: Mapping[str, int]) -> str:
    """What the import changes, as one sentence for the log; "" when there was nothing to compare with."""
    said = [
        f"{words.number(number)} {CHANGES[kind][number != 1]}"
        for kind, number in counts.items()
        if number and kind in CHANGES and kind != "same"
    ]
    return f"{words.upper_first(words.listing(said))}." if said else ""


def match(proposal: Row) -> str:
    """Two rows that may be one measure, side by side, with what speaks for it."""
    about = {
        "one": "Är det samma åtgärd?",
        "split": "Är det en del av samma åtgärd?",
        "merged": "Är de hopslagna?",
        "next_year": "Fortsätter den här åtgärden från året före?",
    }
    return (
        f'<h3 class="section">{about[str(proposal["kind"])]}</h3>'
        f'<p class="note">{escape(values.text(proposal["reason"]))}</p>'
        f'<div class="beside even"><div><div class="muted">{escape(values.text(proposal["before_document"]))}, '
        f"{escape(values.text(proposal['before_place']))}</div>{escape(values.text(proposal['before_text']))}</div>"
        f'<div><div class="muted">{escape(values.text(proposal["after_document"]))}, '
        f"{escape(values.text(proposal['after_place']))}</div>{escape(values.text(proposal['after_text']))}</div></div>"
    )


def twin(name: str, imported_at: datetime, alike: int, rows: int) -> str:
    """That the register has a document of the same plan which says the same (`alike` of the `rows`) or tells of the
    same day, in one sentence, and what to do of it."""
    there = f"«{name}», inläst {words.moment(imported_at)}"
    if alike == rows:
        every = "den enda raden är lika" if rows == 1 else f"alla {words.number(rows)} rader är lika"
        said = (
            f"Dokumentet finns redan i registret som {there}: {every}. Avbryt, eller ångra först den importen om den "
            "här filen ska stå i stället."
        )
    else:
        said = (
            f"Registret har redan ett dokument för samma dag, {there}: {words.of(alike, rows)} rader är lika. "
            "Är det här en ny version, avbryt, ångra den importen och läs in den här igen. Sparas båda gäller bara "
            "den enas text där de skiljer sig."
        )
    return f'<p class="lead" role="alert">{escape(said)}</p>'


def waiting(questions: int, pairs: int, href: str) -> str:
    """How many questions of a saved document nobody has answered, and where they are; `href` opens them."""
    if not questions and not pairs:
        return figures.note("Alla frågor om läsningen är besvarade.")
    said = figures.link(href, "Plankvalitet, Frågor om läsningen")
    asked = (
        f"<b>{words.count(questions, 'fråga', 'frågor')}</b> om läsningen är obesvarad{'e' if questions > 1 else ''}. "
        f"{'De' if questions > 1 else 'Den'} väntar på {said}, rad för rad."
        if questions
        else ""
    )
    unsure = (
        f"<b>{escape(words.count(pairs, 'par', 'par'))}</b> rader kan vara samma åtgärd och räknas som olika. "
        "Det avgörs när filen granskas: ångra importen och läs in den igen."
        if pairs
        else ""
    )
    return "".join(f'<p class="note">{one}</p>' for one in (asked, unsure) if one)


def later(document: Row | None) -> str:
    """Why the figures stay when the plan's latest document is another than the one under review; "" when it is not."""
    if document is None:
        return ""
    day = values.day(document["known_on"])
    assert day is not None  # every document has a day
    judged = words.judged_at(day, bool(document["whole_year"]))
    return figures.note(
        f"Planen har redan ett senare dokument, «{values.text(document['name'])}», som gäller {judged}. "
        "Planens siffror är fortfarande det dokumentets; det här läggs till som ett tidigare dokument."
    )


def before_and_after(before: Row | None, after: Row) -> str:
    """The plan's own figures as they are now, and as they become."""
    if before is None or not values.whole(before["measures"]):
        return ""
    lines = [
        f"{name} {_figure(before, key)} → <b>{_figure(after, key)}</b>"
        for name, key in (
            ("Genomförda", "done"),
            ("I fas", "on_track"),
            ("Försenade", "overdue"),
            ("Uppföljda", "followed_up"),
        )
    ]
    return f'<p class="lead">Planens siffror: {" · ".join(lines)}</p>'


def _figure(row: Row, key: str) -> str:
    return words.of(values.whole(row[key]), values.whole(row["measures" if key == "followed_up" else "counted"]))


# --- documents and log ---------------------------------------------------------------------------------------------


ACTIONS: Final[dict[str, str]] = {
    "imported": "Läst in",
    "removed": "Ångrad",
    "rebuilt": "Läst om",
    "failed": "Gick inte att läsa",
}
_LOG: Final = (
    Column("När", "13rem"),
    Column("Vem", "10rem"),
    Column("Vad", "9rem"),
    Column("Fil", "24%"),
    Column("Vad som ändrades"),
)


def log(found: Rows) -> str:
    """Who did what with which file, when, and what it changed."""
    listed = [
        [
            words.moment(row["made_at"].to_pydatetime()),
            values.text(row["who"]),
            ACTIONS[str(row["action"])],
            values.text(row["name"]),
            values.text(row["message"]),
        ]
        for row in found
    ]
    return tables.table(_LOG, listed, "Logg över importer")


def document(row: Row) -> str:
    """One imported document: its name, what it is, and who imported it when."""
    day = values.day(row["followed_up"])
    followed = (
        f"uppföljning för hela {values.day(row['known_on']).year - 1}"  # type: ignore[union-attr]
        if bool(row["whole_year"])
        else f"uppföljd {words.short_date(day)}"
        if day
        else "planen som den skrevs"
    )
    asked = values.whole(row["doubts"])
    about = [
        followed,
        words.measures(values.whole(row["measures"])),
        words.count(asked, "fråga ställdes", "frågor ställdes, räknade rad för rad") if asked else "",
        f"inläst {words.moment(row['imported_at'].to_pydatetime())} av {values.text(row['imported_by'])}",
    ]
    return (
        f'<div class="document"><b>{escape(values.text(row["name"]))}</b>'
        f'<div class="muted small">{escape(" · ".join(part for part in about if part))}</div></div>'
    )


def kept(name: str, plan: str, changed: str, href: str, left: str) -> str:
    """One saved file: what it changed, the way to its plan, and what is `left` to answer (HTML)."""
    return (
        f'<div class="document"><b>{escape(name)}</b> '
        f"{figures.link(href, 'Se översikten för ' + plan)}"
        f'<div class="muted small">{escape(changed) or "Planens första dokument i registret."}</div>{left}</div>'
    )


def failed(name: str, why: str) -> str:
    """A file that was not read, and why."""
    return f'<p class="note"><b>{escape(name)}</b>: {escape(why)}</p>'


# --- columns and order ---------------------------------------------------------------------------------------------


def known_columns(read_as: Mapping[str, str]) -> str:
    """Headings that are read as somebody has chosen."""
    return "".join(
        f'<p class="lead">«{escape(header)}» läses som {escape(word)}.</p>' for header, word in read_as.items()
    )


def samples(headers: Sequence[str], others: Sequence[Sequence[tuple[str, str]]]) -> dict[str, str]:
    """What stands in each unknown column: how many rows have it, and the first texts."""
    found: dict[str, str] = {}
    for header in headers:
        texts = [text for other in others for name, text in other if name == header]
        first = "; ".join(f"«{words.shortened(text, 70)}»" for text in list(dict.fromkeys(texts))[:3])
        number = words.count(len(texts), "rad har text", "rader har text")
        found[header] = f'<p class="lead"><b>{escape(header)}</b>: {number}. {escape(first)}</p>'
    return found


def unsure(open_questions: Rows) -> dict[str, list[str]]:
    """Each entry that something is asked of, and the fields in doubt."""
    found: dict[str, list[str]] = {}
    for doubt in open_questions:
        found.setdefault(str(doubt["entry"]), []).append(str(doubt["field"]))
    return found


def listed(readings: Sequence[Reading], open_questions: Rows, in_order: bool, most: int | None = None) -> list[Reading]:
    """The rows as they are listed: `in_order` of the document, or the least sure first; at `most` so many."""
    asked = unsure(open_questions)
    found = list(readings) if in_order else sorted(readings, key=lambda row: least_sure(row, asked))
    return found[:most]


def least_sure(reading: Reading, unsure: Mapping[str, Sequence[str]]) -> tuple[int, float, int]:
    """For sorting: rows with questions first, then those whose columns were guessed, then the document's order."""
    status = reading["status"]
    return -len(unsure.get(str(status["entry"]), ())), float(status["confidence"]), int(status["row"])
