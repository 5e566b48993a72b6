"""What Åtgärd shows of one measure, as HTML: its head, its texts, its follow-ups, its readings and its corrections."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from html import escape
from typing import Any, Final

from pages.parts import fields, figures, tables, values, words
from pages.parts.marks import marked
from pages.parts.names import NameQuestion
from pages.parts.tables import Column, Html

MISSING: Final = "Saknas i planen"
FORMS: Final[dict[str, str]] = {
    "xlsx": "Excel",
    "docx": "Word",
    "pdf": "PDF",
    "scanned pdf": "inskannad PDF",
    "csv": "CSV",
    "tsv": "text med tabbar",
    "markdown": "text med tabeller",
    "stacked text": "text utan tabeller",
}
STATUS_SIGNS: Final[dict[str, str]] = {
    "genomford": "✓",
    "delvis": "◐",
    "pagar": "▸",
    "pausad": "‖",
    "ej_paborjad": "○",
    "ej_genomford": "✕",
    "oklar": "?",
    "ej_uppfoljd": "–",
    "borttagen": "⊘",
}
_CHANGED: Final[dict[str, str]] = {
    "measure": "Texten",
    "cause": "Orsaken",
    "goal": "Det operativa målet",
    "when": "Tiden",
    "who": "Ansvarig",
}
_LONGEST: Final = 260
_JOINT: Final = " | "
"""Between the cells that one value is read from, as the questions write them."""
_LONG_TITLE: Final = 240
_LONGEST_KIN: Final = 140
_ORIGINS: Final[dict[tuple[str, bool], str]] = {
    ("split", True): "Delad från",
    ("split", False): "Delades i",
    ("merged", True): "Sammanslagen av",
    ("merged", False): "Slogs ihop till",
}
"""Per kind of origin, and whether the measure shown is the one that came of it."""
Row = Mapping[str, Any]
Rows = Sequence[Row]
Facts = Sequence[tuple[str, str]]
"""Names with the HTML that stands beside them."""
Open = Callable[..., str]
"""The address of another measure: open(measure, plan="")."""
Rules = Callable[[str], str]
"""The address of an anchor on Begrepp."""
Correct = Callable[..., str]
"""The address that opens the form: correct(group, day=""), the day of an earlier follow-up."""


# --- the head ------------------------------------------------------------------------------------------------------


def way_back(href: str, plan: str, area: str) -> str:
    """The link back to the list, and which plan and area this is."""
    return (
        f'<p class="way-back">{figures.link(href, "← Tillbaka till listan")} '
        f'<span class="muted">· {escape(plan)} · {escape(words.AREAS[area])}</span></p>'
    )


def head(measure: Row, readings: Mapping[str, Row]) -> str:
    """The measure as written, and chips for läge, status, time and whether it is late."""
    title = values.text(measure["title"])
    long = " long" if len(title) > _LONG_TITLE else ""
    light, status = str(measure["light"]), str(measure["status"])
    chips = [
        f"{figures.sign(light)} {words.LIGHTS[light]}{'' if light == 'struck' else ' läge'}",
        f'<span class="sign" aria-hidden="true">{STATUS_SIGNS[status]}</span> '
        f"{escape(words.status(status, bool(measure['continues'])))}{corrected('status', group(readings, 'status'))}"
        f"{_unsure(group(readings, 'status'))}",
        f"{escape(_time(measure))}{corrected('nar', group(readings, 'nar'))}{_unsure(group(readings, 'nar'))}",
        *([] if bool(measure["removed"]) else [escape(_late(measure))]),
    ]
    items = "".join(f"<li>{chip}</li>" for chip in chips)
    return (
        f'<h1 class="answer measure{long}"><b>{escape(title)}</b></h1>'
        f"{corrected('text', group(readings, 'text'))}"
        f'<ul class="chips">{items}</ul>'
    )


def not_counted(measure: Row, readings: Mapping[str, Row], origins: Rows, vanished: bool) -> str:
    """Why no figure has the measure, when it does not stand in the plan; "" when it does."""
    if values.text(readings["is_measure"]["value"]) == "false":
        return figures.note(
            "Raden räknas inte: någon har sagt att den inte är en egen åtgärd. Vem och varför står under Rättelser."
        )
    became = [
        row for row in origins if str(row["origin"]) == str(measure["measure"]) and values.whole(row["steps"]) == 1
    ]
    if became:
        how = "har delats i flera" if str(became[0]["kind"]) == "split" else "har slagits ihop med andra"
        return figures.note(f"Åtgärden {how}. Läget är det innan dess, och siffrorna räknar det som den blev.")
    if vanished:
        return figures.note(
            "Åtgärden försvann utan förklaring: en senare uppföljning av området tar inte upp den. "
            "Läget är det som senast var känt, och den är inte med i siffrorna."
        )
    return ""


def _unsure(rows: Rows) -> str:
    """A chip is what most people read: it says when the reading is in doubt."""
    doubtful = any(values.text(row["doubts"]) for row in rows) and not any(map(_is_corrected, rows))
    return ' <span class="corrected">osäker läsning</span>' if doubtful else ""


def _time(measure: Row) -> str:
    timing, end = str(measure["timing"]), values.day(measure["end_date"])
    word = words.timing_class(timing, end)
    if timing == "deadline" and end:
        return f"{word} {words.short_date(end)}"
    start = values.day(measure["start_date"])
    return f"{word}, {words.short_date(start)}" if timing == "start" and start else word


def _late(measure: Row) -> str:
    if bool(measure["overdue"]):
        return f"Försenad {words.count(values.whole(measure['days_late']), 'dag', 'dagar')}"
    if bool(measure["soon"]):
        return f"Ej försenad, slutdatum inom 60{words.NBSP}dagar"
    return "Ej försenad"


# --- what is corrected ---------------------------------------------------------------------------------------------


def group(readings: Mapping[str, Row], name: str) -> list[Row]:
    """The readings that one «Rätta» is about."""
    return [readings[field] for field in fields.GROUPS[name][1]]


def phrase(name: str, rows: Rows, which: str) -> str:
    """A group in words; `which` is «read» or «value»."""
    return fields.said(name, {str(row["field"]): values.text(row[which]) for row in rows})


def corrected(name: str, rows: Rows) -> str:
    """«Rättat från …» beside a value that a person has corrected, «Bekräftat» beside one that they agreed with."""
    if not any(_is_corrected(row) for row in rows):
        return ""
    read, now = phrase(name, rows, "read"), phrase(name, rows, "value")
    said = "Bekräftat" if read == now else f"Rättat från: {read}"
    if read != now and read == fields.NOTHING:
        said = "Rättat, inget stod i planen"
    return f' <span class="corrected">{escape(said)}</span>'


def _is_corrected(row: Row) -> bool:
    return values.whole(row["correction"]) > 0


# --- the texts -----------------------------------------------------------------------------------------------------


def facts(
    measure: Row, readings: Mapping[str, Row], actors: Rows, places: Rows, commented: bool, kin: Facts = ()
) -> str:
    """The measure's own texts, as written, its `kin` and the documents that it stands in; a missing value is said.
    `commented` is False when no follow-up shows the comment, which then stands here."""
    rows: list[tuple[str, str]] = []
    if values.text(measure["subarea"]) or _is_corrected(readings["subarea"]):
        rows.append(("Plats eller problem", _text(values.text(measure["subarea"]))))
    rows.append(("Orsak", _text(values.text(measure["cause"])) + corrected("orsak", group(readings, "orsak"))))
    if values.text(measure["item"]):
        rows.append(("Del", str(values.whole(measure["item"]))))
    rows += [
        ("Operativt mål", _text(values.text(measure["goal"])) + corrected("mal", group(readings, "mal"))),
        ("När", _text(values.text(measure["when_text"]))),
        ("Vem", _text(values.text(measure["who"])) + _contacts(actors)),
    ]
    if not commented and values.text(measure["comment"]):
        rows.append(("Kommentar", _text(values.text(measure["comment"]))))
    rows += [(str(other["header"]), _text(str(other["text"]))) for other in measure["other"] if other["text"]]
    rows += kin
    rows.append(("Står i", _places(places)))
    body = "".join(f"<dt>{escape(name)}</dt><dd>{html}</dd>" for name, html in rows)
    return f'<dl class="facts measure">{body}</dl>'


def kin(measure: str, before: Rows, after: Rows, origins: Rows, open_: Open) -> list[tuple[str, str]]:
    """The measures that this one came out of and became, within the plan and from year to year, as links with the
    reason. The rows answer carried_on, carried_into and origins."""
    found: dict[str, list[str]] = {}
    for row in before:
        plan = str(row["before_plan"])
        href = open_(str(row["before_measure"]), plan)
        found.setdefault(f"Fortsätter från {plan}", []).append(_kin(row, "before_title", href))
    for row in after:
        plan = str(row["after_plan"])
        href = open_(str(row["after_measure"]), plan)
        found.setdefault(f"Fortsätter i {plan}", []).append(_kin(row, "after_title", href))
    for row in origins:
        if values.whole(row["steps"]) > 1:
            continue
        came_of = str(row["measure"]) == measure
        other, title = ("origin", "origin_title") if came_of else ("measure", "title")
        name = _ORIGINS[str(row["kind"]), came_of]
        found.setdefault(name, []).append(_kin(row, title, open_(str(row[other]))))
    return [(name, "".join(lines)) for name, lines in found.items()]


def _kin(row: Row, title: str, href: str) -> str:
    text = values.text(row[title])
    shown = figures.link(href, words.shortened(text, _LONGEST_KIN) or MISSING, text)
    return f'<div>{shown} <span class="muted">{escape(values.text(row["reason"]))}</span></div>'


def _text(text: str) -> str:
    return escape(text) if text else f'<span class="muted">{MISSING}</span>'


def _contacts(actors: Rows) -> str:
    """Telephone and e-mail, which only this page shows."""
    said = [f"{actor['name']}: {actor['contact']}" for actor in actors if values.text(actor["contact"])]
    return "".join(f'<div class="muted">{escape(text)}</div>' for text in said)


def _places(places: Rows) -> str:
    return "".join(
        f"<div>{escape(values.text(place['document']))} ({FORMS.get(str(place['form']), escape(str(place['form'])))}), "
        f"{escape(values.text(place['place']))}{_recognised(place)}</div>"
        for place in places
    )


def _recognised(place: Row) -> str:
    """Why the row was taken for this measure; "" for the row that names it."""
    reason = values.text(place["reason"])
    return f' <span class="muted">{escape(reason)}</span>' if reason else ""


def changes(found: Rows) -> str:
    """What was rewritten between the documents, from → to."""
    items = "".join(
        f"<li><b>{_CHANGED[str(change['field'])]}</b> {_quoted(change['before'])} → {_quoted(change['after'])} "
        f'<span class="muted">i {escape(values.text(change["after_document"]))}</span></li>'
        for change in found
    )
    return f'<ul class="rewritten">{items}</ul>' if found else ""


def _quoted(value: Any) -> str:
    text = values.text(value)
    return f"«{escape(text)}»" if text else "<i>ingenting</i>"


# --- the follow-ups ------------------------------------------------------------------------------------------------


def followups(found: Rows, several_documents: bool) -> str:
    """Every follow-up, the latest first: its day, the status read from it and its own words."""
    if not found:
        return figures.note("Ingen uppföljning av åtgärden står i planen.")
    items = []
    for row in found:
        read, now = str(row["status"]), values.text(row["corrected"]) or str(row["status"])
        parts = [f"<h3>{escape(day_of(row))}: {escape(words.STATUSES[now])}{_from(row, read, now)}</h3>"]
        if values.text(row["text"]):
            parts.append(f"<p>{escape(values.text(row['text']))}</p>")
        for name, column in (("Status i dokumentet", "status_text"), ("Kommentar", "comment")):
            if values.text(row[column]):
                parts.append(f'<p class="muted">{name}: {escape(values.text(row[column]))}</p>')
        if several_documents:
            where = f"Ur {values.text(row['document'])}, {values.text(row['place'])}"
            parts.append(f'<p class="muted small">{escape(where)}</p>')
        items.append(f"<li>{''.join(parts)}</li>")
    return f'<ol class="follow-ups">{"".join(items)}</ol>'


def _from(row: Row, read: str, now: str) -> str:
    if not values.text(row["corrected"]):
        return ""
    said = "Bekräftat" if read == now else f"Rättat från: {words.STATUSES[read]}"
    return f' <span class="corrected">{said}</span>'


def day_of(row: Row) -> str:
    """«13 november 2024», or «Hela 2024» for a follow-up of the whole year."""
    day = values.day(row["day"]) or date.min
    return f"Hela {day.year - 1}" if bool(row["whole_year"]) else words.long_date(day)


# --- how the text was read -----------------------------------------------------------------------------------------


_READ: Final = (
    Column("Uppgift", "13%"),
    Column("Som det står", "38%"),
    Column("Förstått som", "23%"),
    Column("Säkerhet"),
    Column("Rätta", "4.2rem", hidden=True),
)


def readings_table(
    readings: Mapping[str, Row],
    found: Rows,
    actors: Rows,
    correct: Correct,
    who_is: Sequence[NameQuestion],
    answer: str,
    judged: Row | None,
    rules: Rules,
) -> str:
    """Each value with the words that decided it, how sure the reading is, and the way to correct it. `found` are the
    follow-ups; those before the latest have a row each. `who_is` are the questions about its persons' names, which
    are answered at the address `answer`. `judged` answers measure_quality, `rules` gives the address on Begrepp of what
    it is judged by."""
    rows = [
        _reading_row(name, readings, actors, correct, _who_is(who_is, answer) if name == "vem" else "")
        for name in ("status", "nar", "vem", "omrade")
    ]
    rows[1:1] = [_earlier_row(row, correct) for row in _with_words(found)[1:]]
    rows += _judged_rows(judged, correct, rules) if judged else []
    return tables.table(_READ, rows, "Så lästes texten", kind="read")


def _with_words(found: Rows) -> list[Row]:
    return [row for row in found if row["status"] != "ej_uppfoljd" or values.text(row["text"])]


def _reading_row(
    name: str, readings: Mapping[str, Row], actors: Rows, correct: Correct, still_asked: str
) -> list[tables.Cell]:
    rows = group(readings, name)
    text = values.text(rows[0]["text"])
    quoted = ", ".join(dict.fromkeys(values.text(row["words"]) for row in rows if values.text(row["words"])))
    understood = escape(phrase(name, rows, "value"))
    if name == "vem":
        understood = "".join(f"<div>{line}</div>" for line in map(_actor, actors)) or "Ingen namngiven"
    elif name == "omrade":
        text, quoted = _area_text(rows), values.text(rows[0]["words"])
    rule = values.text(rows[0]["rule"])
    hint = f' title="Regel: {escape(rule)}"' if rule else ""
    shown = _marked(text.split(_JOINT), quoted) if text else _text("")
    return [
        fields.GROUPS[name][0],
        Html(shown if name != "status" or text else '<span class="muted">Ingen uppföljning står i planen</span>'),
        Html(f"<span{hint}>{understood}</span>{corrected(name, rows)}"),
        Html(_certainty([values.text(row["doubts"]) for row in rows], any(map(_is_corrected, rows)), still_asked)),
        Html(_correct(correct(name), fields.GROUPS[name][0])),
    ]


_GOALS: Final = {"measurable": "Går att mäta", "lacking": "Går inte att mäta: ", "unread": "Inte läst än"}


def _judged_rows(judged: Row, correct: Correct, rules: Rules) -> list[list[tables.Cell]]:
    """What is judged of the goal, of the result that a done measure tells, and of what stands in its way; nothing
    where the plan does not say."""
    rows: list[list[tables.Cell]] = []
    goal = values.text(judged["goal"])
    if goal:
        why = words.goal_lacks(values.text(judged["goal_lacks"]).split(), values.text(judged["vague_words"]))
        shown = Html(_marked([goal], values.text(judged["goal_words"])))
        again = Html(_correct(correct("mal"), fields.GROUPS["mal"][0]))
        rows.append(
            [
                fields.GROUPS["mal"][0],
                shown,
                _GOALS[str(judged["goal_state"])] + why,
                _rule(rules("plankvalitet")),
                again,
            ]
        )
    if judged["status"] == "genomford":
        result, told = str(judged["result"]), values.text(judged["told"])
        understood = f"Anger {words.RESULTS[result]}" if result else "Anger inget resultat"
        shown = Html(_marked(told.split(_JOINT), values.text(judged["result_words"])) if told else _text(""))
        rows.append(["Resultat", shown, understood, _rule(rules("resultat")), Html("")])
    if judged["obstacle"]:
        quoted = ", ".join(
            text for text in (values.text(judged["obstacle_words"]), values.text(judged["waits_for"])) if text
        )
        shown = Html(_marked(values.text(judged["told"]).split(_JOINT), quoted))
        rows.append(["Hinder", shown, Html(_obstacle(judged)), _rule(rules("beslut")), Html("")])
    return rows


def _obstacle(judged: Row) -> str:
    """What stands in the way, with the party that is waited for where the words name one."""
    waits_for, party = values.text(judged["waits_for"]), values.text(judged["waits_for_party"])
    said = words.OBSTACLES[str(judged["obstacle"])]
    if judged["obstacle"] == "waiting" and waits_for:
        said = f"Väntar på: {waits_for}"
    rule = f' title="Regel: {escape(values.text(judged["obstacle_rule"]))}"'
    of = f' <span class="muted">({escape(party)})</span>' if party else ""
    return f"<span{rule}>{escape(said)}</span>{of}"


def _rule(href: str) -> Html:
    return Html(figures.link(href, "Så bedöms det"))


def _area_text(rows: Rows) -> str:
    """The texts that name the area or the place; the headings around them say nothing of it."""
    parts = values.text(rows[0]["text"]).split(_JOINT)
    named = [values.text(rows[0]["words"]), values.text(rows[1]["text"])]
    telling = [part for part in parts if any("<mark>" in marked(part, name) for name in named)]
    return _JOINT.join(telling or parts[:1])


def _marked(parts: Sequence[str], quoted: str) -> str:
    """Cells of a row, each on a line of its own, with the words that decided marked."""
    return f'<span class="lines-kept">{marked(chr(10).join(parts), quoted, _LONGEST)}</span>'


def _actor(actor: Row) -> str:
    kind = fields.KINDS[str(actor["kind"])].lower()
    beside = [text for text in (values.text(actor["title"]), values.text(actor["party"])) if text]
    about = ", ".join([kind, *(text for text in beside if text != actor["name"])])
    shown = f'{escape(str(actor["name"]))} <span class="muted">({escape(about)})</span>'
    if not values.text(actor["why"]):
        return shown
    return (
        f'{shown}<div class="muted small">Står som «{escape(str(actor["written"]))}». {escape(str(actor["why"]))}</div>'
    )


def _earlier_row(row: Row, correct: Correct) -> list[tables.Cell]:
    day = values.day(row["day"])
    name = f"Status {words.short_date(day)}" if day and not row["whole_year"] else f"Status, {day_of(row).lower()}"
    parts = [part for part in (values.text(row[column]) for column in ("status_text", "text", "comment")) if part]
    now = values.text(row["corrected"]) or str(row["status"])
    rule = values.text(row["rule"])
    hint = f' title="Regel: {escape(rule)}"' if rule else ""
    understood = (
        f"<span{hint}>{escape(words.status(now, bool(row['continues'])))}</span>{_from(row, str(row['status']), now)}"
    )
    quoted = ", ".join(part for part in (values.text(row["words"]), values.text(row["continues_words"])) if part)
    return [
        name,
        Html(_marked(parts, quoted)),
        Html(understood),
        Html(_certainty([values.text(row["doubt"])], bool(values.text(row["corrected"])))),
        Html(_correct(correct("status", day.isoformat() if day else ""), name)),
    ]


def _certainty(doubts: Sequence[str], is_corrected: bool, still_asked: str = "") -> str:
    """How sure the reading is; `still_asked` is HTML that is asked of what a person has corrected, too."""
    asked = "" if is_corrected else escape(" ".join(dict.fromkeys(doubt for doubt in doubts if doubt)))
    if asked or still_asked:
        return f'<b>Osäker</b> <span class="question">{" ".join(part for part in (asked, still_asked) if part)}</span>'
    return "Avgjort för hand" if is_corrected else "Säker"


def _who_is(asked: Sequence[NameQuestion], answer: str) -> str:
    """The questions about the names, with the way to answer those that can be answered."""
    said = escape(" ".join(f"{one.asked} {one.why}" for one in asked))
    can_be_answered = any(one.others for one in asked)
    return f"{said} {figures.link(answer, 'Svara på sidan Arbetsbelastning')}" if can_be_answered else said


def _correct(href: str, what: str) -> str:
    return f'<a class="screen-only" href="{escape(href)}" aria-label="Rätta {escape(what)}">Rätta</a>'


def correct_texts(correct: Correct) -> str:
    """The way to correct what is only text."""
    links = " · ".join(
        figures.link(correct(name), fields.GROUPS[name][0]) for name in ("text", "orsak", "mal", "raknas")
    )
    return f'<p class="note screen-only">Rätta också {links}</p>'


def doubts(found: Rows, shown: str) -> str:
    """The reading's questions about the row that the table does not ask; `shown` is the table."""
    left = [
        row for row in found if escape(values.text(row["question"])) not in shown and values.text(row["question"]) != ""
    ]
    items = "".join(
        f"<li><b>{escape(values.text(row['question']))}</b> "
        f'<span class="muted">{escape(words.shortened(values.text(row["text"]), 160))} '
        f"({escape(values.text(row['document']))}, {escape(values.text(row['place']))})</span></li>"
        for row in left
    )
    return f'<h3 class="section">Fler frågor om raden</h3><ul class="rewritten">{items}</ul>' if left else ""


