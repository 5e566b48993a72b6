"""Step 2: what was read, its questions, what changes, all its rows; then the name, and the button that saves."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Final

import streamlit as st

from data import columns, intake, store
from data.intake import review
from pages.importera import asked as asked_of
from pages.importera import charts, doubts, reading, session, upload, wording
from pages.importera.charts import Reading
from pages.importera.session import File
from pages.parts import cache, fields, figures, person, told, values, words
from pages.parts.links import Links

_ROWS: Final = 10
_PAIRS: Final = 2
_COLUMNS_A_LINE: Final = 3
_OPENED: Final = ("rad", "fragor", "par", "rader", "ordning")
_BESIDE: Final = "Behåll bredvid raden, räkna den inte"
_COLUMN_WORDS: Final[dict[str, str]] = {
    "area": "Område",
    "subarea": "Plats eller problem",
    "cause": "Orsak",
    "measure": "Åtgärd",
    "goal": "Operativt mål",
    "when": "När",
    "start": "Startdatum",
    "end": "Slutdatum",
    "who": "Vem",
    "partner": "Samverkanspart",
    "followup": "Uppföljning",
    "status": "Status",
    "comment": "Kommentar",
}


def draw(file: File, links: Links, asked: Mapping[str, str]) -> None:
    """Draw the review of one file."""
    found = file.review
    assert found is not None
    # what is open stays open when something else is opened
    own = Links({**links.base, "fil": str(file.number), **{name: asked[name] for name in _OPENED if asked[name]}})
    rows = reading.rows(found)
    open_questions = reading.doubts(found)
    account = reading.account(found)
    document = reading.document(found)
    change = _change(file)
    by_entry = {str(row["status"]["entry"]): row for row in rows}
    questions = asked_of.together(open_questions, by_entry)
    unanswered = len(questions) + len(change.unsure)
    aside = sum(map(charts.is_set_aside, rows))
    st.html(charts.steps(2, "Inget är sparat ännu."))
    files(file, links)
    st.html(
        charts.answer_of_review(file.name, len(rows) - aside, unanswered)
        + charts.about(document, account)
        + charts.set_aside(aside)
        + "".join(f'<p class="note">{figures.plain(text)}</p>' for text in found.plan.warnings)
        + (_lost(found.lost) if found.lost else "")
        + _beside_examples(found.plan_name)
        + _told_before(change)
    )
    undated = bool(document["whole_year"])
    if undated:
        st.html(figures.note("Uppföljningens datum framgår inte. Utan datum bedöms planen efter årets slut."))
    in_doubt = undated or any(row["field"] == "followed_up" for row in open_questions)
    with st.expander("Ändra stadsdel, år eller uppföljningsdatum", expanded=in_doubt):
        upload.stated(file, "Läs om")
    _known_columns(file)
    if account:
        st.html(charts.accounted(account, len(rows) - aside))
    _unknown_columns(file)
    doubts.draw(file, questions, rows, account, own, asked["fragor"] == "alla")
    _matches(file, change, own, asked)
    opened = next((row for row in rows if str(row["status"]["row"]) == asked["rad"]), None)
    in_order, every = asked["ordning"] == "dokument", asked["rader"] == "alla"
    listed = charts.listed(rows, open_questions, in_order, None if every else _ROWS)
    if opened is not None:
        _row(file, opened, account, _closed(opened, listed, own))
    tells = change.compared_with or change.later or charts.before_and_after(change.before, change.after)
    if tells and not change.says_nothing_new:
        left, right = st.columns([4, 9], gap="medium")
    else:  # a plan's first document changes nothing: its rows have the page's width
        left = right = st.container()
    if not change.says_nothing_new:
        with left:
            _changes(change)
    with right:
        _rows(rows, listed, open_questions, own, in_order, {one.row for one in found.said})
    _save(file, unanswered, charts.summary(change.counts))


def _beside_examples(plan: str) -> str:
    """What must be known before a document is saved beside example plans of the same plan; else ""."""
    known = [row for row in values.rows(cache.ask("plans")) if row["plan"] == plan and (row["example"] or row["mixed"])]
    if not known:
        return ""
    said = (
        f"{plan} i registret är ett påhittat exempel. Ta bort exempelplanerna innan du sparar, "
        "annars räknas exemplen ihop med era egna åtgärder."
    )
    return f'<p class="lead" role="alert">{figures.plain(said)}</p>'


def _told_before(change: reading.Change) -> str:
    """That the register has the same already, or something else of the same day: said once, of what is most alike."""
    if not change.twins:
        return ""
    first = change.twins[0]
    return charts.twin(first.name, first.imported_at, first.alike, first.rows)


def _change(file: File) -> reading.Change:
    """What the import changes, worked out anew when something was said, or the register has changed."""
    assert file.review is not None
    state = (id(file.review), store.changes(file.review.trial), store.changes(cache.connection()))
    if file.told is None or file.told[0] != state:
        file.told = (state, reading.change(file.review))
    change: reading.Change = file.told[1]
    return change


def files(current: File, links: Links) -> None:
    """Draw which files there are, when they are several, and what became of those that could not be read."""
    work = session.work()
    if len(work.files) < 2:
        return
    waiting = [file for file in work.files if file.waits]
    st.html(
        figures.switch(
            "Filer att granska",
            [(file.name, links.to("importera", fil=str(file.number)), file is current) for file in waiting],
        )
        + "".join(
            charts.failed(file.name, file.failed or file.known or "Sparad.") for file in work.files if not file.waits
        )
    )


def cancel(file: File) -> None:
    """Draw the button that forgets the file."""
    st.button("Avbryt", key=f"cancel_{file.number}", on_click=session.drop, args=(file,))


def _lost(number: int) -> str:
    return figures.note(
        f"{words.count(number, 'svar', 'svar')} gick inte att föra över till den nya läsningen. Svara igen."
    )


def _unknown_columns(file: File) -> None:
    """Ask what the columns are that the vocabulary does not know; the answer is remembered for the district."""
    assert file.review is not None
    unknown = [header for header in file.review.plan.unknown_columns if header]
    if file.review.columns or unknown:
        chosen = {header: _COLUMN_WORDS[role] for header, role in file.review.columns.items()}
        told = "svaret gäller också nästa dokument från samma område"
        st.html(
            figures.section("Kolumner med okända rubriker" if unknown else "Valda kolumner", told)
            + charts.known_columns(chosen)
        )
    if not unknown:
        return
    samples = charts.samples(unknown, [measure.row.other for measure in file.review.plan.measures])
    key = f"columns_{file.number}"
    with st.form(key, enter_to_submit=False, border=True):
        for number, header in enumerate(unknown):
            st.html(samples[header])
            _column(f"Vad står i «{header}»?", "", f"{key}_{number}", _BESIDE)
        st.form_submit_button("Läs om med valen", on_click=_choose_columns, args=(file, unknown, key))


def _read_as(file: File) -> dict[str, str]:
    """The headings that are read as columns of the register, or kept beside the rows ("")."""
    assert file.review is not None
    known = {
        header: role if role in columns.ROLES else ""
        for header, role in reversed(file.review.plan.headings)
        if header and role not in ("unknown", "unnamed")
    }
    return {**dict(reversed(known.items())), **file.review.columns}


def _known_columns(file: File) -> None:
    """What each column was read as, to be read otherwise. What was chosen in this review can be taken back; what the
    register knows of the district can be replaced."""
    assert file.review is not None
    read_as = _read_as(file)
    if not read_as:
        return
    key = f"read_columns_{file.number}_{'_'.join(read_as.values())}"
    with st.expander("Så lästes kolumnerna"), st.form(key, enter_to_submit=False, border=False):
        line = st.columns(_COLUMNS_A_LINE)
        for number, (header, role) in enumerate(read_as.items()):
            if number and number % _COLUMNS_A_LINE == 0:
                line = st.columns(_COLUMNS_A_LINE)
            with line[number % _COLUMNS_A_LINE]:
                blank = "Ta tillbaka valet" if header in file.review.chosen else "" if role else _BESIDE
                _column(header, role, f"{key}_{number}", blank)
        st.form_submit_button("Läs om med valen", on_click=_choose_columns, args=(file, list(read_as), key))


def _column(label: str, role: str, key: str, blank: str) -> None:
    """Ask what a column is; it is `role` now. `blank` are the words for none of them, "" where it must be one.

    A heading is any text, and a widget's label is Markdown on the screen and read aloud with its escapes: it is shown
    as text of its own, and read aloud from the widget.
    """
    options = ["", *columns.ROLES] if blank else list(columns.ROLES)
    st.html(f'<div class="label" aria-hidden="true">{figures.plain(label)}</div>')
    st.selectbox(
        words.heard(label),
        options,
        index=options.index(role),
        format_func=lambda role: _COLUMN_WORDS[role] if role else blank,
        key=key,
        width=420,
        label_visibility="collapsed",
    )


def _choose_columns(file: File, asked: Sequence[str], key: str) -> None:
    assert file.review is not None
    said = {header: str(st.session_state[f"{key}_{n}"]) for n, header in enumerate(asked)}
    read_as = _read_as(file)
    others = {header: role for header, role in file.review.chosen.items() if said.get(header, role)}
    chosen = {**others, **{header: role for header, role in said.items() if role and role != read_as.get(header)}}
    if chosen != dict(file.review.chosen):
        try:
            file.review = review.again(cache.connection(), file.review, chosen=chosen)
        except intake.UnreadableDocument as unreadable:
            told.tell(_here(file), refused=f"Så går dokumentet inte att läsa. {unreadable}")
            return
        except intake.RefusedDocument as refused:
            told.tell(_here(file), refused=str(refused))
            return
        told.forget(_here(file))
        file.plan = file.review.plan
        file.later.clear()


def _matches(file: File, change: reading.Change, own: Links, asked: Mapping[str, str]) -> None:
    """Ask of each unsure match whether the two rows are one measure."""
    if not change.unsure:
        return
    st.html(
        figures.section(
            "Rader som kan vara samma åtgärd", words.count(len(change.unsure), "par att avgöra", "par att avgöra")
        )
    )
    shown = change.unsure if asked["par"] == "alla" else change.unsure[:_PAIRS]
    for proposal in shown:
        pair = (str(proposal["before_entry"]), str(proposal["after_entry"]))
        key = f"match_{file.number}_{'_'.join(pair)}"
        with st.container(border=True, key=key):
            st.html(charts.match(proposal))
            with st.container(horizontal=True, gap="small"):
                st.button("Ja, samma", key=f"{key}_yes", on_click=_decide, args=(file, *pair, True))
                st.button("Nej, två olika", key=f"{key}_no", on_click=_decide, args=(file, *pair, False))
    _more_pairs(len(change.unsure) - len(shown), own)


def _more_pairs(number: int, own: Links) -> None:
    if number:
        st.html(figures.note(f"{number} par till.", own.to("importera", par="alla"), "Visa dem"))


def _decide(file: File, before: str, after: str, same: bool) -> None:
    assert file.review is not None
    review.decided(file.review, before, after, same)


def _changes(change: reading.Change) -> None:
    first = figures.note("Planen har inget tidigare dokument i registret att jämföra med.") if not change.twins else ""
    st.html(
        figures.section("Det här ändras", f"jämfört med «{change.compared_with}»" if change.compared_with else "")
        + (charts.changes(change.counts, change.lists) if change.compared_with else first)
        + charts.later(change.later)
        + charts.before_and_after(change.before, change.after)
    )


def _closed(opened: Reading, listed: Sequence[Reading], own: Links) -> str:
    """The address of the review without the row that is opened: at its place in the list, where it stands in it."""
    row = int(opened["status"]["row"])
    there = any(int(reading["status"]["row"]) == row for reading in listed)
    return own.to("importera", charts.in_list(row) if there else "rader", rad=None)


def _rows(
    rows: Sequence[Reading],
    listed: Sequence[Reading],
    open_questions: Sequence[charts.Row],
    own: Links,
    in_order: bool,
    worded: Container[int],
) -> None:
    aside = sum(map(charts.is_set_aside, rows))
    head = figures.section(
        f"{'Alla ' if len(rows) > 1 else ''}{words.count(len(rows), 'rad', 'rader')}",
        f"som de står och som de förstås{f', {aside} av dem räknas inte' if aside else ''}",
    )
    more = own.to("importera", rader="alla")
    st.html(
        f'<div id="rader">{head}</div>'
        + figures.switch(
            "Ordning",
            [
                ("Minst säkra först", own.to("importera", ordning=None), not in_order),
                ("Som i dokumentet", own.to("importera", ordning="dokument"), in_order),
            ],
        )
        + charts.rows(
            listed,
            charts.unsure(open_questions),
            lambda number: own.to("importera", "rad", rad=str(number)),
            worded,
        )
        + (
            figures.note(f"{words.of(len(listed), len(rows))} rader visas.", more, "Visa alla")
            if len(listed) < len(rows)
            else ""
        )
    )


def _row(file: File, opened: Reading, account: Sequence[charts.Row], close: str) -> None:
    """Draw the row that is opened: its texts, how they were read, how it stands in the document, and a form for its
    texts and one for each group. `account` tells of all rows, `close` is the address without it."""
    entry = str(opened["status"]["entry"])
    page = opened["status"]["page"]
    with st.container(border=True, key="opened_row"):
        st.html(charts.row_head(opened, close))
        picture = (
            cache.picture(file.review.sha256, file.content, int(page))
            if file.review and page == page and page
            else None
        )
        left, right = st.columns([5, 7], gap="medium") if picture else (st.container(), None)
        with left:
            before = reading.earlier_followups(file.review, entry) if file.review else []
            st.html(charts.row_readings(opened) + charts.earlier(before))
            st.html(charts.in_document(account, values.text(opened["status"]["place"])))
            key = f"row_{file.number}_{entry}_texts"
            with st.expander("Rätta texterna", key=f"open_{key}"):
                texts = wording.texts_of_row(file, entry)
                wording.form(file, entry, texts, key, _card(file), side_by_side=1 if picture else 2)
                told.draw(_card(file))
            wording.corrected(file, entry, _card(file))
            with st.container(horizontal=True, gap="small"):
                for group, (name, own) in fields.GROUPS.items():
                    if own[0] in fields.TEXTS:
                        continue
                    if group == charts.COUNTED:
                        if not charts.is_set_aside(opened):
                            doubts.set_aside(file, entry, f"row_{file.number}_{entry}_{group}")
                        continue
                    with st.popover(f"Rätta {words.lower_first(name)}"):
                        doubts.form(
                            file,
                            [opened],
                            group,
                            f"row_{file.number}_{entry}_{group}",
                            f"Rättat vid granskningen av «{file.name}»",
                        )
            for group in fields.GROUPS:
                if charts.is_corrected(group, opened):
                    st.button(
                        f"Ångra rättelsen: {words.lower_first(fields.GROUPS[group][0])}",
                        key=f"back_{file.number}_{entry}_{group}",
                        on_click=_take_back,
                        args=(file, entry, group),
                    )
        if right is not None and picture:
            with right, st.container(key="page_beside"):
                said = f"Sida {int(page)} i dokumentet"
                st.image(picture, width="stretch", alt=f"{said}, som bild; raden står som text bredvid")
                st.html(figures.note(f"{said}."))
        st.html(figures.note("", close, "Stäng raden"))


def _card(file: File) -> str:
    """Where the words of the row that is opened stand."""
    return f"importera_row_{file.number}"


def _take_back(file: File, entry: str, group: str) -> None:
    assert file.review is not None
    for field in fields.GROUPS[group][1]:
        review.taken_back(file.review, entry, field)


def _save(file: File, left: int, changed: str) -> None:
    """Draw the end of the review: who saves, and the button that does."""
    told.draw(_here(file))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="save"):
        key = f"save_{file.number}_who"
        person.ask(key)
        questions = f" ({words.count(left, 'fråga', 'frågor')} kvar)" if left else ""
        st.button(
            f"Spara i registret{questions}",
            type="primary",
            key=f"save_{file.number}",
            on_click=_confirm,
            args=(file, key, changed),
        )
        cancel(file)
    st.html(figures.note("Du kan ångra importen i efterhand. Då blir registret som det var före."))


def _confirm(file: File, who_key: str, changed: str) -> None:
    assert file.review is not None
    who = " ".join(str(st.session_state[who_key]).split())
    if not who:
        told.tell(_here(file), refused="Skriv ditt namn först: det står i loggen och vid dina rättelser.")
        return
    person.keep(who)
    try:
        file.saved = review.confirm(cache.connection(), file.review, who, changed)
        file.changed = changed
    except review.ChangedRegister as changed_register:
        file.review = review.again(cache.connection(), file.review)
        told.tell(_here(file), refused=str(changed_register))
        return
    except (intake.RefusedDocument, review.RefusedCorrection, review.RefusedDecision) as error:
        told.tell(_here(file), refused=str(error))
        return
    told.forget(_here(file))
    review.close(file.review)
    _renew()
    for name in ("fil", "rad", "fragor", "par", "rader", "ordning"):
        if name in st.query_params:
            del st.query_params[name]


def _renew() -> None:
    """The other files of the session are compared with the register as it is now. One that somebody else has saved is
    done with, unless something was said of it: that is told when it is saved."""
    for other in session.work().waiting:
        same = intake.already(cache.connection(), other.content, other.name)
        if same:
            said = other.review is not None and review.has_answers(other.review)
            other.known = "" if said else same.message
        elif other.review is not None:
            other.review = review.again(cache.connection(), other.review)


def _here(file: File) -> str:
    """Where the words of this file stand."""
    return f"importera_save_{file.number}"
