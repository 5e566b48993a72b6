"""Arbetsbelastning through dashboard.py: who carries how much, as the questions answer it, and nobody singled out."""

# ruff: noqa: E501 - tables of cases, one case a line
from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import quote

import plans_by_hand as hand
import pytest
from plans_by_hand import Line
from test_figures import read
from test_pages import ask, follow, shown, visit

from data.filters import Filters
from loaders.records import Plan
from pages.arbetsbelastning import charts
from pages.parts import words

EKBY = "Ekby 2024"
NOVEMBER = date(2024, 11, 13)
VIEWS = ("", "organisationer", "funktioner", "personer")
KINDS = dict(zip(VIEWS, ("", "organisation", "function", "person"), strict=True))
EVA = ("person:Eva Ek@Stadsdelsförvaltningen",)
Fill = Callable[[list[Plan]], None]


@pytest.mark.parametrize(
    ("counted", "open_measures", "alone", "unowned", "naming", "said"),
    [
        (77, 30, 8, 3, 37, "8 av 30 öppna åtgärder hänger på en enda namngiven person. 3 öppna åtgärder saknar ansvarig."),
        (77, 30, 1, 1, 37, "1 av 30 öppna åtgärder hänger på en enda namngiven person. 1 öppen åtgärd saknar ansvarig."),
        (77, 30, 0, 0, 37, "Ingen öppen åtgärd hänger på en enda namngiven person. Alla öppna åtgärder har ansvarig."),
        (77, 30, 0, 3, 0, "Planen namnger ingen person. 3 öppna åtgärder saknar ansvarig."),
        (77, 30, 0, 30, 0, "Planen namnger ingen person. Alla 30 öppna åtgärder saknar ansvarig."),
        (77, 1, 1, 0, 37, "Urvalets enda öppna åtgärd hänger på en enda namngiven person."),
        (77, 1, 0, 0, 37, "Urvalets enda öppna åtgärd hänger inte på en enda namngiven person."),
        (77, 1, 0, 1, 37, "Urvalets enda öppna åtgärd saknar ansvarig."),
        (77, 0, 0, 0, 37, "Ingen åtgärd är öppen. Inget arbete återstår att bära."),
        (0, 0, 0, 0, 0, "Alla 80 åtgärder är borttagna ur planen."),
    ],
)  # fmt: skip
def test_sentence(counted: int, open_measures: int, alone: int, unowned: int, naming: int, said: str) -> None:
    load = {
        "measures": 80, "counted": counted, "open": open_measures, "hangs_on_one": alone, "without_owner": unowned,
        "naming_person": naming,
    }  # fmt: skip
    assert read(charts.sentence(load, "Planen")).text.replace(words.NBSP, " ") == said


def asked(view: str, filters: Filters) -> list[dict[str, object]]:
    if not KINDS[view]:
        return [{"name": row["party"], **row} for row in ask("workload_by_party", filters)]
    return [{"name": row["actor"], **row} for row in ask("workload_by_actor", filters) if row["kind"] == KINDS[view]]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("area", ["", "unga"])
@pytest.mark.parametrize("as_of", ["", "2025-06-01"])
def test_the_page_shows_what_the_questions_answer(by_hand: None, view: str, area: str, as_of: str) -> None:
    query = {"omrade": area, "datum": as_of, "vy": view}
    page = visit("arbetsbelastning", plan=EKBY, **{name: value for name, value in query.items() if value})
    filters = Filters((EKBY,), as_of=date.fromisoformat(as_of) if as_of else None, areas=(area,) if area else ())
    (load,) = ask("workload", filters)
    rows = asked(view, filters)
    for row in rows:
        total = sum(int(str(row[code])) for code in words.LOADS)
        for code, word in words.LOADS.items():
            if row[code]:
                assert f'aria-label="{row["name"]}, {word}: {row[code]} av {total}"' in page.html
        if row["open"]:
            assert f"{row['open']} {'öppen' if row['open'] == 1 else 'öppna'}" in page.text
    names = [str(row["name"]) for row in rows if row["open"] or row["done"]]
    places = [page.html.index(f'<span class="name" title="{name}">') for name in names]
    assert places == sorted(places), "flest öppna först, sedan namn"
    assert ("namnger ingen" in page.text) or rows
    people = ask("key_person", filters)
    assert sum(int(str(row["measures"])) for row in people) == load["hangs_on_one"]
    for row in people:
        assert f"{row['measures']} av {load['open']}" in page.text
    for row in ask("without_owner", filters):
        assert str(row["title"]) in page.text
    assert "Eva" not in page.answer
    assert ("Polisen" not in page.answer) and ("Visa som tabell" in page.text or not rows)


