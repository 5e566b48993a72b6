"""Which area a row belongs to, and what is left as its subarea."""

from __future__ import annotations

import pytest

from loaders.meaning.area import read_area, with_next_places, with_one_area_each, with_own_areas, without_own_names
from loaders.meaning.area_levels import Stands, with_level_areas, without_title

CASES = [
    # first column, subarea column, headings -> area, subarea
    ("Unga i riskzon för destruktivt beteende", "", (), "unga", ""),
    ("Unga i riskzon för destruktiva beteenden (Samverkan i skolan)", "", (), "unga", "Samverkan i skolan"),
    ("2. Otrygga och brottsutsatta platser: Torget", "", (), "platser", "Torget"),
    ("Otrygga platser", "Stationen", (), "platser", "Stationen"),
    ("Systemhotade brottslighet", "", (), "systemhotande", ""),
    ("UNGA I RISKZON", "", (), "unga", ""),
    ("Sarskilt utsatta och sarbara brottsoffer", "", (), "brottsoffer", ""),
    ("Särskilt utsatta och sårbara br", "", (), "brottsoffer", ""),
    ("Område 4. Brottsutsatta", "", (), "brottsoffer", "Brottsutsatta"),
    ("Brottsutsatta och otr", "", (), "platser", ""),
    ("De som har blivit utsatta för brott", "", (), "brottsoffer", "De som har blivit utsatta för brott"),
    ("Den offentliga miljön", "", (), "platser", "Den offentliga miljön"),
    ("Kriminella miljöer och livsstlar", "", (), "kriminella_miljoer", ""),
    ("Torget", "", ("Otrygga och brottsutsatta platser",), "platser", "Torget"),
    ("Otrygga platser", "", ("Otrygga platser",), "platser", ""),
    ("Vuxna", "", ("Våld i nära relation",), "brottsoffer", "Vuxna"),
    ("VBE", "", (), "kriminella_miljoer", "VBE"),
    ("", "Unga på gatan", ("Vägar ut ur kriminella miljöer",), "kriminella_miljoer", "Unga på gatan"),
    ("Otillåten påverkan", "", (), "systemhotande", "Otillåten påverkan"),
    ("Avgränsade platser som upplevs otrygga", "", (), "platser", "Avgränsade platser som upplevs otrygga"),
    ("Ungdomar", "", ("Otrygga och brottsutsatta platser",), "platser", "Ungdomar"),
    ("Ungdomar", "", ("Nattliv", "Systemhotande brottslighet"), "systemhotande", "Ungdomar"),
    ("Trivsel", "", (), "ovrigt", "Trivsel"),
    ("C. Våld i nära relation", "", ("C. Våld i nära relation", "Plan"), "brottsoffer", ""),
    ("Vuxna", "", ("Vuxna", "C. Våld i nära relation"), "brottsoffer", "Vuxna"),
    ("Skolan", "", ("Skolan", "Nattliv"), "unga", "Skolan"),
    ("Fokusområde 3: Brott mot äldre", "", (), "brottsoffer", "Brott mot äldre"),
    ("Område 3\nBrott mot äldre", "", (), "brottsoffer", "Brott mot äldre"),
    ("Område 3 Otrygga platser", "", (), "platser", ""),
    ("Torget", "", ("Område A Otrygga och brottsutsatta platser",), "platser", "Torget"),
    ("Arbetet på otrygga och brottsutsatta platser", "", (), "platser", "Arbetet på otrygga och brottsutsatta platser"),
    ("Fokusområde B: Brott mot äldre", "", (), "brottsoffer", "Brott mot äldre"),
    ("Fokusområde C: Otrygga platser", "", (), "platser", ""),
    ("B. Systemhotande brottslighet", "", (), "systemhotande", ""),
    ("3 Systemhotande", "", (), "systemhotande", ""),
    ("SYSTEMHOT", "", (), "systemhotande", ""),
    ("Kriminella miljöer o", "", (), "kriminella_miljoer", ""),
    ("Särskilt", "", (), "ovrigt", "Särskilt"),
    ("Barn och", "", (), "ovrigt", "Barn och"),
    ("Systemhotande brottslighet (forts.)", "", (), "systemhotande", ""),
]


