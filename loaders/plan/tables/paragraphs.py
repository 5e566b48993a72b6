"""Paragraphs between tables: the headings they are, and what a label says of all rows below."""

from __future__ import annotations

from loaders.plan.classify import areas_spoken_of, is_example, labels_area, names_area
from loaders.plan.headers import header_role
from loaders.plan.tables.state import LONGEST_HEADING, Reader, begin_section, labelled
from loaders.records import Paragraph
from loaders.text import collapse

_SECTION = 99
"""The outline level of what is said under a line that names an area and is no heading."""
_SENTENCE = 4
"""So many words a sentence has that is no heading."""


def read_paragraph(reader: Reader, paragraph: Paragraph) -> None:
    """Take in a paragraph as a heading, a label or neither."""
    text = collapse(paragraph.text)
    if paragraph.level is not None:
        reader.in_section = False
        reader.labelled = {role: said for role, said in reader.labelled.items() if said[0] < paragraph.level}
    label = labelled(text)
    if label is not None:
        role, said = label
        under = reader.outline[-1][0] if reader.outline else 0
        above = reader.labelled.get("cause") if "cause" in reader.told_since else None
        if role == "cause" and above and header_role(text.partition(":")[0])[1] == 1.0:
            # «Problem: …» and below it «Orsak: …»: the problem is what the cause is a cause of.
            reader.labelled.setdefault("subarea", above)
        reader.labelled[role] = (paragraph.level or (_SECTION if reader.in_section else under), said)
        reader.told_since.add(role)
        reader.read_as[collapse(text.partition(":")[0]), role] = None
    if paragraph.level is not None:
        reader.outline = [entry for entry in reader.outline if entry[0] < paragraph.level]
        reader.outline.append((paragraph.level, text))
        reader.near = []
        begin_section(reader)
    elif len(text) <= LONGEST_HEADING and not is_example(text) and not _only_tells(reader, text):
        reader.near = [*reader.near[-2:], text]
        if labels_area(text):
            reader.near = [text]
        if names_area(text) or labels_area(text):
            begin_section(reader)
            reader.in_section = True
            reader.labelled = {role: said for role, said in reader.labelled.items() if said[0] < _SECTION}


def _only_tells(reader: Reader, text: str) -> bool:
    """Whether a line says something of the area that stands over it already, and is no heading: a sentence, or one that
    a label begins («Mål: …»)."""
    told = (text.endswith(".") and len(text.split()) >= _SENTENCE) or labelled(text) is not None
    return told and any(areas_spoken_of(over) or labels_area(over) for over in reader.headings())
