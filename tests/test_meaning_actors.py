"""Who carries a measure: the case table, the golds, and what holds for any text."""

from __future__ import annotations

import csv
import importlib.util
import warnings
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from loaders.meaning.actors import read_actors
from loaders.meaning.actors_together import read_together
from loaders.text import collapse, fold
from loaders.vocabulary import words

CASES = Path(__file__).parent / "meaning" / "actor_cases.csv"
SHARED = Path(__file__).resolve().parents[1].parent / "shared"
NAME_AT = 85
LEAST = 0.95


def cases() -> list[dict[str, str]]:
    """The rows of the case table: who, actors ("kind:name | …"), why, held_out."""
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read(who: str) -> list[str]:
    """The actors as the golds write them."""
    return [f"{actor.kind}:{actor.name}" for actor in read_actors(who).actors]


def wanted(actors: str) -> list[str]:
    """A case's actors as a list."""
    return [part.strip() for part in actors.split("|") if part.strip()]


def pairs(actors: Iterable[str]) -> list[tuple[str, str]]:
    """(kind, plain name), without doubles, as score.py compares them."""
    found = []
    for actor in actors:
        kind, _, name = actor.partition(":")
        pair = (kind.strip(), fold(name).replace("-", ""))
        if pair[1] and pair not in found:
            found.append(pair)
    return found


def f1(rows: Iterable[tuple[list[str], list[str]]]) -> float:
    """F1 over (wanted, read) rows by score.py's rule: same kind, names 85 % alike."""
    hits = want_count = got_count = 0
    for want_row, got_row in rows:
        want, left = pairs(want_row), pairs(got_row)
        want_count, got_count = want_count + len(want), got_count + len(left)
        for kind, name in want:
            match = next((o for o in left if o[0] == kind and fuzz.ratio(name, o[1]) >= NAME_AT), None)
            if match:
                left.remove(match)
                hits += 1
    return 2 * hits / ((want_count + got_count) or 1)


@pytest.mark.parametrize("case", [c for c in cases() if c["held_out"] == "no"], ids=lambda c: c["who"])
def test_case(case: dict[str, str]) -> None:
    assert f1([(wanted(case["actors"]), read(case["who"]))]) == (1.0 if case["actors"] else 0.0)
    assert len(read(case["who"])) == len(wanted(case["actors"])), case["why"]


def test_held_out_cases_are_read_as_well() -> None:
    held = [c for c in cases() if c["held_out"] == "yes"]
    assert len(held) > 100
    score = f1((wanted(c["actors"]), read(c["who"])) for c in held)
    assert score >= LEAST, f"F1 {score:.3f}"


