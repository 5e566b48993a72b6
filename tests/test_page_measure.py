"""Åtgärd through dashboard.py: all that is known of one measure, and corrections that every figure follows."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import plans_by_hand as hand
import pytest
from plans_by_hand import Line
from streamlit.testing.v1 import AppTest
from test_figures import HOSTILE, read
from test_pages import Page, follow, visit

from data import intake, questions, store
from data.filters import Filters
from loaders.records import Actor, Plan, Timing
from pages.parts import cache, fields, marks, values

ROOT = Path(__file__).resolve().parents[1]
EKBY = "Ekby 2024"
NOVEMBER = date(2024, 11, 13)
Fill = Callable[[list[Plan]], None]


@pytest.fixture
def fill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Fill]:
    """Fills the register that the dashboard opens with these plans."""
    path = tmp_path / "register.duckdb"
    monkeypatch.setenv("ATGARDSPLAN_REGISTER", str(path))
    monkeypatch.chdir(ROOT)

    def filled(plans: list[Plan]) -> None:
        con = store.open(path)
        for plan in plans:
            intake.keep(con, hand.content(plan.name), plan, "Test")
        con.close()

    yield filled
    cache.forget()


@pytest.fixture
def ekby(fill: Fill, by_hand_file: Path, tmp_path: Path) -> None:
    """The dashboard opens a register by hand of its own, which it may write to."""
    shutil.copy(by_hand_file, tmp_path / "register.duckdb")


def number(title: str, plan: str = EKBY) -> str:
    """The id of the measure with this title."""
    rows = questions.ask(cache.connection(), "measures", Filters((plan,)))
    return str(rows[rows["title"] == title]["measure"].iloc[0])


def opened(title: str, plan: str = EKBY, **query: str) -> Page:
    return visit("atgard", plan=plan, atgard=number(title, plan), **query)


def text(page: Page) -> str:
    """What stands on the page, a space where a tag was."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.html)).split())


def figure(name: str) -> int:
    return int(questions.ask(cache.connection(), "key_figures", Filters((EKBY,)))[name].iloc[0])


def save(app: AppTest, why: str = "Enligt mötet", who: str = "Siv Alm") -> Page:
    fill_in(app, "_why", why)
    fill_in(app, "_who", who)
    next(button for button in app.button if button.label == "Spara rättelsen").click()
    return Page(app.run())


def fill_in(app: AppTest, key: str, text: str) -> None:
    next(field for field in app.text_input if str(field.key).endswith(key)).set_value(text)


# --- what it shows --------------------------------------------------------------------------------------------------


def test_the_whole_measure_and_both_follow_ups_latest_first(ekby: None) -> None:
    page = opened("Byta belysning")
    assert page.answer == "Byta belysning"
    for said in ("Gult läge", "Delvis genomförd", "Slutdatum 31 okt 2024", "Försenad 13 dagar", "Torget"):
        assert said in text(page)
    assert text(page).index("13 november 2024: Delvis genomförd") < text(page).index("13 mars 2024: Pågår")
    assert page.html.count("ekby november.xlsx") >= 2
    assert "ekby plan.docx (Word), bladet Plan, rad 7" in text(page)
    assert "Tiden «Senast 2024-08-31» → «Senast 2024-10-31»" in text(page)
    assert "<mark>Halva torget klart</mark>" in page.html
    assert "Ingen har rättat något i den här åtgärden." in text(page)
    assert not page.app.selectbox, "raden av filter hör till listorna"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        (
            "Samverka om avhoppare",
            ["Oklar osäker läsning", "Osäker Hur gick det?", "Vem Saknas i planen", "Operativt mål Saknas i planen"],
        ),
        ("Fråga unga om trygghet", ["Ingen uppföljning av åtgärden står i planen.", "Ingen uppföljning står i planen"]),
        ("Öppna en stödlinje", ["Budget 40 tkr"]),
        ("Klippa buskar", ["Struken", "Borttagen"]),
        ("Kartlägga lokaler", ["Det operativa målet «Alla lokaler kända» → «Hälften av lokalerna kända»"]),
        ("Informera äldre", ["Ansvarig «Polisen» → «Polisen, Eva Ek»"]),
        ("Besöka skolorna", ["Genomförd, arbetet fortsätter"]),
    ],
)
def test_what_is_missing_doubtful_or_changed_is_said(ekby: None, title: str, said: list[str]) -> None:
    page = opened(title)
    for part in said:
        assert part in text(page)