@pytest.mark.parametrize("view", VIEWS)
def test_every_figure_opens_just_its_rows(by_hand: None, view: str) -> None:
    page = visit("arbetsbelastning", plan=EKBY, **({"vy": view} if view else {}))
    filters = Filters((EKBY,))
    (load,) = ask("workload", filters)
    selected = {"overdue": "urval=forsenade", "open_not_overdue": "urval=oppna_ej_forsenade", "open": "urval=oppna",
                "done": "status=genomford"}  # fmt: skip
    for row in asked(view, filters):
        name = str(row["name"]).replace(" ", "%20").replace("ö", "%C3%B6")
        chosen = f"ansvarig={KINDS[view]}%3A{name}" if KINDS[view] else f"part={name}"
        for code, tail in selected.items():
            if row[code]:
                href = next(href for href in page.hrefs if href.endswith(f"{chosen}&{tail}"))
                assert shown(follow(href)) == row[code], (name, code)
        missed = int(str(row["counted"])) - int(str(row["open"])) - int(str(row["done"]))
        if missed:
            href = next(href for href in page.hrefs if href.endswith(f"{chosen}&status=ej_genomford"))
            assert shown(follow(href)) == missed
    without = {
        "": "part",
        "organisationer": "organisation",
        "funktioner": "funktion",
        "personer": "person",
    }[view]
    expected = {
        f"urval=utan_{without}": load[f"without_{KINDS[view] or 'party'}"],
        "urval=utan_ansvarig": load["without_owner"],
    }
    for row in ask("key_person", filters):
        name = str(row["person"]).replace(" ", "%20")
        expected[f"ansvarig=person%3A{name}&urval=en_person"] = row["measures"]
    for tail, number in expected.items():
        hrefs = [href for href in page.hrefs if href.endswith(tail)]
        if number and (asked(view, filters) or "utan" not in tail):
            assert shown(follow(hrefs[0])) == number, tail
        else:
            assert not hrefs, tail


def test_it_begins_with_parties_and_an_unknown_view_is_no_error(by_hand: None) -> None:
    for query in ({}, {"vy": "himlen"}):
        page = visit("arbetsbelastning", plan=EKBY, **query)
        assert "per part" in page.text
        assert page.html.index(">Parter</a>") < page.html.index(">Organisationer</a>")
        assert 'aria-current="true">Parter</a>' in page.html


def test_a_plan_that_names_nobody_says_so(filled: Fill) -> None:
    filled([hand.plan("a.xlsx", [Line(f"Sak {n}", "pagar", "x") for n in range(6)], followed_up=NOVEMBER)])
    page = visit("arbetsbelastning", vy="personer")
    assert page.answer == "Planen namnger ingen person. Alla öppna åtgärder har ansvarig."
    assert page.text.count("Planen namnger ingen person.") == 3
    page = visit("arbetsbelastning", vy="personer", omrade="unga")
    assert page.answer.startswith("Urvalet namnger ingen person.")


@pytest.mark.parametrize(("measures", "share"), [(4, "få åtgärder"), (5, "40 %")])
def test_few_measures_give_no_share(filled: Fill, measures: int, share: str) -> None:
    lines = [Line(f"Sak {n}", "pagar", "x", actors=EVA if n < 2 else hand.Line("x").actors) for n in range(measures)]
    filled([hand.plan("a.xlsx", lines, followed_up=NOVEMBER)])
    page = visit("arbetsbelastning")
    assert f"Eva Ek2 av {measures}{share}" in page.text.replace("\n", "")


SHARED = [
    ("one each", [EVA, EVA], False),
    ("two of a kind", [EVA, (*EVA, "person:Bo Berg")], True),
    ("the same twice", [EVA, (*EVA, *EVA)], False),
]


