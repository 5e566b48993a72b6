"""What Försenade shows: its sentence, what is late under area or owner, what comes next, and what cannot be late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape
from typing import Any, Final

from pages.parts import figures, tables, values, words
from pages.parts.links import Links
from pages.parts.tables import Column, Group, Html, Linked

Measure = Mapping[str, Any]

NEXT: Final = 10
"""As many end dates as «Närmast» shows; the rest are folded."""
MOST_LISTED: Final = 10
_TITLE_LENGTH: Final = 110
_OWNER_LENGTH: Final = 60
_FOLLOWUP_LENGTH: Final = 110
_SIGN: Final = Column("Läge", "1.6rem", hidden=True)
_LATE: Final = (
    _SIGN,
    Column("Åtgärd", "32%"),
    Column("Status", "8.2rem"),
    Column("Slutdatum", "6.6rem", number=True),
    Column("Dagar sen", "5.6rem", number=True),
    Column("Ansvarig", "17%"),
    Column("Senaste uppföljning"),
)
_COMING: Final = (
    _SIGN,
    Column("Åtgärd", "36%"),
    Column("Status", "8.2rem"),
    Column("Slutdatum", "6.6rem", number=True),
    Column("Dagar kvar", "5.8rem", number=True),
    Column("Ansvarig", "20%"),
    Column("Område"),
)
_MOVED: Final = (
    _SIGN,
    Column("Åtgärd", "36%"),
    Column("Slutdatum, från → till"),
    Column("Flyttat", "5.6rem"),
    Column("I dokumentet", "28%"),
)
_UNDATED: Final[dict[str, tuple[str, str]]] = {
    "ongoing": ("är", "löpande"),
    "recurring": ("är", "återkommande"),
    "on_demand": ("är", "vid behov"),
    "start": ("har", "bara start"),
    "deadline": ("har", "ett slut utan bestämd dag"),
    "unset": ("har", "ingen tid satt"),
}


def sentence(key: Mapping[str, Any], late: Sequence[Measure], judged: str, within: str = "") -> str:
    """The page's answer as an h1. `key` answers key_figures, `late` overdue; `judged` is «per 13 november 2024»,
    `within` « i urvalet» when some filter chooses among the measures."""
    counted = int(key["counted"])
    if not counted:
        return figures.answer(words.all_removed(int(key["measures"]), within))
    if counted == 1:
        claim = f"Urvalets enda åtgärd är {'försenad' if late else 'inte försenad'} {judged}."
    elif not late:
        claim = f"Ingen åtgärd{within} är försenad {judged}."
    else:
        verb = "är försenad" if len(late) == 1 else "är försenade"
        claim = f"{words.of(len(late), counted)} åtgärder{within} {verb} {judged}."
    return figures.answer(claim, _common_end(late))


def _common_end(late: Sequence[Measure]) -> str:
    """The end date that over half of them had; "" when no date had so many."""
    if not late:
        return ""
    day, number = Counter(_day(measure) for measure in late).most_common(1)[0]
    if 2 * number <= len(late):
        return ""
    if len(late) == 1:
        who = "Den"
    elif number == len(late):
        who = "Båda" if number == 2 else f"Alla {words.number(number)}"
    else:
        who = f"{words.number(number)} av dem"
    return f"{who} hade slutdatum {words.long_date(day)}."


def moved_by_text(doubts: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Each measure whose follow-up tells of a later end date that nobody has answered about, and the question;
    `doubts` answers doubts."""
    asked = [row for row in doubts if row["field"] == "end" and not values.missing(row["measure"])]
    return {str(row["measure"]): values.text(row["question"]) for row in asked}


def moved_note(late: Sequence[Measure], moved: Mapping[str, str]) -> str:
    """How many of the late are late only by a date that their follow-up says has moved; "" for none."""
    number = sum(str(measure["measure"]) in moved for measure in late)
    if not number:
        return ""
    one = number == 1
    those = "Den" if len(late) == 1 else f"{words.number(number)} av dem"
    return figures.note(
        f"{those} har enligt uppföljningen fått ett senare slutdatum, men frågan om det är inte besvarad: "
        f"{'öppna åtgärden' if one else 'öppna åtgärderna'} och rätta När."
    )