@pytest.mark.parametrize(("first", "subarea", "headings", "area", "left"), CASES)
def test_the_area_and_its_subarea(first: str, subarea: str, headings: tuple[str, ...], area: str, left: str) -> None:
    found = read_area(first, subarea, headings)
    assert (found.code, found.subarea) == (area, left)
    assert found.rule and (found.words or not first)


def test_an_unknown_area_is_a_question_and_no_guess() -> None:
    assert "Trivsel" in read_area("Trivsel").doubt
    assert read_area("").doubt
    assert not read_area("Otrygga platser").doubt


@pytest.mark.parametrize(
    ("first", "subarea", "headings", "asked"),
    [
        ("Narkotika i Ekby centrum", "", (), ("centrum", "Narkotika")),
        ("Ungdomar vid Ekby torg", "", (), None),  # the young are the topic, and the longer word
        ("Unga på torg", "", (), None),
        ("Gäng i bostadsområden", "", (), ("bostadsområden", "Gäng")),
        ("Droger i nattliv", "", (), ("nattliv", "Droger")),
        ("Ekby centrum", "", (), None),
        ("Skadegörelse och narkotika i Ekby centrum", "", (), None),  # skadegörelse says what, not where
        ("Narkotika i offentlig miljö", "", (), None),
        ("Narkotika i Ekby centrum", "", ("Otrygga och brottsutsatta platser",), None),
        ("Otrygga platser (narkotika i centrum)", "", (), None),
        ("Ekby", "Vapen på torg", (), ("torg", "Vapen")),
    ],
)
def test_a_place_alone_beside_another_areas_word_is_asked_about(
    first: str, subarea: str, headings: tuple[str, ...], asked: tuple[str, str] | None
) -> None:
    found = read_area(first, subarea, headings)
    if asked is None:
        assert found.doubt == ""
        return
    place, other = asked
    assert found.code == "platser"
    assert f"«{place}» säger bara var, och «{other}» talar för ett annat område." in found.doubt


@pytest.mark.parametrize(
    ("first", "words"),
    [
        ("Unga i riskzon för destruktivt beteende (Våldsprevention)", "Unga i riskzon för destruktivt beteende"),
        ("2. Otrygga och brottsutsatta platser: Torget", "2. Otrygga och brottsutsatta platser"),
        ("Otrygga platser", "Otrygga platser"),
    ],
)
def test_the_words_that_decide_are_the_name_alone(first: str, words: str) -> None:
    assert read_area(first).words == words


@pytest.mark.parametrize(
    ("text", "code", "asked", "why"),
    [
        ("Äldres trygghet", "brottsoffer", False, "trygghet says nothing of whose"),
        ("Trygghet i skolan", "unga", False, "nor of where"),
        ("Trygghet och säkerhet", "platser", False, "alone it is the places'"),
        ("Trygghet för kvinnor", "platser", True, "another area's hint stands beside it"),
        ("Bostadsinbrott", "platser", True, "often an area of a plan's own"),
        ("Trafik och klotter", "platser", False, "klotter is the places'"),
        ("Brottsoffer i skolan", "unga", True, "another area's name stands beside it"),
        ("Utsatta personer", "brottsoffer", False, ""),
        ("Särskilt utsatta områden", "ovrigt", True, "places, or gangs"),
        ("Välfärdsbrott och annat systemhotande", "systemhotande", False, ""),
    ],
)
def test_words_of_many_areas_decide_least(text: str, code: str, asked: bool, why: str) -> None:
    found = read_area("", headings=(text,))
    assert (found.code, bool(found.doubt)) == (code, asked), why


