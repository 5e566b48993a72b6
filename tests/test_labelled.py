"""Plans without a table: a title for each measure, and lines that begin with a label."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import docx
import pytest

from loaders import UnreadableDocument, load
from loaders.formats import stacked
from loaders.plan.labelled import rows_from_labelled
from loaders.records import Document, Paragraph, Place, Plan

STACKED = Path(__file__).parent / "documents" / "stacked"

MARKDOWN = """# Lokal åtgärdsplan 2025, Vikstrands kommun

Planen är beslutad av trygghetsrådet.

## 1. Våld i nära relation

Fler anmäler, men många hör aldrig av sig.

### Kurs för tandvården

Tandläkare lär sig fråga om våld
och vart de kan hänvisa.

- **Tid:** våren 2025
- **Ansvarig:** Kvinnofridssamordnaren
- **Samverkan med:** Folktandvården, polisen
- **Mål:** Alla kliniker i kommunen har
  gått kursen.
- **Avstämning 2025-05-20:** Två av fem kliniker klara.
- **Avstämning 2025-11-11:** Genomfört. Alla fem kliniker har gått kursen.

### Skyltar med telefonnummer

- **Ansvarig:** Fastighetsenheten
- **Tid:** klart 1 mars
- **Mål:**
- **Finansiär:** Länsstyrelsen
- **Avstämning 2025-11-11:** Inte påbörjat.

---

## 2. Ungdomar och narkotika

### Enkät i årskurs nio
- **Orsak:** Vi vet för lite.
- **Ansvarig:** Skolhälsan
- **Finansiär:** Skolan
- **Tid:** november

### Samtal med vårdnadshavare

- **Tid:** löpande
- **Ansvarig:** Fältgruppen

## Så arbetar vi vidare

Rådet möts varje kvartal.
"""

NAMED = """HANDLINGSPLAN FÖR TRYGGHET I SJÖVALLA KOMMUN 2026

OMRÅDE: OTRYGGA PLATSER
Bakgrunden finns i lägesbilden från i våras.

Problem: Bilar körs sönder på pendlarparkeringen om
nätterna.
Insats: Kameror vid infarten
Vem: Gatuenheten tillsammans med
Trafikverket
När: Senast 30 april 2026
Status: Klar
Kommentar: Driften övertas av Trafikverket.
Problem: Ungdomar samlas i trapphusen.
Insats: Värdar går rundor fredag och lördag
Vem: Sjövallahem
När: hela 2026
Status: Pågår

Insats: Låst källare på Lugnet 4-8
Vem: Sjövallahem
När: Q2
Status:

OMRÅDE: VÅLD I NÄRA RELATION
Insats: Föreläsning för rektorer. Två tillfällen hålls,
ett på hösten och ett på våren.
Vem: Skolchefen
När: sept 2026
Status: Planerad
Insats: Rutin för orosanmälan: vem ringer vem
När: juni
Vem: Skolchefen och socialjouren
Status: Utgår
"""

PLAIN = """Åtgärdsplan för Hagaby 2025

Trygga parker

Ljus längs ån

Ansvarig: Parkenheten

Tid: Hösten

Status: Klart

Resultat: Trettio stolpar är på plats. Fler
vågar gå där på kvällen.

Rensa sly vid stationen

Ansvarig: Trafikkontoret

Tid: maj

Status: Försenat

Brott mot äldre

Seniorkaféer om bedrägeri

Tid: en gång i månaden

Ansvarig: Kommunpolisen, PRO

Träff med bankerna

Ansvarig: Kommunpolisen

Tid: -