@pytest.mark.parametrize(("why", "actors", "larger"), SHARED, ids=[case[0] for case in SHARED])
def test_the_sum_is_called_larger_only_when_it_is(
    filled: Fill, why: str, actors: list[tuple[str, ...]], larger: bool
) -> None:
    lines = [Line(f"Sak {n}", "pagar", "x", actors=names) for n, names in enumerate(actors)]
    filled([hand.plan("a.xlsx", lines, followed_up=NOVEMBER)])
    page = visit("arbetsbelastning", vy="personer")
    assert "En åtgärd med flera ansvariga räknas en gång för var och en." in page.text
    assert ("Summan är därför större än antalet åtgärder." in page.text) == larger


@pytest.mark.parametrize(
    ("actors", "status", "alone"),
    [
        (EVA, "pagar", 1),
        ((*EVA, *EVA), "pagar", 1),
        ((*EVA, "person:Bo Berg"), "pagar", 0),
        ((*EVA, "function:samordnare"), "pagar", 0),
        ((*EVA, "organisation:Polisen@Polisen"), "pagar", 0),
        (("function:samordnare",), "pagar", 0),
        ((), "pagar", 0),
        (EVA, "genomford", 0),
        (EVA, "ej_genomford", 0),
        (EVA, "borttagen", 0),
        (EVA, "oklar", 1),
    ],
)
def test_what_hangs_on_one_person(filled: Fill, actors: tuple[str, ...], status: str, alone: int) -> None:
    filled([hand.plan("a.xlsx", [Line("Sak", status, "x", actors=actors)], followed_up=NOVEMBER)])
    visit("arbetsbelastning")
    (load,) = ask("workload")
    assert load["hangs_on_one"] == alone == sum(int(str(row["measures"])) for row in ask("key_person"))


def test_open_measures_are_named_unnamed_or_without_owner(by_hand: None) -> None:
    """Nothing open falls between: named in the bars, left out of them and told so, or without an owner."""
    visit("arbetsbelastning")
    for kind, column in (("", "without_party"), *((kind, f"without_{kind}") for kind in KINDS.values() if kind)):
        (load,) = ask("workload", Filters((EKBY,)))
        named = {
            str(row["measure"])
            for row in ask("measures", Filters((EKBY,)))
            if row["open"] and not row["without_owner"] and not row[column]
        }
        assert len(named) + int(str(load[column])) + int(str(load["without_owner"])) == load["open"], kind


def test_more_than_the_bars_can_hold_stand_in_the_table(filled: Fill) -> None:
    lines = [Line(f"Sak {n}", "pagar", "x", actors=(f"function:roll {n:02}",)) for n in range(30)]
    filled([hand.plan("a.xlsx", lines, followed_up=NOVEMBER)])
    page = visit("arbetsbelastning", vy="funktioner")
    load = page.html.partition("Lovat och levererat")[0]
    assert load.count('class="bar"') == charts.MOST_BARS
    assert "Staplarna visar 25 av 30. Alla står i tabellen." in page.text
    assert all(f"Roll {n:02}" in page.text for n in range(30))


def test_an_unread_owner_is_shown_as_the_plan_writes_it(filled: Fill) -> None:
    lines = [Line("Utse någon", "pagar", "x", actors=(), who="Ska utses <b>snart</b>")] * 1 + [
        Line("Annat", "pagar", "x")
    ]
    filled([hand.plan("a.xlsx", lines, followed_up=NOVEMBER)])
    page = visit("arbetsbelastning")
    assert "planen skriver «Ska utses <b>snart</b>»" in page.text


# --- what is promised and delivered, and when it is due ------------------------------------------------------------

BALANCE = {"done": "status=genomford", "open_not_overdue": "urval=oppna_ej_forsenade", "overdue": "urval=forsenade",
           "not_done": "status=ej_genomford"}  # fmt: skip