OWN = ("Trygghet på allmän plats", "Barn och unga", "Våld i nära relation och utsatta", "Systemhotande brottslighet")


@pytest.mark.parametrize(
    ("texts", "left", "why"),
    [
        (OWN, ["", "", "", ""], "a text an area, an area a text: what the municipality calls them"),
        ((*OWN, "Trivsel"), ["", "", "", "", "Trivsel"], "a text of no area stays"),
        ((*OWN, "Klotter"), [*OWN[:3], "", "Klotter"], "two texts of one area part it"),
        (OWN[:2], [*OWN[:2]], "two say too little of how the document names its areas"),
    ],
)  # fmt: skip
def test_a_documents_own_names_for_the_areas_are_no_subareas(texts: tuple[str, ...], left: list[str], why: str) -> None:
    rows = [text for text in texts for _ in range(2)]
    found = without_own_names([(text, read_area(text)) for text in rows])
    assert [area.subarea for area in found[::2]] == left, why
    assert [area.code for area in found] == [read_area(text).code for text in rows]


def test_a_subarea_column_stays_beside_a_documents_own_names() -> None:
    assert [area.subarea for area in without_own_names([(text, read_area(text, "Stationen")) for text in OWN * 2])] == [
        "Stationen"
    ] * 8


def test_topics_of_two_areas_in_one_text_are_asked_about() -> None:
    found = read_area("Gängkriminalitet och välfärdsbrott")
    assert "«Gängkriminalitet» och «välfärdsbrott» talar för var sitt." in found.doubt
    assert not read_area("Välfärdsbrott och otillåten påverkan").doubt
    assert not read_area("Kriminella miljöer och livsstilar: välfärdsbrott").doubt


@pytest.mark.parametrize(
    ("texts", "codes", "asked", "why"),
    [
        (("Otrygga platser: Torget", "Stationen", "Parken"), ["platser"] * 3, [1, 2], "places of one area"),
        (("Otrygga platser", "Stationen"), ["platser", "ovrigt"], [1], "the area stands alone"),
        (("Otrygga platser: Torget", "Område 5: Spel"), ["platser", "ovrigt"], [1], "labelled as an area of its own"),
        (("Otrygga platser: Torget", "", "Stationen"), ["platser", "ovrigt", "ovrigt"], [1, 2], "nothing between them"),
        (("Otrygga platser: Torget", "Välfärdsbrott", "Parken"), ["platser", "systemhotande", "ovrigt"], [2], "no"),
    ],
)  # fmt: skip
def test_the_next_place_of_an_area_is_of_that_area(
    texts: tuple[str, ...], codes: list[str], asked: list[int], why: str
) -> None:
    found = with_next_places([(text, read_area(text)) for text in texts])
    assert [area.code for area in found] == codes, why
    assert [number for number, area in enumerate(found) if area.doubt] == asked, why


def test_a_hint_decides_only_in_what_is_labelled_as_an_area_and_is_asked_about() -> None:
    found = read_area("", headings=("Fokusområde 4: Gängen och tryggheten hemma",))
    assert found.code == "kriminella_miljoer"
    assert found.doubt.endswith("«Fokusområde 4: Gängen och tryggheten hemma» till? Bara «Gängen» talar för ett.")
    assert read_area("", headings=("Fokusområde E: Gängen",)).code == "kriminella_miljoer", "a letter for a number"
    assert read_area("Gängen och tryggheten hemma").code == "ovrigt"
    assert read_area("Fokusområde 4: Gängen och tonåringar").code == "ovrigt", "hints of two areas"