Status: Ej påbörjat
"""

Lines = list[tuple[str, str]]
"""Paragraphs as (style, text); the style "bold" sets all of it in bold."""

IN_ONE_PARAGRAPH: Lines = [
    ("", "Åtgärdsplan Granby 2025"),
    ("", "Kontaktperson: Lova Ek"),
    ("", "Diarienummer: GR 12-25"),
    ("bold", "Unga i riskzon"),
    ("", "Orsak: Många unga saknar en vuxen att prata med."),
    ("", "Läxhjälp på biblioteket\nAnsvarig: Biblioteket\nTidplan: Tisdagar\n"
     "Uppföljning oktober 2025: Igång sedan mars.\n"
     "Föräldramöten i hela skolan\nAnsvarig: Rektorerna\nTidplan: höstterminen\nUppföljning oktober 2025: Pågår."),
    ("", "Mentorer från näringslivet\nAnsvarig: Näringsrådet\nTidplan: 2025\nUppföljning oktober 2025:"),
    ("bold", "Kriminella miljöer"),
    ("", "Gemensamma tillsyner\nBesök hos bilverkstäder\nAnsvarig: Polisen, Skatteverket\nTidplan: varje termin\n"
     "Uppföljning oktober 2025: Tre besök gjorda."),
    ("", "Ett fjärde är bokat."),
    ("", "Tips på nätet\nAnsvarig: Polisen. Tidplan: löpande. Uppföljning oktober 2025: Ej påbörjat."),
]  # fmt: skip

BOLD_TITLES: Lines = [
    ("Heading 1", "Otrygga platser"),
    ("", "Boende nämner torget och ån"),
    ("bold", "Lampor vid ån"),
    ("", "Stolpar längs hela gångvägen"),
    ("", "Syfte: Fler vågar gå där"),
    ("", "Ansvarig: Parkenheten"),
    ("", "Uppföljning: Klart i maj"),
    ("", "Elva stolpar till"),
    ("bold", "Städning varje morgon."),
    ("", "Tidplan: Löpande"),
    ("", "Ansvarig: Entreprenören"),
    ("bold", "Rundvandring"),
    ("", "Syfte: "),
    ("", "Ansvarig: Trygghetssamordnaren"),
    ("", "Tidplan: Oktober"),
]


def word(lines: Lines) -> bytes:
    document = docx.Document()
    for style, text in lines:
        paragraph = document.add_paragraph(style=style if style.startswith("Heading") else None)
        paragraph.add_run(text).bold = style == "bold" or None
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


DOCUMENTS = {
    "markdown": ("plan.md", MARKDOWN.encode()),
    "named": ("plan.txt", NAMED.encode()),
    "plain": ("plan.txt", PLAIN.encode()),
    "one paragraph": ("plan.docx", word(IN_ONE_PARAGRAPH)),
    "bold titles": ("plan.docx", word(BOLD_TITLES)),
}


def read(name: str) -> Plan:
    title, content = DOCUMENTS[name]
    return load(content, title)


def questions(plan: Plan) -> list[tuple[int | None, str]]:
    """What is asked of the form: questions about no field."""
    return [(doubt.row, doubt.text) for doubt in plan.doubts if not doubt.field]


def test_headings_bold_labels_in_lists_and_dated_followups_are_read() -> None:
    plan = read("markdown")
    rows = [measure.row for measure in plan.measures]
    assert [row.measure for row in rows] == [
        "Kurs för tandvården Tandläkare lär sig fråga om våld och vart de kan hänvisa.",
        "Skyltar med telefonnummer",
        "Enkät i årskurs nio",
        "Samtal med vårdnadshavare",
    ]
    assert [measure.area.code for measure in plan.measures] == ["brottsoffer", "brottsoffer", "unga", "unga"]
    assert rows[0].goal == "Alla kliniker i kommunen har gått kursen."
    assert rows[0].who == "Kvinnofridssamordnaren; Folktandvården, polisen"
    assert [(told.date, told.text) for told in rows[0].followups] == [
        (date(2025, 5, 20), "Två av fem kliniker klara."),
        (date(2025, 11, 11), "Genomfört. Alla fem kliniker har gått kursen."),
    ]
    assert [(row.goal, row.when, row.other) for row in rows[1:]] == [
        ("", "klart 1 mars", (("Finansiär", "Länsstyrelsen"),)),
        ("", "november", (("Finansiär", "Skolan"),)),
        ("", "löpande", ()),
    ]
    assert plan.unknown_columns == ("Finansiär",)
    assert plan.front.followed_up == date(2025, 11, 11)
    assert questions(plan) == []


def test_a_blank_label_does_not_go_on_from_the_measure_above() -> None:
    assert [measure.row.cause for measure in read("markdown").measures] == ["", "", "Vi vet för lite.", ""]


def test_a_label_may_name_the_measure_and_another_stand_before_it() -> None:
    plan = read("named")
    rows = [measure.row for measure in plan.measures]
    assert [(row.cause, row.measure, row.who, row.when, row.status_text, row.comment) for row in rows] == [
        ("Bilar körs sönder på pendlarparkeringen om nätterna.", "Kameror vid infarten",
         "Gatuenheten tillsammans med Trafikverket", "Senast 30 april 2026", "Klar",
         "Driften övertas av Trafikverket."),
        ("Ungdomar samlas i trapphusen.", "Värdar går rundor fredag och lördag", "Sjövallahem", "hela 2026",
         "Pågår", ""),
        ("", "Låst källare på Lugnet 4-8", "Sjövallahem", "Q2", "", ""),
        ("", "Föreläsning för rektorer. Två tillfällen hålls, ett på hösten och ett på våren.", "Skolchefen",
         "sept 2026", "Planerad", ""),
        ("", "Rutin för orosanmälan: vem ringer vem", "Skolchefen och socialjouren", "juni", "Utgår", ""),
    ]  # fmt: skip
    assert [measure.area.code for measure in plan.measures] == ["platser"] * 3 + ["brottsoffer"] * 2
    assert questions(plan) == []


def test_titles_without_any_mark_are_told_from_the_headings_over_them() -> None:
    plan = read("plain")
    assert [(measure.row.measure, measure.row.headings[:1], measure.row.when) for measure in plan.measures] == [
        ("Ljus längs ån", ("Trygga parker",), "Hösten"),
        ("Rensa sly vid stationen", ("Trygga parker",), "maj"),
        ("Seniorkaféer om bedrägeri", ("Brott mot äldre",), "en gång i månaden"),
        ("Träff med bankerna", ("Brott mot äldre",), "-"),
    ]
    assert plan.measures[0].row.followups[-1].text.endswith("Fler vågar gå där på kvällen.")
    assert questions(plan) == []


def test_measures_in_one_paragraph_and_labels_on_one_line_are_parted() -> None:
    plan = read("one paragraph")
    rows = [measure.row for measure in plan.measures]
    assert [(row.measure, row.who, row.when) for row in rows] == [
        ("Läxhjälp på biblioteket", "Biblioteket", "Tisdagar"),
        ("Föräldramöten i hela skolan", "Rektorerna", "höstterminen"),
        ("Mentorer från näringslivet", "Näringsrådet", "2025"),
        ("Gemensamma tillsyner Besök hos bilverkstäder", "Polisen, Skatteverket", "varje termin"),
        ("Tips på nätet", "Polisen.", "löpande."),
    ]
    assert [row.followups[-1].text if row.followups else "" for row in rows] == [
        "Igång sedan mars.", "Pågår.", "", "Tre besök gjorda. Ett fjärde är bokat.", "Ej påbörjat.",
    ]  # fmt: skip
    assert plan.front.followed_up == date(2025, 10, 31)


def test_a_paragraph_without_a_label_is_kept_and_asked_about() -> None:
    assert questions(read("one paragraph")) == [(4, "Ett fjärde är bokat.")]
    assert questions(read("bold titles")) == [(1, "Elva stolpar till")]


def test_what_stands_over_the_measures_of_a_heading_holds_for_them_all() -> None:
    plan = read("one paragraph")
    assert [measure.row.cause for measure in plan.measures] == ["Många unga saknar en vuxen att prata med."] * 3 + [
        ""
    ] * 2
    assert [measure.area.code for measure in plan.measures] == ["unga"] * 3 + ["kriminella_miljoer"] * 2


def test_what_the_document_says_of_itself_is_no_measure() -> None:
    assert "Lova Ek" not in " ".join(measure.row.who for measure in read("one paragraph").measures)


def test_a_text_with_other_labels_that_is_taken_for_no_measure_is_asked_about() -> None:
    more = "## Trygghetsfonden\n\nKostnad: 90 000 kr\nBeslut: Nämnden\nSamverkan: Alla\n\n"
    plan = load(MARKDOWN.replace("## Så arbetar", f"{more}## Så arbetar").encode(), "plan.md")
    assert [measure.row.measure for measure in plan.measures] == [
        measure.row.measure for measure in read("markdown").measures
    ]
    assert questions(plan) == [(None, "Trygghetsfonden")]


def test_bold_tells_a_title_from_what_describes_it() -> None:
    plan = read("bold titles")
    rows = [measure.row for measure in plan.measures]
    assert [(row.measure, row.goal, row.when) for row in rows] == [
        ("Lampor vid ån Stolpar längs hela gångvägen", "Fler vågar gå där", ""),
        ("Städning varje morgon.", "", "Löpande"),
        ("Rundvandring", "", "Oktober"),
    ]
    assert rows[0].followups[-1].text == "Klart i maj Elva stolpar till"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_word_is_lost(name: str) -> None:
    title, content = DOCUMENTS[name]
    plan = load(content, title)
    told = re.findall(r"\w+", " ".join(line.text for line in plan.account if line.kind != "header"))
    if title.endswith(".docx"):
        source = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)
    else:
        source = content.decode()
    assert told == re.findall(r"\w+", source)
    kinds = [line.kind for line in plan.account]
    assert kinds.count("measure") == len(plan.measures)
    assert kinds.count("doubt") == 0


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_text_under_a_label_is_in_a_row(name: str) -> None:
    """Whatever the account calls a measure's line has its words in the measures."""
    plan = read(name)
    rows = " ".join(
        " ".join((row.measure, row.cause, row.goal, row.when, row.who, row.status_text, row.comment,
                  *(told.text for told in row.followups), *(text for _, text in row.other)))
        for row in (measure.row for measure in plan.measures)
    )  # fmt: skip
    of_measures = [line.text for line in plan.account if line.kind in ("measure", "continued")]
    labels = {word for heading, _ in plan.headings for word in re.findall(r"\w+", heading)}
    assert set(re.findall(r"\w+", " ".join(of_measures))) <= set(re.findall(r"\w+", rows)) | labels