def test_a_removed_measure_is_neither_late_nor_in_time(ekby: None) -> None:
    assert "örsenad" not in text(opened("Klippa buskar"))


def test_the_day_chosen_decides_what_is_known(ekby: None) -> None:
    page = opened("Byta belysning", datum="2024-06-01")
    assert "Slutdatum 31 aug 2024" in text(page)
    assert "november" not in text(page).replace("Senaste uppföljningen är från 13 november 2024", "")
    late = opened("Öppna en stödlinje", datum="2024-06-01")
    assert late.answer == "Åtgärden fanns inte i planen per 1 juni 2024."
    assert follow(late.hrefs[-1]).answer == "Öppna en stödlinje"


@pytest.mark.parametrize("query", [{}, {"atgard": "finns-inte"}, {"atgard": "<script>", "fran": "javascript:alert(1)"}])
def test_an_unknown_id_says_so_and_leads_back(ekby: None, query: dict[str, str]) -> None:
    page = visit("atgard", plan=EKBY, **query)
    assert page.answer == "Åtgärden finns inte i registret."
    assert page.hrefs[-1].startswith("utforska?")


def test_any_of_its_ids_opens_it_without_the_plan(ekby: None) -> None:
    ids = (
        cache.connection()
        .cursor()
        .execute("SELECT entry FROM link WHERE measure = $m", {"m": number("Byta belysning")})
    )
    for (entry,) in ids.fetchall():
        assert visit("atgard", atgard=entry).answer == "Byta belysning"


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("oversikt", {"omrade": "unga"}),
        ("omraden", {"omrade": "platser", "plats": "Torget", "vy": "lage"}),
        ("utforska", {"status": "delvis", "sok": "torget", "datum": "2024-12-01"}),
    ],
)
def test_lists_link_to_the_measure_and_it_leads_back_to_the_same_list(
    ekby: None, page: str, query: dict[str, str]
) -> None:
    before = visit(page, plan=EKBY, **query)
    href = next(href for href in before.hrefs if href.startswith("atgard?"))
    back = follow(href).hrefs[0]
    assert follow(back).html == before.html


def test_contact_details_stand_here_and_nowhere_else(fill: Fill) -> None:
    plan = hand.plan("a.xlsx", [Line("Ringa runt", who="Eva Ek", status="pagar", text="Pågår")], followed_up=NOVEMBER)
    eva = Actor("person", "Eva Ek", "Eva Ek", "Stadsdelsförvaltningen", "samordnare", "08-123 45 67")
    fill([replace(plan, measures=(replace(plan.measures[0], actors=(eva,)),))])
    assert "Eva Ek: 08-123 45 67" in text(opened("Ringa runt"))
    for page in ("oversikt", "omraden", "utforska"):
        assert "123 45 67" not in visit(page).html


def test_text_of_a_document_is_never_html(fill: Fill) -> None:
    lines = [
        Line(
            text, "ej_paborjad", text, subarea=text, cause=text, who=text, goal=text, when=text, comment=text,
            other=((text, text),), status_doubt=text, actors=(f"person:{text.replace('@', '')}",),
        )
        for text in HOSTILE
    ]  # fmt: skip
    fill([hand.plan("<b>.xlsx", lines, district="<i>Ekby</i>", followed_up=NOVEMBER)])
    for title in HOSTILE:
        page = opened(title, "<i>Ekby</i> 2024")
        tags = {tag for piece in page.pieces for tag in read(piece).tags}
        assert not tags & {"script", "img", "i", "iframe", "style"}


# --- kin ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def examples(examples_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATGARDSPLAN_REGISTER", str(examples_file))
    monkeypatch.chdir(ROOT)


def answers(question: str, plan: str) -> list[dict[str, object]]:
    return [dict(row) for row in values.rows(questions.ask(cache.connection(), question, Filters((plan,))))]


def test_a_measure_leads_to_the_next_year_and_back(examples: None) -> None:
    carried = answers("carried_on", "Södermalm 2025")
    assert {row["before_measure"] for row in carried} == {
        row["measure"] for row in answers("carried_into", "Södermalm 2024")
    }
    for row in (carried[0], carried[-1]):
        old, new = str(row["before_measure"]), str(row["measure"])
        page = visit("atgard", plan="Södermalm 2024", atgard=old, datum="2024-11-13")
        assert "Fortsätter i Södermalm 2025" in text(page)
        assert str(row["reason"]) in text(page)
        after = follow(next(href for href in page.hrefs if f"atgard={new}" in href))
        assert after.answer == row["title"]
        assert f"Fortsätter från Södermalm 2024 {' '.join(str(row['before_title']).split())}"[:80] in text(after)
        back = follow(next(href for href in after.hrefs if f"atgard={old}" in href))
        assert back.answer == page.answer