def score_module() -> ModuleType:
    """score.py beside the project."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.shared
@pytest.mark.parametrize("name", ["000", "003"])
def test_gold(name: str) -> None:
    path = SHARED / "gold" / f"{name}.csv"
    if not path.exists():
        pytest.skip("the golds beside the project are absent")
    names = score_module().names
    with path.open(encoding="utf-8-sig", newline="") as file:
        gold = list(csv.DictReader(file))
    rows = [
        ([f"{k}:{n}" for k, n in names(r)], [f"{k}:{n}" for k, n in names({"actors": read(r["who"])})]) for r in gold
    ]
    assert f1(rows) >= LEAST


# --- beside the name -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "name", "title"),
    [
        ("Kommunpolis Helena Wiklund", "Helena Wiklund", "Kommunpolis"),
        ("Helena Wiklund, kommunpolis", "Helena Wiklund", "kommunpolis"),
        ("Helena Wiklund (kommunpolis)", "Helena Wiklund", "kommunpolis"),
        ("Samordnare för platser Ingrid Holm", "Ingrid Holm", "Samordnare för platser"),
        ("Ingrid Holm, utvecklare/samordnare, Yusuf Demir", "Ingrid Holm", "utvecklare/samordnare"),
        ("Ingrid Holm", "Ingrid Holm", ""),
    ],
)
def test_title_is_the_persons_own(who: str, name: str, title: str) -> None:
    actor = read_actors(who).actors[0]
    assert (actor.kind, actor.name, actor.title) == ("person", name, title)


@pytest.mark.parametrize(
    ("who", "contacts"),
    [
        ("Helena Wiklund 070-123 45 67", {"Helena Wiklund": "070-123 45 67"}),
        (
            "Helena Wiklund, kommunpolis, 08-508 12 345, Bo Ek, bo.ek@stad.example",
            {"Helena Wiklund": "08-508 12 345", "Bo Ek": "bo.ek@stad.example"},
        ),
        ("Polisen, tel 114 14", {"Polisen": "114 14"}),
        ("Polisen, skola 2024-03-13", {"Polisen": "", "Skola": ""}),
    ],
)
def test_contact_is_kept_apart(who: str, contacts: dict[str, str]) -> None:
    assert {actor.name: actor.contact for actor in read_actors(who).actors} == contacts


@pytest.mark.parametrize(
    ("who", "party"),
    [
        ("Polisen", "Polisen"),
        ("LPO Globen", "Polisen"),
        ("Kommunpolis", "Polisen"),
        ("Kommunpolis Helena Wiklund", "Polisen"),
        ("Helena Wiklund", ""),
        ("Socialsekreterare hos polis", "Stadsdelsförvaltningen"),
        ("SDF", "Stadsdelsförvaltningen"),
        ("Stadsdelsdirektör", "Stadsdelsförvaltningen"),
        ("Socialtjänst", "Stadsdelsförvaltningen"),
        ("Stadsmiljö", "Stadsdelsförvaltningen"),
        ("Fastighet", "Stadsdelsförvaltningen"),
        ("Fastighet och service", "Stadsdelsförvaltningen"),
        ("Stena Fastigheter", "Fastighetsägare"),
        ("Ekbo Fastighet AB", ""),
        ("Trygghetssamordnare Oskar Nyman", "Stadsdelsförvaltningen"),
        ("Rektor", "Skolan"),
        ("Björkhagaskolan", "Skolan"),
        ("Svenska Bostäder", "Fastighetsägare"),
        ("BRF", "Fastighetsägare"),
        ("Nattvandrare", "Civilsamhälle"),
        ("Rädda Barnen", "Civilsamhälle"),
        ("Idrotts- och föreningsförvaltningen", "Kommunen"),
        ("Näringsidkare", "Näringsliv"),
        ("Kriminalvården", "Övriga myndigheter"),
        ("Region Skåne", "Övriga myndigheter"),
        ("Trafikkontoret", "Kommunen"),
        ("Arbetsgruppen", "Samverkan"),
        ("Lokala Brå", "Samverkan"),
    ],
)
def test_party(who: str, party: str) -> None:
    assert read_actors(who).actors[0].party == party


def test_party_of_a_municipalitys_own_parts() -> None:
    assert [a.party for a in read_actors("Socialtjänst, polisen", home="Kommunen").actors] == ["Kommunen", "Polisen"]


@pytest.mark.parametrize(
    ("who", "says"),
    [
        ("Vakant", "Ingen ansvarig är utsedd"),
        ("?", "Ingen ansvarig är utsedd"),
        ("Alla", "namnger ingen"),
        ("Linjearbete", "namnger ingen"),
        ("Tryggbo", "Är «Tryggbo» en organisation?"),
        ("Xerdan Ydberg", "Är «Xerdan Ydberg» en person"),
        ("ssk", "socialsekreterare eller sjuksköterska"),
        ("Eva och Bengt Sjöstrand", "Heter «Eva» också Sjöstrand?"),
    ],
)
def test_doubt_is_asked(who: str, says: str) -> None:
    assert says in read_actors(who).doubt


@pytest.mark.parametrize("who", ["", "  \n ", "Polisen", "Kommunpolis Helena Wiklund och rektor"])
def test_no_doubt_without_cause(who: str) -> None:
    assert read_actors(who).doubt == ""


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("Polisen\nTryggbo\nSkolan", ["organisation:Polisen", "organisation:Tryggbo", "organisation:Skola"]),
        ("Trygghetssamordnare\nOskar Nyman", ["person:Oskar Nyman"]),
        ("Oskar\nNyman", ["person:Oskar Nyman"]),
        ("Enheten för\nstadsmiljö", ["organisation:Enheten för stadsmiljö"]),
    ],
)
def test_lines(who: str, expected: list[str]) -> None:
    assert read(who) == expected


# --- the vocabulary ------------------------------------------------------------------------------------------------


def readings() -> dict[str, list[tuple[str, str, list[str]]]]:
    """A small text for each entry of the vocabulary: table → (entry, text, actors)."""
    bodies, titles, who = words("bodies"), words("titles"), words("who")
    polis, skola = "organisation:Polisen", "organisation:Skola"
    clause = {"att", "som", "vilka", "vilken", "när", "där", "för att", "beroende på", "i de fall", "i den mån"}
    known = [(form, entry["name"]) for entry in bodies["known"] for form in [entry["name"], *entry.get("forms", [])]]
    names = [*bodies["names"]["place"], *bodies["names"]["pairs"]]
    heads = [end for group in bodies["head"] for end in group["ends"]]
    works = [end for group in titles["head"] for end in group["ends"]]
    posts = [form for group in titles["word"] for form in group["forms"]]
    nobody = [text for values in who["nobody"].values() for text in values]
    joined = [text for key in ("and", "with") for text in who["joiners"][key] if text != "mellan"]
    labels = [text for text in who["labels"]["words"] if text not in ("ordförande", "sekreterare")]
    left = [text for text in who["left_out"]["words"] if text != "som"]
    every = [text for text in who["determiners"]["words"] if not text.startswith(("ansvarig", "utsedd"))]
    return {
        "known": [(form, f"{form}, {other}", [f"organisation:{name}", f"organisation:{other}"])
                  for form, name in known for other in ["BUP"]],
        "names": [(name, f"rektor, {name}", ["function:rektor", f"organisation:{name}"]) for name in names],
        "body ends": [(end, f"Nord{end}", [f"organisation:Nord{end}"]) for end in heads],
        "body short": [(short, f"{short} för äldre", [f"organisation:{full.capitalize()} för äldre"])
                       for short, full in bodies["short"].items()],
        "fields": [(text, f"{text.capitalize()} & {other}", [f"organisation:{text.capitalize()} & {other}"])
           for text in bodies["fields"]["words"] for other in ["teknik" if text != "teknik" else "kultur"]],
        "title ends": [(end, f"Nord{end}", [f"function:nord{end}"]) for end in works],
        "title words": [(form, form, [f"function:{form}"]) for form in posts],
        "title irregular": [(form, f"områdes{form}", [f"function:områdes{plain}"])
                            for form, plain in titles["irregular"].items()],
        "title short": [(form, form, [f"function:{plain}"]) for form, plain in titles["short"].items()],
        "title abbreviated": [(end, f"fritids{end}, polis", [f"function:fritids{plain}", polis])
                              for end, plain in titles["abbreviated"].items()],
        "title beginnings": [(short, f"{short}.chef", [f"function:{full}chef"])
                             for short, full in titles["beginnings"].items()],
        "title before": [(form, f"{form} gruppchef", [f"function:{plain} gruppchef"])
                         for form, plain in titles["before"].items()],
        "joiners": [(text, f"Polisen {text} skolan", [polis, skola]) for text in joined],
        "after clause": [(text, f"Polisen genomför besök {text} skolan", [polis, skola])
                         for text in who["joiners"]["after_clause"]["words"]],
        "labels": [(text, f"{text.capitalize()}: polisen", [polis]) for text in labels],
        "left out": [(text, f"polisen {text}", [polis]) for text in left],
        "determiners": [(text, f"{text} rektorer", ["function:rektor"]) for text in every],
        "nobody": [(text, text, []) for text in nobody],
        "vague": [(text, text, []) for text in who["vague"]["words"]],
        "verbs": [(text, f"Polisen {text} mötet", [polis]) for text in [*who["verbs"]["words"], *who["verbs"]["cues"]]
                  if text not in clause and text not in who["labels"]["words"]],
        "clauses": [(text, f"Polisen {text} möten hålls", [polis]) for text in clause],
        "handed": [(text, f"Ansvaret {text} på polisen", [polis]) for text in who["handed"]["words"]],
        "prepositions": [(text, f"Kurator {text} Tallskolan", ["function:kurator Tallskolan"])
                         for text in who["prepositions"]["dropped"]],
        "after a body": [(text, f"Polisen {text} området", [polis]) for text in who["prepositions"]["words"]
                         if text != "med"],
        "places": [(text, f"LPO {text.title()}", [f"organisation:LPO {text.title()}"])
                   for text in who["places"]["words"]],
        "names and places": [(text, f"Eva {text}", [f"person:Eva {text}"]) for text in who["places"]["names_too"]],
        "groups": [(text, f"Jobbcenter {text}", [f"organisation:Jobbcenter {text}"])
                   for text in who["groups"]["words"]],
        "ordinary": [(text, text, []) for text in who["ordinary"]["words"] if text != "stöd"],
    }  # fmt: skip


@pytest.mark.parametrize("table", readings())
def test_each_entry_of_the_vocabulary_is_read(table: str) -> None:
    wrong = {
        text: read(text)
        for _, text, actors in readings()[table]
        if len(read(text)) != len(actors) or f1([(actors, read(text))]) < bool(actors)
    }
    assert wrong == {}


def test_vocabulary_entries_that_nothing_tries() -> None:
    texts = " | ".join(fold(case["who"]) for case in cases())
    tried = {entry for table in readings().values() for entry, _, _ in table}
    who = words("who")
    listed = [
        text for table in who.values() for values in table.values() if isinstance(values, list) for text in values
    ]
    unused = [text for text in dict.fromkeys(listed) if text not in tried and fold(text) not in texts]
    assert len(unused) < len(listed)
    if unused:
        warnings.warn(f"{len(unused)} entries that nothing tries: {', '.join(unused)}", stacklevel=1)


@pytest.mark.parametrize("group", [*words("titles")["head"], *words("titles")["word"]], ids=lambda g: g["examples"][0])
def test_title_examples(group: dict[str, list[str]]) -> None:
    for example in group["examples"]:
        who, _, expected = example.partition(" => ")
        assert read(who) == wanted(expected)


@pytest.mark.parametrize("group", words("bodies")["head"], ids=lambda g: g["examples"][0])
def test_body_examples(group: dict[str, list[str]]) -> None:
    for example in group["examples"]:
        assert [actor.kind for actor in read_actors(example).actors] == ["organisation"]


@pytest.mark.parametrize("party", words("parties")["party"], ids=lambda p: p["name"])
def test_party_examples(party: dict[str, object]) -> None:
    examples = party["examples"]
    assert isinstance(examples, list)
    for example in examples:
        assert read_actors(example, home="home").actors[0].party == party["name"]


# --- any text ------------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        "Polisen",
        "soc.",
        "Enh",
        "prevention",
        "och",
        "trygghet",
        "Nadia",
        "Haddad",
        "af",
        "A.",
        "kommunpolis",
        "rektorer",
        "i",
        "på",
        "för",
        ",",
        "/",
        "&",
        "(",
        ")",
        ":",
        "-",
        "1.",
        "ansvarig",
        "är",
        "har",
        "tillsammans",
        "med",
        "m.fl.",
        "alla",
        "Skolan",
        "Kultur-",
        "fritidsförvaltningen",
        "070-123 45 67",
        "a.b@c.example",
        "&r",
        "Botkyrka",
        "kommun",
        "SSPF",
        "bitr",
        "\n",
        "mellan",
        "Svenska",
        "Bostäder",
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map(" ".join))


@pytest.mark.parametrize(
    ("cells", "names"),
    [
        (["Lindberg Mona", "Sandström Eva", "Ek Tommy (IFO)"], ["Mona Lindberg", "Eva Sandström", "Tommy Ek"]),
        (["Lindberg Mona", "Ek Tommy"], ["Mona Lindberg", "Ek Tommy"]),
        (
            ["Lindberg Mona", "Sandström Eva", "Eva Ask", "Bo Ask", "Oda Nasser"],
            ["Mona Lindberg", "Eva Sandström", "Eva Ask", "Bo Ask", "Oda Nasser"],
        ),
    ],
)
def test_surnames_come_first_in_all_cells_or_in_those_that_show_it(cells: list[str], names: list[str]) -> None:
    assert [cell.actors[0].name for cell in read_together(cells)] == names


@pytest.mark.parametrize(
    ("cells", "first", "why"),
    [
        (["Rektor, Mona Ask", "Mona Ask, fritidschef"], ["function:rektor", "person:Mona Ask"], "she is fritidschef"),
        (["Rektor, Mona Ask", "Fritidschef Mona Ask"], ["function:rektor", "person:Mona Ask"], "the same"),
        (
            ["Mona Ask, rektor", "Fritidschef Mona Ask"],
            ["person:Mona Ask"],
            "after her name it is hers",
        ),
        (["Mona Ask, rektor", "Mona Ask, fritidschef"], ["person:Mona Ask"], "neither is surer"),
        (["Rektor, Mona Ask", "Rektor Mona Ask"], ["person:Mona Ask"], "the same title"),
        (["Rektor, Mona Ask", "Bitr. rektor Mona Ask"], ["person:Mona Ask"], "the same title, written in full"),
        (["Rektor, Mona Ask", "Mona Ask", "rektor"], ["person:Mona Ask"], "nothing speaks against it"),
        (["Rektor Mona Ask", "Fritidschef Mona Ask"], ["person:Mona Ask"], "no comma: both are hers"),
    ],
)
def test_a_title_over_a_comma_gives_way_to_another_cells_title(cells: list[str], first: list[str], why: str) -> None:
    found = read_together(cells)
    assert [f"{actor.kind}:{actor.name}" for actor in found[0].actors] == first, why
    assert all(any(actor.name == "Mona Ask" for actor in cell.actors) for cell in found[:2])


@pytest.mark.parametrize(
    ("cells", "last", "asked"),
    [
        (["Mona Ask, skolan", "dito"], ["person:Mona Ask", "organisation:Skola"], "«Mona Ask, skolan»"),
        (["Polisen", "Samma"], ["organisation:Polisen"], "«Polisen»"),
        (["Polisen", "", "se ovan", "d:o", "″"], ["organisation:Polisen"], "«Polisen»"),
        (["Polisen", "Skolan", "Samma som ovan."], ["organisation:Skola"], "«Skolan»"),
        (["dito"], [], "namnger ingen"),
        (["vakant", "dito"], [], "namnger ingen"),
        (["Polisen", "se nedan"], [], "namnger ingen"),
        (["Polisen", "samma polis som i fjol"], ["organisation:Polisen"], ""),
    ],
)
def test_a_cell_that_says_ditto_names_those_above_and_is_asked_about(
    cells: list[str], last: list[str], asked: str
) -> None:
    found = read_together(cells)[-1]
    assert [f"{actor.kind}:{actor.name}" for actor in found.actors] == last
    assert asked in found.doubt and bool(asked) == bool(found.doubt)
    assert all(actor.words in cells[-1] for actor in found.actors)


@given(TEXTS)
def test_what_holds_for_any_text(who: str) -> None:
    reading = read_actors(who)
    text = collapse(who)
    keys = [(actor.kind, fold(actor.name)) for actor in reading.actors]
    assert len(keys) == len(set(keys))
    for actor in reading.actors:
        assert actor.kind in ("person", "function", "organisation")
        assert actor.name.strip() and actor.name == collapse(actor.name)
        assert actor.words and actor.words in text
        assert "@" not in actor.name
    assert bool(reading.actors or reading.doubt) == bool(text)