def test_each_place_is_the_line_it_stands_on() -> None:
    lines = NAMED.split("\n")
    places = [measure.row.place.line for measure in read("named").measures]
    assert [lines[line - 1].partition(" ")[0] for line in places if line] == [
        "Problem:", "Problem:", "Insats:", "Insats:", "Insats:",
    ]  # fmt: skip


def test_the_labels_are_the_headings_that_the_columns_were_read_by() -> None:
    assert dict(read("named").headings) == {
        "Problem": "cause", "Insats": "measure", "Vem": "who", "När": "when", "Status": "status",
        "Kommentar": "comment",
    }  # fmt: skip


def test_an_area_that_a_label_names_over_the_measures_holds_until_the_next() -> None:
    text = """**Fokusområde: Våld i nära relation**

## Åtgärd 1: Mottagning
**Varför:** Många söker hjälp sent. **Mål:** 50 besök.
**Vem:** Socialtjänsten. **När:** torsdagar.

## Åtgärd 2: Utbilda hemtjänsten
**Vem:** Omsorgen
**När:** kvartal 2

**Fokusområde: Unga**

## Åtgärd 3: Sommarjobb
**Vem:** Bostadsbolaget
**När:** juni
"""
    measures = load(text.encode(), "plan.md").measures
    assert [(one.area.code, one.row.measure, one.row.cause, one.row.goal, one.row.when) for one in measures] == [
        ("brottsoffer", "Mottagning", "Många söker hjälp sent.", "50 besök.", "torsdagar."),
        ("brottsoffer", "Utbilda hemtjänsten", "", "", "kvartal 2"),
        ("unga", "Sommarjobb", "", "", "juni"),
    ]


