"""What a table row is: measure, header, instruction, heading, total, blank, …"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from loaders.mend import mend
from loaders.plan.headers import CLEAR, Header, Role, header_role, read_header
from loaders.records import Cell, RowKind
from loaders.text import collapse, fold
from loaders.vocabulary import words

_LONGEST_HEADING = 200
_CUT_WORD = 9
_SENTENCE = 3
_QUESTIONS = 3
_EXACT = 0.95
"""How sure a text is that is a heading in just the vocabulary's words."""
_LONG_SENTENCE = 8
_WORDED = (3, 4)
"""The share of an instruction's cells that must tell, ask or say in other words what their heading says."""
APART = "ser ut som mallens anvisning"
_UNTOLD: tuple[Role, ...] = ("unknown", "unnamed")
_COUNTED: tuple[Role, ...] = ("known", "unnamed", "unknown")
_NAMED: tuple[Role, ...] = ("cause", "measure", "goal")
"""Columns that an area's name may stand in, alone on its row."""
_FAMILY: dict[Role, Role] = {"start": "when", "end": "when", "partner": "who"}
"""Columns that a question about one of the same kind may name («När ska det vara klart?» under «När»)."""
_MARKS = "*_«»\"'”“ -–•("
_NUMBER = re.compile(r"^[\d\s.,:%()/–-]*(?:st|åtgärder|kr)?$", re.IGNORECASE)
_SWEDISH = re.compile("[åäö]", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:[a-z]?\d*(?:\.\d+)*[.):]\s+|\d+\s+|[a-z-]*omrade(?:(?:\s*\d+|\s[a-h])?\s*[:.–-]\s*|\s(?:\d+|[a-h])\s))+"
)
_YEAR = re.compile(r"\b20\d\d\b")
_NUMBERED = re.compile(r"([a-z-]*)\s*\b(\d{1,2}|[a-z])[.:)]\s")
_JOINED = re.compile(r"\s*,\s+|\s+(?:och|samt|&|/)\s+")
_AREA_WORD = re.compile(
    r"^(?:prioriterat\s+)?(?:[a-z-]*omrade|tema|prioritering)(?:\s*\d+\s*[:.–-]|\s[a-h](?:\s*[:.–-]|(?=\s))|\s*:)\s*\S"
)
_EQUALS = re.compile(r"^[^=]{1,40}\s=\s\S")
_OWN: tuple[Role, ...] = ("measure", "goal", "when", "start", "end", "who", "partner", "followup", "status", "comment")


@dataclass(frozen=True, slots=True)
class Kind:
    """What a row is, and the Swedish reason for it."""

    kind: RowKind
    reason: str


def classify(
    cells: Sequence[Cell], header: Header | None, *, after_header: bool = False, is_set_apart: bool = False
) -> Kind:
    """The kind of one row under `header` (None while no header has been met).

    `is_set_apart` when how the row looks or comes again tells that it is the template's, if it stands right below the
    header.
    """
    filled = [index for index, cell in enumerate(cells) if cell.text.strip()]
    if not filled:
        return Kind("blank", "tom rad")
    other = read_header(cells)
    if other is not None and not (header is not None and _explains(cells, other, header)):
        return Kind("header", "kolumnrubriker")
    if header is None:
        return Kind("prose", "står före kolumnrubrikerna")
    if is_instruction(cells, header if after_header else None) or other is not None:
        return Kind("instruction", "mallens anvisning")
    if after_header and _counts_columns(cells):
        return Kind("instruction", "kolumnernas nummer")
    if after_header and is_set_apart and not _states_day(cells, header):
        return Kind("instruction", APART)
    own = [index for index in filled if cells[index].merged != "down"]
    if own and all(is_beside(cells, index, header.width) for index in own):
        return Kind("prose", "står bredvid tabellen")
    own = [index for index in own if not is_beside(cells, index, header.width)]
    if not own:
        return Kind("continued", "fortsätter raden ovanför")
    if _is_total(cells, filled):
        return Kind("total", "summarad")
    roles = {header.columns[index].role for index in own if index < header.width}
    texts = {collapse(cells[index].text) for index in own}
    spans = len(own) == 1 and _spans_row(cells, own[0])
    if len(texts) == 1 and (spans or roles <= {"area", "subarea", "unnamed", "known"} or len(own) >= 3):
        text = next(iter(texts))
        if all(_NUMBER.match(text) for text in texts):
            return Kind("prose", "bara ett nummer")
        if len(text) <= _LONGEST_HEADING:
            return Kind("heading", "rubrik i tabellen")
        return Kind("doubt", "börjar mitt i en mening") if _is_rest(text) else Kind("prose", "inledande text")
    said = [index for index in own if not (_role(header, index) in _COUNTED and is_count(cells[index].text))]
    if len(said) == 1 and _role(header, said[0]) in _NAMED and _is_area_heading(collapse(cells[said[0]].text)):
        return Kind("heading", "områdets namn ensamt på raden")
    measure = " ".join(collapse(cells[index].text) for index in own if _role(header, index) == "measure")
    if measure:
        if _is_referral(measure) and not roles & {"when", "start", "end", "who", "partner", "status"}:
            return Kind("prose", "hänvisar till en annan plats i planen")
        return Kind("measure", "text i kolumnen Åtgärd")
    measure_down = any(cells[index].merged == "down" and _role(header, index) == "measure" for index in filled)
    if measure_down:
        return Kind("continued", "samma åtgärd som raden ovanför (sammanfogad cell)")
    own_roles = roles & set(_OWN)
    if not own_roles:
        if roles & {"cause"}:
            return Kind("doubt", "orsak utan åtgärd")
        return (
            Kind("heading", "rubrik i tabellen")
            if roles & {"area", "subarea"}
            else Kind("doubt", "bara okända kolumner")
        )
    if not roles & {"area", "subarea", "cause"} and len(own_roles) <= 2:
        return Kind("continued", "bara fortsättning av raden ovanför")
    return Kind("measure", "åtgärd utan namn: cellen Åtgärd är tom men raden har egna uppgifter")