def doubt(late: Sequence[Measure], gap: str, links: Links) -> str:
    """What the sentence cannot know: the time since the latest follow-up (`gap`), and those never followed up."""
    unknown = sum(measure["status"] == "ej_uppfoljd" for measure in late)
    said = escape(gap)
    if unknown:
        href = links.rows(urval="forsenade", status="ej_uppfoljd")
        if unknown == len(late):
            those = "Den är inte uppföljd" if unknown == 1 else "Ingen av dem är uppföljd"
            tail = ", så den kan vara klar." if unknown == 1 else ", så de kan vara klara."
        else:
            those = f"{words.number(unknown)}{words.NBSP}av{words.NBSP}dem"
            tail = " är inte uppföljd och kan vara klar." if unknown == 1 else " är inte uppföljda och kan vara klara."
        said += f"{' ' if said else ''}{figures.link(href, those)}{tail}"
    return f'<p class="note">{said}</p>' if said else ""


def unsure(late: Sequence[Measure]) -> str:
    """How many of the late rest on a reading that somebody is asked about and has not answered; "" for none."""
    number = sum(bool(measure["asked"]) for measure in late)
    if not number:
        return ""
    those = "Den" if len(late) == 1 else words.of(number, len(late))
    verb = "vilar på en osäker läsning" if number == 1 else "vilar på osäkra läsningar"
    return figures.note(f"{those} {verb} av status, tid eller ansvarig: de är märkta «osäkert läst».")


def grouping(by_actor: bool, links: Links) -> str:
    """The choice of what to group by."""
    return figures.switch(
        "Gruppera efter",
        [
            ("Efter område", links.to("forsenade"), not by_actor),
            ("Efter ansvarig", links.to("forsenade", vy="ansvarig"), by_actor),
        ],
    )


def by_area(
    late: Sequence[Measure], counted: Mapping[str, int], moved: Mapping[str, str], links: Links, opened: Links
) -> str:
    """The late measures under their areas; `counted` is the number of measures per area, removed ones left out, `moved`
    answers moved_by_text. `links` open rows, `opened` a measure with its way back here."""
    rows: list[tables.Row] = []
    for area, measures in _grouped((str(measure["area"]), measure) for measure in late):
        href = links.rows(omrade=area, urval="forsenade")
        rows.append(_group(words.AREAS[area], len(measures), counted.get(area, len(measures)), href))
        rows += [_late(measure, moved, opened) for measure in measures]
    return tables.table(_LATE, rows, "Försenade åtgärder efter område", kind="signed")


def by_actor(
    late: Sequence[Measure],
    carried: Iterable[Mapping[str, Any]],
    moved: Mapping[str, str],
    links: Links,
    opened: Links,
) -> str:
    """The late measures under each of their owners, those without one first. `carried` answers overdue_by_actor,
    `moved` moved_by_text."""
    found = {str(measure["measure"]): measure for measure in late}
    rows: list[tables.Row] = []
    for (kind, actor), lines in _grouped(((str(line["kind"]), str(line["actor"])), line) for line in carried):
        if actor:
            href = links.rows(urval="forsenade", ansvarig=f"{kind}:{actor}")
        else:
            href = links.rows(urval=("forsenade", "utan_ansvarig"))
        rows.append(_group(words.upper_first(actor) or "Saknar ansvarig", len(lines), int(lines[0]["counted"]), href))
        rows += [_late(found[str(line["measure"])], moved, opened) for line in lines]
    return tables.table(_LATE, rows, "Försenade åtgärder efter ansvarig", kind="signed")


def coming(measures: Sequence[Measure], links: Links) -> str:
    """The next end dates as a table, all after the first ten folded."""
    shown = tables.table(
        _COMING, [_coming(measure, links) for measure in measures[:NEXT]], "Närmaste slutdatum", kind="signed"
    )
    rest = measures[NEXT:]
    if not rest:
        return shown
    table = tables.table(_COMING, [_coming(measure, links) for measure in rest], "Senare slutdatum", kind="signed")
    return shown + tables.folded(table, f"Visa {words.number(len(rest))} senare slutdatum", kind="more")