@pytest.mark.parametrize("order", [("Område", "Vem", "När"), ("Vem", "Område", "När"), ("Vem", "När", "Område")])
def test_an_area_that_a_label_names_in_each_measure_is_that_measures(order: tuple[str, ...]) -> None:
    said = [
        ("Vandra", {"Område": "Otrygga platser", "Vem": "Polisen", "När": "maj"}),
        ("Prata", {"Område": "Brott mot äldre", "Vem": "Omsorgen", "När": "juni"}),
        ("Spela", {"Område": "Unga", "Vem": "Skolan", "När": "juli"}),
    ]
    text = "\n\n".join("\n".join([title, *(f"{label}: {of[label]}" for label in order)]) for title, of in said)
    measures = load(text.encode(), "plan.txt").measures
    assert [(one.row.measure, one.row.first, one.row.who) for one in measures] == [
        (title, of["Område"], of["Vem"]) for title, of in said
    ]


def test_a_dash_or_a_tab_may_stand_for_the_colon_of_a_label_that_comes_again() -> None:
    text = (
        "1. Vandra\nVem - Polisen\nNär: maj\n\n2. Lysa\nVem\tPark\nNär: juni\n\n"
        "3. Städa - varje dag\nVem: Värden\nNär: juli\n"
    )
    measures = load(text.encode(), "plan.txt").measures
    assert [(one.row.measure, one.row.who, one.row.when) for one in measures] == [
        ("1. Vandra", "Polisen", "maj"), ("2. Lysa", "Park", "juni"), ("3. Städa - varje dag", "Värden", "juli"),
    ]  # fmt: skip