FIVE = ("Unga i riskzon", "Otrygga platser", "Systemhotande brottslighet", "Brottsoffer")
OWN_AREAS = [
    # (area column, subarea column, heading) of a last row, what it is read as, and whether it is asked about
    (("Trafik och buskörning", "Skolan", ""), "ovrigt", True, "a text of its own where the areas' names stand"),
    (("", "", "Klotter"), "ovrigt", True, "a heading of its own among theirs"),
    (("Klotter", "", ""), "platser", False, "without a column for places the text may be a place or problem"),
    (("Otrygga platser", "Klotter", ""), "platser", False, "the area's own name"),
    (("Hot mot tjänstemän", "", "Otrygga platser"), "platser", False, "a problem under the area's heading"),
]


@pytest.mark.parametrize(("last", "code", "asked", "why"), OWN_AREAS)
def test_an_area_of_the_plan_s_own_is_none_of_the_five(
    last: tuple[str, str, str], code: str, asked: bool, why: str
) -> None:
    rows = [*(((name, "Plats", "")) for name in FIVE), *((("", "", name)) for name in FIVE), last]
    found = with_own_areas([(row[0], row[1], (row[2],), read_area(row[0], row[1], (row[2],))) for row in rows])
    assert (found[-1].code, bool(found[-1].doubt)) == (code, asked), why
    assert [area.code for area in found[:4]] == ["unga", "platser", "systemhotande", "brottsoffer"]


def test_a_topic_stands_for_its_area_where_the_plan_names_few_of_the_five() -> None:
    rows = [("Otrygga platser", "Torget", ""), ("Unga i riskzon", "Skolan", ""), ("Klotter", "Tunneln", "")]
    found = with_own_areas([(*row[:2], (), read_area(*row[:2])) for row in rows])
    assert [area.code for area in found] == ["platser", "unga", "platser"]


FEW = ("A. Unga i riskzon", "B. Otrygga platser", "C. Våld i nära relation", "D. Trafik", "E. Möten", "Forum")
APART = ("1. Trygga mötesplatser", "2. Trafik", "3. Barn och unga", "4. Våld i nära relation", "5. Klotter")


@pytest.mark.parametrize(("at", "code"), [(0, "platser"), (1, "ovrigt"), (4, "platser")])
def test_what_is_often_an_area_of_its_own_is_one_beside_a_surer_topic_of_the_same(at: int, code: str) -> None:
    found = with_own_areas([(text, "", (text,), read_area(text, "", (text,))) for text in APART])
    assert found[at].code == code
    assert ("«1. Trygga mötesplatser»" in found[at].doubt) == (code == "ovrigt")


OWN = ("A. Trafik och skoter", "B. Gods och skog", "C. Festande bland unga", "D. Byar")


@pytest.mark.parametrize(
    ("headings", "codes", "asked"),
    [
        (OWN, ["ovrigt", "ovrigt", "unga", "ovrigt"], 4),
        ((*OWN[:3], "D. Våld i nära relation"), ["platser", "ovrigt", "unga", "brottsoffer"], 2),
        ((*OWN, "E. Otrygga platser"), ["platser", "ovrigt", "unga", "ovrigt", "platser"], 3),
    ],
)
def test_among_a_plan_s_own_areas_what_may_be_one_of_the_five_is_asked_about(
    headings: tuple[str, ...], codes: list[str], asked: int
) -> None:
    found = with_own_areas([(text, "", (text,), read_area(text, "", (text,))) for text in headings])
    assert [area.code for area in found] == codes
    assert sum(bool(area.doubt) for area in found) == asked


IN_A_COLUMN = ("Unga i riskzon", "Otrygga platser", "Våld i nära relation", "Tillgreppsbrott")


def test_a_heading_apart_from_the_area_it_is_a_topic_of_is_an_area_of_its_own_though_few_are_named() -> None:
    stands = [(text, "", ((text, FEW[4]) if text == "Forum" else (text,))) for text in FEW]
    found = with_own_areas([(*row, read_area(*row)) for row in stands])
    assert [area.code for area in found] == ["unga", "platser", "brottsoffer", "ovrigt", "ovrigt", "ovrigt"]
    assert "«D. Trafik» ett eget område bredvid det" in found[3].doubt
    assert [area.subarea for area in found] == ["", "", "", "", "", "Forum"], "what plays the area's part is no subarea"