def missing_followup(missing: Sequence[Measure], due: int, links: Links, opened: Links, within: str = "") -> str:
    """What should have been followed up by now; `due` measures' end date or plan year has passed."""
    if not due:
        return figures.note(f"Inget slutdatum eller planår{within} har passerat än.")
    if not missing:
        if due == 1:
            return figures.note(f"Den enda åtgärd{within} vars period har gått ut är uppföljd.")
        return figures.note(
            f"Alla åtgärder{within} vars period har gått ut är uppföljda.", links.rows(urval="perioden_ute"), "Visa dem"
        )
    rows = links.rows(urval="saknar_uppfoljning")
    lead = f'<p class="lead">{figures.link(rows, words.of(len(missing), due))} åtgärder vars period har gått ut.</p>'
    lines = figures.decision_lines(
        (
            str(measure["light"]),
            values.text(measure["title"]),
            opened.measure(str(measure["measure"])),
            words.SHORT_AREAS[str(measure["area"])],
            "",
        )
        for measure in missing[:MOST_LISTED]
    )
    more = (
        figures.note(f"Visar {words.of(MOST_LISTED, len(missing))}.", rows, "Visa alla")
        if len(missing) > MOST_LISTED
        else ""
    )
    return lead + lines + more


def cannot_be_late(found: Sequence[Mapping[str, Any]], open_measures: int, links: Links, within: str = "") -> str:
    """Open measures without an end date, per class: each number opens its rows. `found` answers cannot_be_overdue."""
    total = sum(int(row["measures"]) for row in found)
    if not total:
        return figures.note(
            f"Alla öppna åtgärder{within} har slutdatum." if open_measures else f"Ingen åtgärd{within} är öppen."
        )
    parts, verb = [], ""
    for row in found:
        timing, number = str(row["timing"]), int(row["measures"])
        own, word = _UNDATED[timing]
        said = f"{words.number(number)} {word}" if own == verb == "är" else f"{words.number(number)} {own} {word}"
        verb = own
        parts.append(figures.link(links.rows(urval="kan_inte_bli_forsenade", tid=timing), said))
    lead = "Den saknar" if total == 1 else "De saknar"
    everything = figures.link(links.rows(urval="kan_inte_bli_forsenade"), "Visa den" if total == 1 else "Visa dem")
    return f'<p class="note">{lead} slutdatum: {words.listing(parts)}. {everything}</p>'


def moved(found: Sequence[Measure], documents: int, links: Links, opened: Links, within: str = "") -> str:
    """Each measure whose end date has moved from one document to the next, those that moved most often first, every
    date it has had. `found` answers date_moves; `documents` is how many the plan has."""
    if not found:
        return figures.note(
            f"Inget slutdatum{within} har flyttats från ett dokument till nästa."
            if documents > 1
            else "Planen har ett enda dokument, så inget syns om flyttade datum."
        )
    rows: list[tables.Row] = []
    moves = [lines for _, lines in _grouped((str(line["measure"]), line) for line in found)]
    for lines in moves[:MOST_LISTED]:
        title = values.text(lines[0]["title"])
        where = words.listing(list(dict.fromkeys(values.text(line["document"]) for line in lines)))
        rows.append(
            [
                Html(figures.sign(str(lines[0]["light"]))),
                Linked(words.shortened(title, _TITLE_LENGTH), opened.measure(str(lines[0]["measure"])), title),
                _moves_in_words(lines),
                words.count(len(lines), "gång", "gånger"),
                Html(f'<span class="muted">{escape(where)}</span>'),
            ]
        )
    number, more = len(moves), ""
    if number > MOST_LISTED:
        more = figures.note(
            f"Visar {words.of(MOST_LISTED, number)}.", links.rows(urval="flyttat_slutdatum"), "Visa alla"
        )
    return tables.table(_MOVED, rows, "Slutdatum som har flyttats", kind="signed") + more