def test_a_label_that_comes_twice_in_a_measure_says_both_and_takes_what_goes_on() -> None:
    text = "".join(
        f"{title}\n\nAnsvarig: {who}\nTid: maj\nAnsvarig: PRO\noch värden\n\n"
        for title, who in (("Vandra", "Polisen"), ("Lysa", "Park"), ("Prata", "Omsorgen"))
    )
    rows = [measure.row for measure in load(text.encode(), "plan.txt").measures]
    assert [(row.who, row.when) for row in rows] == [
        ("Polisen PRO och värden", "maj"), ("Park PRO och värden", "maj"), ("Omsorgen PRO och värden", "maj"),
    ]  # fmt: skip


def test_a_text_with_more_labels_than_any_plan_is_left_alone() -> None:
    text = "".join(f"Titel\n\nAnsvarig {number} hej: Polisen\nTid: maj\n\n" for number in range(2_000))
    assert rows_from_labelled(as_document(text)) is None


def test_how_a_measure_is_done_does_not_name_it() -> None:
    measures = (("Vandring?", "Fem kvällar", "Polisen"), ("Bommar", "Sätts upp", "Park"), ("Kurs", "En halvdag", "HR"))
    lines = [
        line
        for title, how, who in measures
        for line in (("bold", title), ("List Bullet", f"Hur: {how}"), ("List Bullet", f"Vem: {who}"), ("", "När: maj"))
    ]
    rows = [measure.row for measure in load(word([("Heading 1", "Plan 2025"), *lines]), "plan.docx").measures]
    assert [(row.measure, row.who, row.other) for row in rows] == [
        (title, who, (("Hur", how),)) for title, how, who in measures
    ]


@pytest.mark.parametrize("last", ["Kommentar:", "Senast: 3 juni"])
def test_closing_words_are_not_what_the_last_label_says(last: str) -> None:
    plan = load(f"{NAMED}{last}\n\nPlanen följs upp två gånger om året.\n".encode(), "plan.txt")
    assert "två gånger" not in plan.measures[-1].row.comment + plan.measures[-1].row.when
    assert plan.account[-1].kind == "prose"