def test_a_divided_measure_and_its_parts_lead_to_each_other(examples: None) -> None:
    parts = answers("origins", "Södermalm 2024")
    assert parts
    for row in parts:
        page = visit("atgard", plan="Södermalm 2024", atgard=str(row["measure"]))
        assert f"Delad från {row['origin_title']} {row['reason']}" in text(page)
        assert "siffrorna räknar det som den blev" not in text(page)
        whole = follow(next(href for href in page.hrefs if f"atgard={row['origin']}" in href))
        assert "Åtgärden har delats i flera." in text(whole)
        assert "Delades i " in text(whole)
        for part in parts:
            assert any(f"atgard={part['measure']}" in href for href in whole.hrefs)
    early = visit("atgard", plan="Södermalm 2024", atgard=str(parts[0]["origin"]), datum="2024-03-13")
    assert "Delades i" not in text(early), "ännu inte delad"


def test_where_it_stands_says_why_each_row_is_the_measure(examples: None) -> None:
    places = answers("measure_places", "Södermalm 2024")
    first = next(row for row in places if row["decided_by"] == "sure" and row["kind"] == "own")
    page = visit("atgard", plan="Södermalm 2024", atgard=str(first["measure"]))
    assert f"{first['place']} {first['reason']}" in text(page)


def test_a_vanished_measure_says_that_it_is_not_counted(examples: None) -> None:
    for row in answers("vanished", "Södermalm 2024"):
        page = visit("atgard", plan="Södermalm 2024", atgard=str(row["measure"]))
        assert "Åtgärden försvann utan förklaring" in text(page)


# --- several follow-ups ---------------------------------------------------------------------------------------------


def test_a_follow_up_that_a_later_document_repeats_stands_once(fill: Fill) -> None:
    march, june = date(2024, 3, 13), date(2024, 6, 1)
    first = hand.plan("a.xlsx", [Line("Gå runt", "pagar", "Har börjat gå.")], followed_up=march)
    told = ((march, "Har börjat gå", "pagar"), (june, "Går varje vecka", "pagar"))
    second = hand.plan("b.xlsx", [Line("Gå runt", "pagar", "Går varje vecka", followups=told)], followed_up=june)
    fill([second, first])
    page = opened("Gå runt")
    assert text(page).count("13 mars 2024: Pågår") == 1
    assert text(page).count("1 juni 2024: Pågår") == 1
    assert "Har börjat gå." in text(page)


def test_a_status_column_of_a_later_day_is_no_part_of_an_earlier_follow_up(fill: Fill) -> None:
    march, june = date(2024, 3, 13), date(2024, 6, 1)
    one = hand.plan(
        "a.xlsx",
        [Line("Gå runt", "genomford", comment="Sågs i juni", followups=((march, "Har börjat gå", "pagar"),))],
        followed_up=june,
    )
    fill([one])
    shown = text(opened("Gå runt"))
    assert shown.index("1 juni 2024: Genomförd Kommentar: Sågs i juni") < shown.index(
        "13 mars 2024: Pågår Har börjat gå"
    )


def test_a_document_without_the_column_has_not_changed_it(fill: Fill) -> None:
    first = hand.plan("a.xlsx", [Line("Gå runt", goal="Trygg park"), Line("Se ljus", goal="Ljus park")])
    second = hand.plan("b.xlsx", [Line("Gå runt", "pagar", "Går"), Line("Se ljus")], followed_up=NOVEMBER)
    fill([first, second])
    assert "Ändrat mellan dokumenten" not in text(opened("Gå runt"))


# --- corrections ----------------------------------------------------------------------------------------------------