def own_cells(cells: Sequence[Cell]) -> list[Cell]:
    """The cells that say something of their own: not blank, and no merged cell that goes on from the row above."""
    return [cell for cell in cells if _is_own(cell)]


def _is_own(cell: Cell) -> bool:
    return bool(cell.text.strip()) and cell.merged != "down"


def is_count(text: str) -> bool:
    """Whether a cell holds a heading's number and nothing else («2», «B.»)."""
    return bool(re.fullmatch(r"\d{1,2}[.):]?|[A-ZÅÄÖ][.):]?", text.strip()))


def is_beside(cells: Sequence[Cell], index: int, width: int) -> bool:
    """Whether a cell stands to the right of a table of `width` columns with a blank cell between: a note beside it."""
    return index > width and not cells[width].text.strip()


def is_of_other_table(cells: Sequence[Cell], share: float = 0.5) -> bool:
    """Whether a row is the header of a table that is no plan: of contacts, versions or what is measured. At least two
    of its texts, and that share of them, are such columns."""
    texts = [_YEAR.sub("", fold(cell.text)).strip(_MARKS + ".:") for cell in cells if cell.text.strip()]
    known = sum(text in _list("other_columns") for text in texts)
    return known >= 2 and known >= len(texts) * share


def heads_other_table(text: str) -> bool:
    """Whether a heading stands over such a table («Bilaga 1. Kontaktlista»)."""
    said = re.sub(r"^bilaga\s*\w{0,2}\b[\s.:–-]*", "", _LEAD.sub("", fold(text)).strip(_MARKS))
    return _YEAR.sub("", said).strip(_MARKS + ".:") in _list("other_headings")


def is_instruction(cells: Sequence[Cell], header: Header | None) -> bool:
    """Whether the row tells how the plan is to be filled in: two cells or more begin as an instruction does, or most
    of a row right below `header` (None where other rows stand between) do, ask, stand in brackets or are in other
    words what their column's heading says; three that are a heading's very words do too."""
    own = [(index, fold(cell.text)) for index, cell in enumerate(cells) if _is_own(cell)]
    texts = [text.strip(_MARKS) for _, text in own]
    told = sum(_instructs(text) for text in texts)
    if header is not None and texts and (_tells_alone(texts, cells) or _is_examples(texts[0])):
        return True
    if told >= 2 and (header is not None or told * 2 > len(texts) or told >= 3):
        return True
    if header is None or len(texts) < 2:
        return False
    asked = sum(text.endswith("?") for text in texts)
    if told and told + asked >= len(texts) - 1:
        return True
    if sum(_rewords(cells[index].text, _role(header, index), _EXACT) for index, _ in own) >= _QUESTIONS:
        return True
    meant = [_instructs(text) or text.endswith(("?", "?)")) or _is_bracketed(text) for _, text in own]
    reworded = [_rewords(cells[index].text, _role(header, index)) for index, _ in own]
    alike = sum(one or other for one, other in zip(meant, reworded, strict=True))
    return len(texts) >= _QUESTIONS and any(meant) and alike * _WORDED[1] >= len(texts) * _WORDED[0]