@pytest.mark.parametrize(
    ("texts", "code", "asked", "why"),
    [
        (IN_A_COLUMN, "ovrigt", True, "areas stand between it and the one it is a topic of"),
        (
            (*IN_A_COLUMN[:2], "Klotter", IN_A_COLUMN[2], "Klotter"),
            "platser",
            False,
            "said in two places, so a problem",
        ),
        ((IN_A_COLUMN[0], IN_A_COLUMN[2], "Otrygga platser", "Klotter"), "platser", False, "right after its area"),
        (("Unga i riskzon", "Otrygga platser: Torget", *IN_A_COLUMN[2:]), "platser", True, "places stand there too"),
        (("Otrygga platser", "Unga i riskzon", "Tillgreppsbrott"), "platser", True, "two areas say too little to tell"),
    ],
)
def test_a_column_without_places_may_hold_an_area_of_the_plan_s_own(
    texts: tuple[str, ...], code: str, asked: bool, why: str
) -> None:
    rows = [text for text in texts for _ in range(2)]
    found = with_own_areas([(text, "", (), read_area(text)) for text in rows])
    assert (found[-1].code, bool(found[-1].doubt)) == (code, asked), why
    if code == "ovrigt":
        whole = without_own_names(list(zip(rows, found, strict=True)))
        assert [area.subarea for area in whole] == [""] * len(rows)


KNOWN = [("Unga i riskzon", "Fritidsgården"), ("Brottsoffer", "Äldre"), ("Kriminella miljöer", "Avhoppare")]
ONE_EACH = [
    (["Ängen, gamla skolan", "Kajen", "Busstationen"], ["ovrigt"] * 3, "what few speak for is no answer for the rest"),
    (["Torg", "Centrum", "Kajen"], ["platser"] * 3, "what most speak for, and nothing against"),
    (["Torg", "Centrum", "Åldringsbrott"], ["ovrigt"] * 3, "two areas are spoken for"),
]  # fmt: skip


@pytest.mark.parametrize(("places", "codes", "why"), ONE_EACH, ids=[why for *_, why in ONE_EACH])
def test_rows_of_one_unknown_area_are_not_parted_by_what_stands_beside_it(
    places: list[str], codes: list[str], why: str
) -> None:
    rows = [*KNOWN, *(("Där ingen vill vara", place) for place in places)]
    found = with_one_area_each([(*row, read_area(*row)) for row in rows])
    assert [area.code for area in found] == ["unga", "brottsoffer", "kriminella_miljoer", *codes]
    assert [bool(area.doubt) for area in found[3:]] == [True] * 3
    assert [area.subarea for area in found[3:]] == places


def test_what_stands_beside_tells_the_area_where_the_column_names_none() -> None:
    rows = [("Kajen", "Ungdomsbrott"), ("Kajen", "Klotter"), ("Ängen", "Ungdomsbrott")]
    read = [(*row, read_area(*row)) for row in rows]
    assert with_one_area_each(read) == [area for *_, area in read]


def _levels(*over: tuple[str, str, str]) -> list[tuple[str, bool]]:
    """The area of each row (heading, subarea, measure), and whether it is asked about."""
    rows = [Stands("", subarea, (heading,), ("", measure)) for heading, subarea, measure in over]
    read = [read_area(row.first, row.subarea, row.headings) for row in rows]
    return [(area.code, bool(area.doubt)) for area in with_level_areas(rows, read)]


OWN_WORDS = [
    ("Våra ungdomar", "unga", False),
    ("Platserna vi oroar oss för", "platser", True),
    ("Det som hotar vårt system", "systemhotande", True),
    ("De som drabbas hårdast", "brottsoffer", True),
    ("De som vill ut och de som dras in", "kriminella_miljoer", True),
    ("Så arbetar vi ihop", "ovrigt", True),
]