def test_a_correction_changes_every_figure_at_once_and_is_undone(ekby: None) -> None:
    done = figure("done")
    page = opened("Byta belysning", ratta="status")
    page.app.selectbox[0].select("genomford")
    saved = save(page.app)
    assert "ratta" not in saved.app.query_params
    assert "Rättelsen är sparad." in text(saved)
    assert "Genomförd Rättat från: Delvis genomförd" in text(saved)
    assert "Status : Delvis genomförd → Genomförd" in text(saved)
    assert "Enligt mötet Siv Alm, " in text(saved)
    assert "13 november 2024: Genomförd Rättat från: Delvis genomförd" in text(saved)
    assert figure("done") == done + 1
    assert f"{done + 1} av" in visit(plan=EKBY).answer

    undo = next(button for button in saved.app.button if button.label == "Ångra rättelsen")
    fill_in(saved.app, "_who", "")
    undo.click()
    refused = Page(saved.app.run())
    assert "Skriv vem som ångrar rättelsen." in text(refused)
    fill_in(refused.app, "_who", "Siv Alm")
    next(button for button in refused.app.button if button.label == "Ångra rättelsen").click()
    undone = Page(refused.app.run())
    assert "Rättat från" not in text(undone)
    assert "Ångrad av Siv Alm, " in text(undone)
    assert not [button for button in undone.app.button if button.label == "Ångra rättelsen"]
    assert figure("done") == done


def test_a_date_is_corrected_in_whatever_order_keeps_the_period_whole(ekby: None) -> None:
    page = opened("Byta belysning", ratta="nar")
    start, end = page.app.date_input
    start.set_value(date(2025, 2, 1))
    end.set_value(date(2025, 3, 1))
    saved = save(page.app)
    assert "Slutdatum 1 mars 2025" in text(saved)
    again = opened("Byta belysning", ratta="nar")
    start, end = again.app.date_input
    start.set_value(date(2024, 2, 1))
    end.set_value(date(2024, 3, 1))
    assert "Slutdatum 1 mars 2024, från 1 feb 2024" in text(save(again.app))
    assert "Ersatt av en senare rättelse." in text(opened("Byta belysning"))


@pytest.mark.parametrize(
    ("group", "change", "said"),
    [
        ("status", lambda app: app.checkbox[0].check(), "Delvis genomförd, arbetet fortsätter"),
        (
            "omrade",
            lambda app: app.selectbox[0].select("unga"),
            "Område : Otrygga och brottsutsatta platser → Unga i risk",
        ),
        ("mal", lambda app: app.text_area[0].set_value("Tio lampor"), "Tio lampor Rättat, inget stod i planen"),
        ("orsak", lambda app: app.text_area[0].set_value("Mörker | <b>"), "Mörker | <b> Rättat från: Orsak"),
        ("text", lambda app: app.text_area[0].set_value("Byta all belysning"), "Byta all belysning Rättat från: Byta"),
        ("nar", lambda app: app.selectbox[0].select("ongoing"), "Löpande, till 31 okt 2024"),
    ],
)
def test_each_value_is_corrected_in_words(
    ekby: None, group: str, change: Callable[[AppTest], object], said: str
) -> None:
    page = opened("Byta belysning", ratta=group)
    change(page.app)
    assert said in text(save(page.app))


def test_owners_are_corrected_a_row_each(ekby: None) -> None:
    page = opened("Informera äldre", ratta="vem")
    names = [field for field in page.app.text_input if field.label.startswith("Namn")]
    assert [field.value for field in names] == ["Polisen", "Eva Ek", "", ""]
    names[1].set_value("")
    names[2].set_value("Hemtjänsten | nord")
    saved = save(page.app)
    assert "Polisen, Eva Ek → Polisen, Hemtjänsten nord" in text(saved)
    keys = questions.ask(cache.connection(), "measure_actors", Filters((EKBY,), measures=(number("Informera äldre"),)))
    assert list(keys["name"]) == ["Polisen", "Hemtjänsten nord"]


def test_an_unsure_value_can_be_confirmed_and_a_sure_one_not(ekby: None) -> None:
    confirmed = save(opened("Samverka om avhoppare", ratta="status").app)
    assert "Oklar Bekräftat" in text(confirmed)
    assert "Osäker" not in text(confirmed)
    assert "Status : Oklar (bekräftat)" in text(confirmed)
    refused = save(opened("Byta belysning", ratta="status").app)
    assert "Inget är ändrat." in text(refused)
    assert refused.app.query_params["ratta"] in ("status", ["status"])


@pytest.mark.parametrize(
    ("why", "who", "said"), [(" ", "Siv Alm", "Skriv varför värdet rättas."), ("Fel", "", "Skriv vem som rättar.")]
)
def test_a_correction_without_reason_or_name_is_refused(ekby: None, why: str, who: str, said: str) -> None:
    page = opened("Byta belysning", ratta="status")
    page.app.selectbox[0].select("genomford")
    refused = save(page.app, why, who)
    assert said in text(refused)
    assert refused.app.selectbox[0].value == "genomford", "det ifyllda står kvar"
    assert "Ingen har rättat något" in text(refused)