def how_sure(confidence: float) -> str:
    """What is said of a row whose cells did not come from a real table; "" for one whose did."""
    if confidence >= 1:
        return ""
    sure = words.percent(round(100 * confidence), 100)
    return figures.note(
        f"Raden lästes ur text där tabellen gått förlorad. Så säkert är det att orden hamnade i rätt kolumn: {sure}."
    )


# --- corrections ---------------------------------------------------------------------------------------------------


def reworded(corrections: Rows) -> str:
    """Which texts stand as a person has read them in the document, and where the reading's own words are; "" for
    none."""
    held = [str(row["field"]) for row in corrections if row["state"] == "gäller"]
    under = [fields.TEXTS[field.removeprefix("written_")] for field in held if field.startswith("written_")]
    if not under:
        return ""
    text = f"{'Texten' if len(under) == 1 else 'Texterna'} under {words.listing(sorted(set(under)))}"
    return figures.note(f"{text} står som en person har läst dokumentet. Läsningens egna ord finns under Rättelser.")


def correction(row: Row) -> str:
    """One correction: what, from → to, who, when, why, and whether it holds."""
    field, state = str(row["field"]), str(row["state"])
    before = None if row["before"] is None else values.text(row["before"])
    value = values.text(row["value"])
    old = fields.in_words(field, before) if before is not None else f"«{words.shortened(values.text(row['seen']), 80)}»"
    new = fields.in_words(field, value)
    change = f"{new} (bekräftat)" if before == value else f"{old} → {new}"
    made = f"{row['who']}, {words.moment(row['made_at'].to_pydatetime())}"
    about = f'<div class="muted">{escape(_holds(row))}</div>' if state != "gäller" else ""
    undone = ' class="undone"' if state == "ångrad" else ""
    return (
        f'<div class="correction"><div{undone}><b>{fields.named(field)}</b>: {escape(change)}</div>'
        f'<div>{escape(values.text(row["why"]))} <span class="muted">{escape(made)}</span></div>{about}</div>'
    )


def _holds(row: Row) -> str:
    """Why a correction does not hold for what is shown."""
    match row["state"]:
        case "ångrad":
            return f"Ångrad av {values.text(row['undone_by'])}, {words.moment(row['undone_at'].to_pydatetime())}."
        case "ersatt":
            return "Ersatt av en senare rättelse."
    if row["field"] == "is_measure":
        return "Gäller bara i det dokument som det sades om."
    return f"Gäller bara där texten är «{words.shortened(values.text(row['seen']), 80)}», inte den som visas."