def _moves_in_words(lines: Sequence[Measure]) -> str:
    """«1 maj → 1 okt → 1 dec»; «1 maj → Löpande · 1 okt → 1 dec» where an end date came back in between."""
    said = ""
    last = ""
    for line in lines:
        before, after = (_time(line[name]) for name in ("before", "after"))
        said += f" → {after}" if said and before == last else f"{' · ' if said else ''}{before} → {after}"
        last = after
    return said


def moved_sheet(found: Sequence[Measure]) -> tables.Sheet:
    """Each move of an end date for a file."""
    columns = {"Åtgärd": 60, "Område": 26, "Från": 18, "Till": 18, "Dokumentets dag": 14, "Dokument": 40, "Flyttar": 10}
    cells: list[list[tables.Value]] = [
        [
            values.text(line["title"]),
            words.AREAS[str(line["area"])],
            _time(line["before"]),
            _time(line["after"]),
            values.day(line["day"]),
            values.text(line["document"]),
            int(line["moved"]),
        ]
        for line in found
    ]
    return tables.Sheet("Datum som flyttats", columns, cells)


def _time(text: Any) -> str:
    """A date of date_moves as «31 okt 2024», or the class of a time that names no end."""
    said = values.text(text)
    return words.time_words(said, None) if said in words.TIMINGS else words.short_date(date.fromisoformat(said))


def _grouped(pairs: Iterable[tuple[Any, Any]]) -> Iterable[tuple[Any, list[Any]]]:
    """The values of each key together, keys in the order that they come."""
    groups: dict[Any, list[Any]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups.items()


def _group(name: str, late: int, counted: int, href: str) -> Group:
    word = "försenad" if late == 1 else "försenade"
    return Group(f"{name}: {words.number(late)} {word} av{words.NBSP}{words.number(counted)}", href=href)


def _late(measure: Measure, moved: Mapping[str, str], opened: Links) -> list[tables.Cell]:
    question = moved.get(str(measure["measure"]), "")
    asked = f'<div><span class="asked" title="{escape(question)}">flyttat?</span></div>' if question else ""
    followup = values.text(measure["followup"])
    said = words.latest_note(followup, _FOLLOWUP_LENGTH) or "Ej uppföljd"
    hint = f' title="{escape(followup)}"' if len(followup) > _FOLLOWUP_LENGTH else ""
    return [
        *_named(measure, opened),
        Html(f"{words.short_date(_day(measure))}{asked}"),
        Html(f"<b>{words.number(int(measure['days_late']))}</b>"),
        Html(_owner(measure)),
        Html(f'<span class="muted"{hint}>{escape(said)}</span>'),
    ]


def _coming(measure: Measure, opened: Links) -> list[tables.Cell]:
    return [
        *_named(measure, opened),
        words.short_date(_day(measure)),
        Html(f"<b>{words.number(int(measure['days_left']))}</b>"),
        Html(_owner(measure)),
        words.AREAS[str(measure["area"])],
    ]


def _named(measure: Measure, opened: Links) -> list[tables.Cell]:
    title = values.text(measure["title"])
    return [
        Html(figures.sign(str(measure["light"]))),
        Linked(words.shortened(title, _TITLE_LENGTH), opened.measure(str(measure["measure"])), title),
        Html(f"{escape(words.STATUSES[str(measure['status'])])} {figures.unsure(str(measure['asked']))}"),
    ]


def _owner(measure: Measure) -> str:
    """Who carries it, as the text was understood: names only, never the contact details that may stand beside them."""
    actors = words.upper_first(values.text(measure["actors"]))
    if not actors:
        return "<b>Saknas</b>"
    hint = f' title="{escape(actors)}"' if len(actors) > _OWNER_LENGTH else ""
    return f"<span{hint}>{escape(words.shortened(actors, _OWNER_LENGTH))}</span>"


def _day(measure: Measure) -> date:
    day = values.day(measure["end_date"])
    assert day is not None, "bara åtgärder med slutdatum"
    return day