def test_a_deadline_needs_its_date(ekby: None) -> None:
    page = opened("Besöka skolorna", ratta="nar")
    page.app.selectbox[0].select("deadline")
    assert "Ett slutdatum behövs." in text(save(page.app))


def test_an_earlier_follow_up_is_corrected_by_itself(ekby: None) -> None:
    page = opened("Byta belysning")
    href = next(href for href in page.hrefs if "per=2024-03-13" in href)
    form = follow(href)
    assert "så som den stod 13 mars 2024" in text(form)
    form.app.selectbox[0].select("ej_paborjad")
    saved = save(form.app)
    assert "13 mars 2024: Ej påbörjad Rättat från: Pågår" in text(saved)
    assert "13 november 2024: Delvis genomförd" in text(saved)
    assert "Gäller bara där texten är «Beställt», inte den som visas." in text(saved)


# --- marks and words ------------------------------------------------------------------------------------------------

MARKS = [
    ("the words as they stand", "Det är genomfört nu", "genomfört", "Det är <mark>genomfört</mark> nu"),
    ("any case", "Genomfört", "genomfört", "<mark>Genomfört</mark>"),
    ("several, joined by the reading", "Skola och polis", "Skola, polis", "<mark>Skola</mark> och <mark>polis</mark>"),
    ("a whole word before part of one", "socialtjänst, soc", "soc", "socialtjänst, <mark>soc</mark>"),
    ("the beginning of a word", "Polisens arbete", "Polis", "<mark>Polis</mark>ens arbete"),
    ("never the middle of one", "Ogenomfört", "genomfört", "Ogenomfört"),
    ("a comma inside what is quoted", "Ek, Eva", "Ek, Eva", "<mark>Ek, Eva</mark>"),
    ("words that do not stand there", "Hösten", "2024-09-01 – 2024-12-31", "Hösten"),
    ("signs of patterns", "50 % (ca)", "50 % (ca)", "<mark>50 % (ca)</mark>"),
    ("escaped inside and outside", "<b> & <i>", "<i>", "&lt;b&gt; &amp; <mark>&lt;i&gt;</mark>"),
    ("the same word twice", "Klar, klar", "klar, klar", "<mark>Klar, klar</mark>"),
    ("no words", "Text", "", "Text"),
    ("no text", "", "ord", ""),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text", "words", "html"), MARKS, ids=[case[0] for case in MARKS])
def test_the_words_that_decided_are_marked(why: str, text: str, words: str, html: str) -> None:
    assert marks.marked(text, words) == html


def test_a_long_text_is_cut_around_its_marks() -> None:
    text = f"{'före ' * 100}klart {'efter ' * 100}"
    shown = marks.marked(text, "klart", 200)
    assert "<mark>klart</mark>" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) < 330
    assert not marks.marked("före " * 100, "klart", 100).startswith("…")


WHEN = [
    (("deadline", None, date(2024, 12, 31)), "Slutdatum 31 dec 2024"),
    (("deadline", date(2024, 9, 1), date(2024, 12, 31)), "Slutdatum 31 dec 2024, från 1 sep 2024"),
    (("deadline", None, None), "Slut utan bestämd dag"),
    (("recurring", date(2024, 1, 1), date(2024, 12, 31)), "Återkommande, 1 jan–31 dec 2024"),
    (("ongoing", date(2024, 9, 1), date(2025, 3, 1)), "Löpande, 1 sep 2024–1 mars 2025"),
    (("start", date(2024, 9, 1), None), "Bara start, 1 sep 2024"),
    (("on_demand", None, None), "Vid behov"),
    (("unset", None, date(2024, 9, 1)), "Ingen tid satt, till 1 sep 2024"),
]  # fmt: skip


@pytest.mark.parametrize(("timing", "said"), WHEN, ids=[said for _, said in WHEN])
def test_when_is_said_in_one_phrase(timing: tuple[str, date | None, date | None], said: str) -> None:
    read_as = Timing(*timing, words="", rule="")
    assert fields.when(read_as.code, read_as.start, read_as.end).replace("\u00a0", " ") == said


def test_every_field_that_can_be_corrected_has_its_word_and_its_group() -> None:
    from data.corrections import FIELDS

    assert set(fields.FIELDS) == set(FIELDS)
    assert sorted(field for _, own in fields.GROUPS.values() for field in own) == sorted(FIELDS)
    rows = values.rows(questions.ask(store.open(":memory:"), "measure_readings"))
    assert rows == []