def test_labels_alone_over_their_texts_are_read() -> None:
    measures = "".join(
        f"**{title}**\n\nAnsvarig:\n\n{who}\n\nTidplan:\n\n{when}\n\n"
        for title, who, when in (
            ("Vandra", "Polisen", "Våren"),
            ("Lysa", "Park", "Hösten"),
            ("Städa", "Hyresvärden", "Maj"),
        )
    )
    rows = [measure.row for measure in load(f"# Plan 2025\n\n{measures}".encode(), "plan.md").measures]
    assert [(row.measure, row.who, row.when) for row in rows] == [
        ("Vandra", "Polisen", "Våren"), ("Lysa", "Park", "Hösten"), ("Städa", "Hyresvärden", "Maj"),
    ]  # fmt: skip


def test_an_empty_last_label_does_not_take_the_next_title() -> None:
    text = "".join(
        f"{title}\n\n{labels}\n\n"
        for title, labels in (
            ("Vandra", "Ansvarig: Polisen\n\nStatus:"),
            ("Lysa", "Tidplan: Hösten\n\nStatus:"),
            ("Städa", "Ansvarig: Hyresvärden\n\nTidplan: Maj"),
        )
    )
    rows = [measure.row for measure in load(text.encode(), "plan.txt").measures]
    assert [(row.measure, row.who, row.when) for row in rows] == [
        ("Vandra", "Polisen", ""), ("Lysa", "", "Hösten"), ("Städa", "Hyresvärden", "Maj"),
    ]  # fmt: skip


def as_document(text: str) -> Document:
    return stacked.read(text.encode(), "plan.txt")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Ansvarig: Polisen\nTidplan: 2025\n\nPlanen följs upp varje år.\n", "one block is a fact about the plan"),
        ("Vandra\n\nAnsvarig: Polisen\n\nLysa\n\nAnsvarig: Park\n\nStäda\n\nAnsvarig: Värden\n", "one label each"),
        ("Brott\n\nOrsak: a\n\nMål: b\n\nRån\n\nOrsak: c\n\nMål: d\n\nHot\n\nOrsak: e\n\nMål: f\n", "nobody does it"),
        ("Orsak\n\nÅtgärd\n\nNär\n\nVem\n\nMörkt\n\nLampor\n\nVåren\n\nPark\n", "cells of a table"),
    ],
)
def test_other_texts_are_not_taken_for_labelled(text: str, why: str) -> None:
    assert rows_from_labelled(as_document(text)) is None, why


@pytest.mark.parametrize("path", sorted(STACKED.glob("*.txt")), ids=lambda path: path.stem)
def test_text_whose_table_is_gone_goes_its_own_way(path: Path) -> None:
    assert rows_from_labelled(stacked.read(path.read_bytes(), path.name)) is None


def test_lines_of_a_page_without_paragraphs_are_not_taken_apart() -> None:
    lines = [line for line in PLAIN.split("\n") if line]
    blocks = tuple(Paragraph(line, Place(page=1, line=number)) for number, line in enumerate(lines, start=1))
    assert rows_from_labelled(as_document(PLAIN)) is not None
    assert rows_from_labelled(Document("plan.pdf", "", "stacked text", blocks)) is None


def test_a_plan_table_goes_before_the_labels_around_it() -> None:
    table = "| Åtgärd | När | Vem |\n|---|---|---|\n| Lysa | Hösten | Park |\n\n"
    assert [measure.row.measure for measure in load((table + MARKDOWN).encode(), "plan.md").measures] == ["Lysa"]


def test_marked_up_text_without_measures_is_still_refused() -> None:
    with pytest.raises(UnreadableDocument):
        load("# Protokoll\n\n## Närvarande\n\nFyra personer.\n\n## Beslut\n\nInget.\n".encode(), "protokoll.md")