def _tells_alone(texts: Sequence[str], cells: Sequence[Cell]) -> bool:
    """Whether one text over the whole row tells how to fill in the plan, is a key to its signs («Grön = klart»), or a
    sentence that speaks of no area."""
    if len(set(texts)) > 1 or len(cells) < _QUESTIONS or _is_rest(own_cells(cells)[0].text):
        return False
    text = texts[0]
    if _tells(text) or _instructs(text) or _EQUALS.match(text):
        return True
    return text.endswith(".") and len(text.split()) >= _LONG_SENTENCE and not areas_spoken_of(text)


def _is_rest(text: str) -> bool:
    """Whether a text is the rest of a sentence, as after a page's end: in small letters, with no dot in its first word
    («t.ex.»)."""
    word = next(iter(text.split()), "")
    return word[:1].islower() and "." not in word


def _is_examples(folded: str) -> bool:
    """Whether the first cell of a row right below the header says that the row is an example."""
    return bool(re.match(r"(?:exempel|ex\.)(?:\s*\d+)?\s*(?:$|[:.–-])", folded))


def _counts_columns(cells: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns («A», «B», «C»; «1», «2», «3»)."""
    texts = [fold(cell.text).strip(_MARKS + ").") for cell in cells if cell.text.strip()]
    if len(texts) < _QUESTIONS or not all(text.isdecimal() or (len(text) == 1 and text.isalpha()) for text in texts):
        return False
    counted = [int(text) if text.isdecimal() else ord(text) for text in texts]
    return counted == list(range(counted[0], counted[0] + len(counted)))


def _states_day(cells: Sequence[Cell], header: Header) -> bool:
    """Whether a row says in numbers when it is to be done: no template does, but in an example."""
    whens = [cells[index].text for index in header.indexes("when", "start", "end") if index < len(cells)]
    return any(any(map(str.isdigit, text)) and not is_example(text) for text in whens)


def _is_bracketed(folded: str) -> bool:
    return folded.startswith(("(", "[", "<")) and folded.rstrip(". ").endswith((")", "]", ">"))


def _rewords(text: str, role: Role, least: float = 0.6) -> bool:
    """Whether a text, read as a heading, is one of its own column («Övriga parter» under «Medverkande»), and as surely
    as `least`."""
    said, sure = header_role(text)
    return sure >= least and role not in _UNTOLD and _FAMILY.get(said, said) == _FAMILY.get(role, role)


def _explains(cells: Sequence[Cell], other: Header, header: Header) -> bool:
    """Whether a row below a header, which reads as the header `other`, says what the columns of the one above
    are for («Vad ska göras och hur?» under «Insats»): to whoever fills in the plan, or at length."""
    folded = [fold(cell.text).strip(_MARKS) for cell in own_cells(cells)]
    if sum(_tells(text) for text in folded) >= 2:
        return True  # no header tells anybody what to do
    pairs = [
        (_FAMILY.get(one.role, one.role), _FAMILY.get(two.role, two.role))
        for one, two in zip(header.columns, other.columns, strict=False)
        if {one.role, two.role}.isdisjoint(_UNTOLD)
    ]
    asks = sum("?" in cell.text for cell in cells if cell.merged != "down")
    asks_above = sum("?" in column.header for column in header.columns)
    is_asking = asks >= _QUESTIONS and asks >= 2 * asks_above  # whichever columns they came to stand in
    if not is_asking and sum(one != two for one, two in pairs) * 3 > sum(one == two for one, two in pairs):
        return False
    if not is_asking and _clear(other) * 2 <= _clear(header):
        return True  # what knows half of the columns takes no header's place
    alike = sum(one == two for one, two in pairs)
    again = sum(fold(one.header) == fold(two.header) for one, two in zip(header.columns, other.columns, strict=False))
    if alike >= _QUESTIONS and alike * 2 > _clear(header) and again * 2 < alike and asks_above <= asks:
        return True  # the same columns in other words
    said = [len(fold(cell.text).split()) for cell in cells if cell.text.strip()]
    named = [len(fold(column.header).split()) for column in header.columns if column.header.strip()]
    return len(said) * 2 > len(named) and sum(said) / len(said) >= max(_SENTENCE, 2 * sum(named) / len(named))


def _clear(header: Header) -> int:
    """How many of a header's columns have a clear role."""
    return sum(column.role not in _UNTOLD and column.sure >= CLEAR for column in header.columns)


def is_example(text: str) -> bool:
    """Whether a template's text only names something as an example."""
    folded = fold(text)
    return any(sign in folded for sign in _list("example"))


def tells_outcome(text: str) -> bool:
    """Whether the text can be a follow-up: it has at least one word that tells how something went."""
    folded = f"{fold(text)} "
    return any(re.search(rf"(?<!\w){re.escape(sign)}", folded) for sign in _list("outcome"))


def names_area(text: str) -> bool:
    """Whether the text has the name of one of the agreement's five areas."""
    names = [fold(name) for area in words("areas").values() for name in area["names"]]
    return any(name in said for said in _said(text) for name in names)


def topic_area(text: str) -> str:
    """The code of the area that a heading is wholly about, by its name or a topic of that area alone, else ""."""
    return next((code for said in _said(text) if (code := _topic_area(said))), "")


def _said(text: str) -> Iterator[str]:
    """The text as it is matched, and as it was most likely meant where OCR may have lost its å, ä and ö."""
    folded = fold(text)
    yield folded
    if len(text) <= _LONGEST_HEADING and not _SWEDISH.search(text) and (meant := fold(mend(text))) != folded:
        yield meant


@cache
def _areas_folded() -> tuple[tuple[str, tuple[str, ...], frozenset[str]], ...]:
    """Each area's code, its names, and those together with its topics, as they are matched."""
    return tuple(
        (code, tuple(map(fold, area["names"])), frozenset(map(fold, (*area["names"], *area["topics"]))))
        for code, area in words("areas").items()
    )


def _topic_area(folded: str) -> str:
    folded = _LEAD.sub("", folded).strip(_MARKS + ".:")
    cut = len(folded) >= _CUT_WORD and folded.isalpha()
    found = {
        code
        for code, names, said in _areas_folded()
        if folded in said or (cut and any(name.startswith(folded) for name in names))
    }
    if not found and len(parts := _JOINED.split(folded)) > 1:
        # «Systemhotande brottslighet och otillåten påverkan»: several words for one area.
        found = {_topic_area(part) for part in parts}
    return found.pop() if len(found) == 1 else ""


@lru_cache(1024)
def areas_spoken_of(text: str) -> frozenset[str]:
    """The codes of the areas whose names or topics stand in a text, be it within more words than that."""
    folded = f" {re.sub(r'[^a-z0-9]+', ' ', fold(text))} "
    return frozenset(
        code
        for code, area in words("areas").items()
        if any(f" {fold(word)} " in folded for word in (*area["names"], *area["topics"]))
    )


@lru_cache(1024)
def areas_meant(text: str) -> frozenset[str]:
    """The codes of the areas that a text speaks of, be it by the stem of a word («De som drabbas hårdast»)."""
    folded = fold(text)
    return areas_spoken_of(text) | {
        code
        for code, area in words("areas").items()
        if any(re.search(rf"(?<!\w){re.escape(fold(stem))}", folded) for stem in area["stems"])
    }


def labels_area(text: str) -> bool:
    """Whether a text says itself that it names an area («Fokusområde 2: Brott mot äldre»)."""
    return len(text) <= _LONGEST_HEADING and bool(_AREA_WORD.match(fold(text)))


def is_numbered_alike(one: str, other: str) -> bool:
    """Whether two headings are numbered in one row («Löfte 1. …», «Löfte 2. …»; «A. …», «B. …»): beside one another."""
    marks = [_NUMBERED.match(fold(text)) for text in (one, other)]
    if not all(marks):
        return False
    first, second = (mark.groups() for mark in marks if mark)
    return first[0] == second[0] and first[1].isdigit() == second[1].isdigit() and first[1] != second[1]


def counts_on(one: str, other: str) -> bool:
    """Whether the number of the other heading is the next one («A. …», «B. …»)."""
    marks = [_NUMBERED.match(fold(text)) for text in (one, other)]
    said = [int(mark[2]) if mark[2].isdigit() else ord(mark[2]) for mark in marks if mark]
    return is_numbered_alike(one, other) and said[1] == said[0] + 1


def _is_area_heading(text: str) -> bool:
    """Whether a text alone on its row is an area's name or topic («Fokusområde 2: Brott mot äldre»)."""
    return len(text) <= _LONGEST_HEADING and (bool(topic_area(text)) or labels_area(text))


def opens_legend(cells: Sequence[Cell]) -> bool:
    """Whether a row is the heading of a key to signs and colours that stands beneath the table."""
    texts = [fold(cell.text).strip(_MARKS + ":") for cell in own_cells(cells)]
    return 1 <= len(texts) <= 2 and texts[0].startswith(_list("legend")) and len(texts[0]) <= 60


def opens_summary(cells: Sequence[Cell]) -> bool:
    """Whether a row after a blank one is the header of a summary («Status | Antal | Andel»)."""
    texts = [fold(cell.text).strip(_MARKS + ".:") for cell in own_cells(cells)]
    return 2 <= len(texts) <= 4 and all(len(text) <= 30 for text in texts) and texts[1] in _list("summary")


def is_summary(cells: Sequence[Cell]) -> bool:
    """Whether a row counts something: a label, and nothing but numbers after it."""
    texts = [cell.text.strip() for cell in own_cells(cells)]
    return len(texts) >= 2 and not _NUMBER.match(texts[0]) and all(_NUMBER.match(text) for text in texts[1:])


def is_legend(cells: Sequence[Cell], header: Header, *, opened: bool) -> bool:
    """Whether a row explains a sign, colour or status («Grön | Enligt plan», «x = klart»): after a blank row by what
    its cells are, below a legend's heading by being short."""
    own = [index for index, cell in enumerate(cells) if _is_own(cell)]
    texts = [collapse(cells[index].text) for index in own]
    if not texts or len(texts) > 3:
        return False
    if any(_role(header, index) in ("when", "start", "end", "who", "partner") for index in own) and len(texts) > 2:
        return False
    if opened:
        return True
    if len(texts) == 1:
        return bool(_EQUALS.match(texts[0]))
    first_known = is_state(texts[0]) or is_tick(texts[0]) or bool(_NUMBER.match(texts[0])) or len(texts[0]) <= 2
    return first_known and any(is_state(text) for text in texts)


def is_state(text: str) -> bool:
    """Whether a short text is just a status or a colour that stands for one."""
    return fold(text).strip(_MARKS + ".:?)") in _list("states")


def is_tick(text: str) -> bool:
    """Whether a cell is ticked."""
    return fold(text).strip(" .") in _list("ticks") or text.strip() in words("rows")["ticks"]


def is_unticked(text: str) -> bool:
    """Whether a cell shows an empty box or a no."""
    return fold(text).strip(" .") in _list("unticked") or text.strip() in words("rows")["unticked"]


def _role(header: Header, index: int) -> Role:
    return header.columns[index].role if index < header.width else "unnamed"


def _spans_row(cells: Sequence[Cell], index: int) -> bool:
    rest = cells[index + 1 :]
    return len(cells) == 1 or (len(rest) >= 2 and all(cell.merged == "across" for cell in rest))


def _is_total(cells: Sequence[Cell], filled: Sequence[int]) -> bool:
    first = fold(cells[filled[0]].text)
    others = [cells[index].text.strip() for index in filled[1:]]
    if not _begins(first, "total_begins") or len(first) > 60:
        return False
    return all(_NUMBER.match(text) or text.startswith("=") for text in others) and (
        bool(others) or any(char.isdigit() for char in first)
    )


def _is_referral(text: str) -> bool:
    return len(text) <= 120 and _begins(fold(text), "referral_begins")


def _instructs(folded: str) -> bool:
    """Whether a text begins as an instruction does."""
    return _begins(folded, "tells") or _begins(folded, "instruction_begins")


def _tells(folded: str) -> bool:
    """Whether a text begins as no heading does: it tells somebody to do something."""
    return _begins(folded, "tells") or _begins(folded, "told_begins")


def _begins(folded: str, key: str) -> bool:
    return folded.startswith(_list(key))


@cache
def _list(key: str) -> tuple[str, ...]:
    # A trailing space in the vocabulary is the end of a word and must survive folding.
    return tuple(fold(entry) + (" " if entry.endswith(" ") else "") for entry in words("rows")[key])