def test_headings_in_a_plan_s_own_words_tell_its_areas_together_and_are_asked_about() -> None:
    assert _levels(*((text, "", "Träffas varje månad") for text, *_ in OWN_WORDS)) == [
        (code, asked) for _, code, asked in OWN_WORDS
    ]


LEVEL = (("Unga i riskzon", "", ""), ("Otrygga platser", "", ""), ("Brottsoffer", "", ""))


@pytest.mark.parametrize(
    ("rows", "last", "why"),
    [
        ((*LEVEL, ("Bygden", "", "Avhopparna får stöd"), ("Bygden", "", "Gänget bryts upp")),
         ("kriminella_miljoer", True), "what its rows are about tells what no word of a heading does"),
        ((*LEVEL, ("Bygden", "", "Ungdomar får jobb"), ("Bygden", "", "Unga får praktik")),
         ("ovrigt", True), "its rows are about an area that has a heading"),
        ((*LEVEL, ("Bygden", "", "Avhopparna får stöd"), ("Bygden", "", "Träffas varje månad")),
         ("ovrigt", True), "one row says too little"),
        ((*LEVEL[:2], *(("Fusk med bidrag", "", ""), ("Gängen", "", ""), ("Platser för utsatta", "", ""))),
         ("brottsoffer", True), "of two areas that its words speak of, the one that no other heading tells"),
        ((*LEVEL, ("Vägen in i kriminalitet", "Skolgården", "Vuxna ute på rasterna")),
         ("kriminella_miljoer", True), "the heading goes before the place under it"),
        ((("Organiserad brottslighet och narkotika", "", ""), *LEVEL, ("Välfärdsbrott", "", "")),
         ("systemhotande", False), "of two for one area the one with no word for another"),
        ((("Trivsel", "", ""), ("Lugn", "", ""), ("Hopp", "Skolan", "Vuxna ute")),
         ("unga", False), "headings that are no areas change nothing"),
    ],
)  # fmt: skip
def test_what_stands_as_the_areas_do_tells_a_row_s_area(
    rows: tuple[tuple[str, str, str], ...], last: tuple[str, bool], why: str
) -> None:
    assert _levels(*rows)[-1] == last, why


def test_of_two_headings_for_one_area_the_one_that_speaks_of_a_free_one_is_of_that_and_asked_about() -> None:
    rows = (("Organiserad brottslighet och narkotika", "", ""), *LEVEL, ("Välfärdsbrott", "", ""))
    assert _levels(*rows)[0] == ("kriminella_miljoer", True)


def test_the_plan_s_title_tells_no_row_s_area() -> None:
    title = "Vår plan för trygghet 2025"
    assert without_title([("Unga", title), ("Vänner", title)], ["", ""]) == [("Unga",), ("Vänner",)]
    assert without_title([("Unga", title), (title,)], ["", ""]) == [("Unga", title), (title,)], "a row has no other"
    named = [("Torget", "Otrygga platser"), ("Parken", "Otrygga platser")]
    assert without_title(named, ["", ""]) == named, "one that names an area is no mere title"


@pytest.mark.parametrize(
    ("title", "code", "asked"),
    [
        ("Kommunens åtgärdsplan för trygghet och säkerhet 2025", "ovrigt", True),
        ("Handlingsplan mot otrygghet", "ovrigt", True),
        ("Trygghetsskapande åtgärder", "platser", False),
        ("Åtgärdsplan mot våld i nära relation 2025", "brottsoffer", False),
    ],
)
def test_a_plan_s_title_tells_an_area_only_where_it_says_more_than_safety(title: str, code: str, asked: bool) -> None:
    area = read_area("", "", (title,))
    assert (area.code, bool(area.doubt)) == (code, asked)