def test_every_figure_of_the_balance_opens_just_its_rows(by_hand: None) -> None:
    page = visit("arbetsbelastning", plan=EKBY)
    filters = Filters((EKBY,))
    for row in ask("party_balance", filters):
        party, promised = str(row["party"]), int(str(row["promised"]))
        assert promised == sum(int(str(row[code])) for code in BALANCE)
        name = party or "Ingen part framgår"
        chosen = f"part={quote(party)}" if party else "part_saknas=ja"
        assert f"{row['done']} av {promised}" in page.text
        for code, tail in BALANCE.items():
            if row[code]:
                assert f'aria-label="{name}, {words.BALANCE[code]}: {row[code]} av {promised}"' in page.html
                href = next(href for href in page.hrefs if href.endswith(f"{chosen}&{tail}"))
                assert shown(follow(href)) == row[code], (party, code)
        every = next(href for href in page.hrefs if f"{chosen}&status=genomford&status=delvis" in href)
        assert shown(follow(every)) == promised
        if row["hangs_on_one"]:
            href = next(href for href in page.hrefs if href.endswith(f"{chosen}&urval=en_person"))
            assert shown(follow(href)) == row["hangs_on_one"]


def test_every_month_opens_just_its_rows(by_hand: None) -> None:
    page = visit("arbetsbelastning", plan=EKBY, datum="2024-11-13")
    found = ask("deadline_months", Filters((EKBY,)))
    every = [row for row in found if row["party"] == "*"]
    assert len(every) == 5
    for row in every:
        month = f"{row['month']:%Y-%m}"
        for code, tail in BALANCE.items():
            if row[code]:
                href = next(href for href in page.hrefs if href.endswith(f"slut={month}&{tail}"))
                assert shown(follow(href)) == row[code], (month, code)
        whole = next(href for href in page.hrefs if f"slut={month}&status=genomford&status=delvis" in href)
        assert shown(follow(whole)) == row["measures"]
    assert "Ingen enskild månad har flest: 5 månader har 1 av de 5 öppna slutdatumen var." in page.text
    for party in {str(row["party"]) for row in found} - {"*"}:
        own = {f"{row['month']:%Y-%m}": row for row in found if row["party"] == party}
        still = {month: row["overdue"] + row["open_not_overdue"] for month, row in own.items()}  # type: ignore[operator]
        first = max(still, key=lambda month: still[month])
        chosen = f"part={quote(party)}" if party else "part_saknas=ja"
        href = next(href for href in page.hrefs if href.endswith(f"{chosen}&slut={first}&urval=oppna"))
        assert shown(follow(href)) == still[first]
        assert f"{still[first]} av {sum(still.values())}" in page.text


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ([date(2024, 12, 31)] * 3 + [date(2024, 6, 30)], "Flest öppna slutdatum ligger i december 2024: 3 av 4."),
        ([date(2024, 12, 31)], "Det enda öppna slutdatumet ligger i december 2024."),
        ([], "Ingen åtgärd har slutdatum."),
    ],
)
def test_where_end_dates_pile_up_is_said(filled: Fill, ends: list[date], said: str) -> None:
    lines = [Line(f"Sak {n}", "pagar", "x", **hand.by(end)) for n, end in enumerate(ends)]  # type: ignore[arg-type]
    filled([hand.plan("a.xlsx", [*lines, Line("Löpande", "pagar", "x")], followed_up=NOVEMBER)])
    page = visit("arbetsbelastning")
    assert said in page.text
    assert ("Tyngsta månaden per part" in page.text) == bool(ends)


def test_two_months_as_heavy_are_both_named_and_each_opens_its_rows(filled: Fill) -> None:
    ends = [date(2024, 6, 30)] * 2 + [date(2024, 12, 31)] * 2 + [date(2024, 9, 30)]
    lines = [Line(f"Sak {n}", "pagar", "x", **hand.by(end)) for n, end in enumerate(ends)]  # type: ignore[arg-type]
    filled([hand.plan("a.xlsx", lines, followed_up=NOVEMBER)])
    page = visit("arbetsbelastning")
    assert "juni 2024 och dec 2024" in page.text and "2 av 5 var" in page.text
    for month in ("2024-06", "2024-12"):
        href = next(href for href in page.hrefs if "part" in href and href.endswith(f"&slut={month}&urval=oppna"))
        assert shown(follow(href)) == 2


def test_when_nothing_is_open_no_month_is_heavy(filled: Fill) -> None:
    lines = [Line("Klar", "genomford", "x", **hand.by(date(2024, 6, 30))), Line("Pågår", "pagar", "x")]  # type: ignore[arg-type]
    filled([hand.plan("a.xlsx", lines, followed_up=NOVEMBER)])
    page = visit("arbetsbelastning")
    assert "Inget öppet slutdatum återstår." in page.text and "Tyngsta månaden" not in page.text
