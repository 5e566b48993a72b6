"""Word documents (.docx, .docm) to a Document: paragraphs and tables in order, tracked changes read as accepted.

The XML is walked here rather than through python-docx, which hides content controls, text boxes, list numbers and
tracked changes, refuses documents with a broken relation, and finds a table's cells in quadratic time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from loaders.errors import UnreadableDocument
from loaders.formats.docx_lists import Lists, Style, W, read_lists, read_styles
from loaders.formats.docx_tables import GridCell, GridRow, laid_out
from loaders.formats.package import Package, has_part, is_zip, ole_kind, open_package, xml_parser
from loaders.records import Block, Cell, Document, Paragraph, Place, Table

MAX_CELLS = 400_000
MAX_DEPTH = 60
"""Nested tables and content controls deeper than this are not followed: no person writes such, a bomb does."""

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_P, _R, _T, _TBL, _TR, _TC = (W + name for name in ("p", "r", "t", "tbl", "tr", "tc"))
_SDT, _SDT_CONTENT, _PPR, _RPR = (W + name for name in ("sdt", "sdtContent", "pPr", "rPr"))
_ALTERNATE, _CHOICE, _FALLBACK = (_MC + name for name in ("AlternateContent", "Choice", "Fallback"))
_BOX = W + "txbxContent"
_GONE = frozenset(W + name for name in ("del", "moveFrom"))
_TRACKED = frozenset(W + name for name in ("ins", "moveTo"))
_WRAPPERS = _TRACKED | {
    W + name for name in ("hyperlink", "smartTag", "fldSimple", "customXml", "dir", "bdo", "ruby", "rubyBase")
}
_BREAKS = {W + "br": "\n", W + "cr": "\n", W + "tab": "\t", W + "ptab": "\t", W + "noBreakHyphen": "-"}
_PICTURES = frozenset(W + name for name in ("drawing", "pict", "object"))
_SIGNS = {"F0FE": "☒", "F0FD": "☒", "F078": "☒", "F052": "☒", "F0FC": "✓", "F050": "✓", "F0A8": "☐", "F06F": "☐",
          "F071": "☐", "F0A3": "☐", "F0E0": "→", "F02D": "-", "F0D8": "➢"}  # fmt: skip


@dataclass
class _Seen:
    """What was met on the way that is not text but must not pass in silence."""

    tracked: bool = False
    struck: bool = False
    hidden: bool = False
    placeholders: int = 0
    embedded: int = 0
    cells: int = 0
    footnotes: list[str] = field(default_factory=list)


def matches(name: str, content: bytes) -> bool:
    """Whether the content is a Word document: a new one, an old one, or one behind a password named as one."""
    old = ole_kind(content)
    if old:
        return old == "word" or (old == "encrypted" and name.lower().endswith((".doc", ".docx", ".docm", ".dotx")))
    return is_zip(content) and has_part(content, "word/document.xml") and not has_part(content, "xl/workbook.xml")


def read(content: bytes, name: str, progress: Callable[[int, int], None] | None = None) -> Document:
    """The document's page headers, then its paragraphs and tables in order, then its page footers.

    `progress` is called with (blocks read, blocks in all). Raises UnreadableDocument for what is no Word document, is
    locked, damaged, unreasonably large or empty.
    """
    package = open_package(content, "[Content_Types].xml", "Word", ".docx")
    main = next((path for kind, path in package.relations("").values() if kind == "officeDocument"), "")
    if not package.has(main):
        main = "word/document.xml"
    package = open_package(content, main, "Word", ".docx")
    root = _xml(package, main)
    body = root.find(f"{W}body")
    if body is None:
        raise UnreadableDocument(package.damaged)
    links = package.relations(main)
    reader = _Reader(_styles(package, links), _lists(package, links))
    blocks: list[Block] = []
    furniture = _Reader(reader.styles, reader.lists)
    headers, footers = _page_edges(package, root, links, furniture)
    blocks.extend(headers)
    blocks.extend(reader.body_blocks(body, progress))
    blocks.extend(footers)
    if not any(isinstance(block, Paragraph) for block in blocks):
        blocks[:0] = _title(package)
    if not blocks:
        raise UnreadableDocument("Dokumentet är tomt: varken text eller tabeller. Kontrollera att det är rätt fil.")
    notes = tuple(_notes(package, links, reader.seen))
    return Document(name, hashlib.sha256(content).hexdigest(), "docx", tuple(blocks), notes)


class _Reader:
    """Walks document XML: state is the list counters, and what was seen that must be told."""

    def __init__(self, styles: dict[str, Style], lists: Lists) -> None:
        self.styles = styles
        self.lists = lists
        self.seen = _Seen()
        self.tables = 0
        self.paragraphs = 0

    # blocks ---------------------------------------------------------------------------------------------------------

    def body_blocks(self, body: Any, progress: Callable[[int, int], None] | None) -> list[Block]:
        """The body's blocks; content controls and other wrappers are opened."""
        total = len(body)
        blocks: list[Block | _Unended] = []
        for done, child in enumerate(body, start=1):
            blocks.extend(self._blocks(_members((child,), 0, self.seen), 0))
            if progress is not None and (done % 50 == 0 or done == total):
                progress(done, total)
        return _joined(blocks)

    def _blocks(self, members: Iterable[Any], depth: int) -> Iterator[Block | _Unended]:
        for member in members:
            if member.tag == _TBL:
                if depth < MAX_DEPTH and _is_frame(member):
                    for cell in member.iterfind(f"{_TR}/{_TC}"):
                        yield from self._blocks(_members(cell, depth, self.seen), depth + 1)
                else:
                    yield from self._table(member)
                continue
            text, boxes, ended = self._paragraph(member)
            if text.strip() or not ended:
                self.paragraphs += 1
                place = Place(line=self.paragraphs)
                paragraph = Paragraph(text.strip(), place, self._heading(member), _is_bold(member))
                yield paragraph if ended else _Unended(paragraph)
            for box in boxes:
                if depth < MAX_DEPTH:
                    yield from self._blocks(_members(box, depth, self.seen), depth + 1)

    def lines(self, container: Any, depth: int = 0) -> list[str]:
        """The text of a cell, text box, header or note, line by line; nested tables cell by cell."""
        lines: list[str] = []
        unended = ""
        for member in _members(container, depth, self.seen):
            if member.tag == _TBL:
                if depth < MAX_DEPTH:
                    for row in _rows(member, self.seen):
                        for cell in _cells(row, self.seen):
                            lines.extend(self.lines(cell, depth + 1))
                continue
            text, boxes, ended = self._paragraph(member)
            text = unended + text
            unended = "" if ended else text
            if ended and text.strip():
                lines.extend(line.rstrip() for line in text.strip().split("\n"))
            for box in boxes:
                if depth < MAX_DEPTH:
                    lines.extend(self.lines(box, depth + 1))
        if unended.strip():
            lines.append(unended.strip())
        return lines

    def _table(self, table: Any) -> Iterator[Table]:
        rows: list[GridRow] = []
        slanted: set[int] = set()
        for row in _rows(table, self.seen):
            properties = row.find(f"{W}trPr")
            at = _number(properties, "gridBefore")
            cells: list[GridCell] = []
            for cell in _cells(row, self.seen):
                own = cell.find(f"{W}tcPr")
                span = max(1, min(_number(own, "gridSpan") or 1, 200))
                down = _merge(own, "vMerge")
                across = _merge(own, "hMerge")
                self.seen.cells += 1
                cells.append(GridCell(at, span, "\n".join(self.lines(cell)), down, across))
                at += span
            if self.seen.cells > MAX_CELLS:
                raise UnreadableDocument(
                    f"Dokumentet har fler än {MAX_CELLS} tabellceller och är för stort för en åtgärdsplan. "
                    f"Ta bort det som inte hör till planen och ladda upp det igen."
                )
            if _is_slanted(row):
                slanted.add(len(rows))
            rows.append(GridRow(cells, at + _number(properties, "gridAfter")))
        if not rows:
            return
        self.tables += 1
        widths = [column.get(f"{W}w", "0") for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        grid = [int(width) if width.isdecimal() else 0 for width in widths]
        place = Place(table=self.tables)
        yield Table(_placed(laid_out(rows, grid), self.tables), place, slanted=frozenset(slanted))

    # paragraphs -----------------------------------------------------------------------------------------------------

    def _paragraph(self, paragraph: Any) -> tuple[str, list[Any], bool]:
        """A paragraph's text with its list number, the text boxes anchored in it, and whether its end still stands
        (a deleted paragraph mark runs the text into the next one)."""
        parts: list[str] = []
        boxes: list[Any] = []
        properties = None
        for child in paragraph:
            if child.tag == _R:
                self._run(child, parts, boxes)
            elif child.tag == _PPR:
                properties = child
            else:
                self._inline(child, parts, boxes, 0)
        text = "".join(parts)
        ended = True
        number: str | None = None
        level: int | None = None
        style = ""
        if properties is not None:
            for mark in properties.iterfind(f"{_RPR}/*"):
                if mark.tag in _GONE:
                    self.seen.tracked = True
                    ended = False
            named = properties.find(f"{W}pStyle")
            style = "" if named is None else named.get(f"{W}val", "")
            listed = properties.find(f"{W}numPr")
            if listed is not None:
                number, level = _text_value(listed, "numId"), _number_or_none(listed, "ilvl")
        inherited = self.styles.get(style) or self.styles.get("")
        if inherited is not None:
            if number is None:
                number = inherited.number
            if level is None:
                level = inherited.level
        if number not in (None, "0") and (ended or text.strip()):
            label = self.lists.label(number or "", level or 0)
            if text.strip():
                text = label + text.lstrip()
        return text, boxes, ended

    def _heading(self, paragraph: Any) -> int | None:
        properties = paragraph.find(_PPR)
        outline = None if properties is None else _number_or_none(properties, "outlineLvl")
        if outline is None:
            style = "" if properties is None else _text_value(properties, "pStyle") or ""
            outline = (self.styles.get(style) or Style()).outline
        return outline + 1 if outline is not None and 0 <= outline < 9 else None

    def _inline(self, element: Any, parts: list[str], boxes: list[Any], depth: int) -> None:
        tag = element.tag
        if tag == _R:
            self._run(element, parts, boxes)
        elif tag in _GONE:
            self.seen.tracked = True
        elif tag == _SDT:
            if _is_placeholder(element):
                self.seen.placeholders += 1
                return
            element = element.find(_SDT_CONTENT)
            tag = _SDT_CONTENT
        elif tag == _ALTERNATE:
            element = _preferred(element)
            tag = _CHOICE
        elif isinstance(tag, str) and tag.startswith(_MATH):
            parts.extend(part.text or "" for part in element.iter(_MATH + "t"))
        if tag in _TRACKED:
            self.seen.tracked = True
        if element is not None and depth < MAX_DEPTH and (tag in _WRAPPERS or tag in {_SDT_CONTENT, _CHOICE}):
            for child in element:
                self._inline(child, parts, boxes, depth + 1)

    def _run(self, run: Any, parts: list[str], boxes: list[Any]) -> None:
        for child in run:
            tag = child.tag
            if tag == _T:
                parts.append(child.text or "")
            elif tag == _RPR:
                for mark in child:
                    if mark.tag == f"{W}vanish" and _is_on(mark):
                        self.seen.hidden = True
                        return
                    if mark.tag in {f"{W}strike", f"{W}dstrike"} and _is_on(mark):
                        self.seen.struck = True
            elif tag in _BREAKS:
                parts.append(_BREAKS[tag])
            elif tag == f"{W}sym":
                parts.append(_SIGNS.get(child.get(f"{W}char", "").upper(), "•"))
            elif tag in _PICTURES:
                boxes.extend(_boxes(child))
            elif tag == _ALTERNATE:
                chosen = _preferred(child)
                if chosen is not None:
                    boxes.extend(_boxes(chosen))
            elif tag == f"{W}fldChar":
                parts.append(_form_field(child))
            elif tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
                self.seen.footnotes.append(child.get(f"{W}id", ""))
            elif tag == f"{W}ruby":
                for base in child.iterfind(f"{W}rubyBase/{_R}"):
                    self._run(base, parts, boxes)


@dataclass(frozen=True, slots=True)
class _Unended:
    """A paragraph whose mark was deleted: its text runs into the next paragraph."""

    paragraph: Paragraph


def _joined(blocks: Iterable[Block | _Unended]) -> list[Block]:
    out: list[Block] = []
    open_paragraph: Paragraph | None = None
    for block in blocks:
        now = block.paragraph if isinstance(block, _Unended) else block
        if open_paragraph is not None:
            if isinstance(now, Paragraph):
                text = f"{open_paragraph.text} {now.text}".strip()
                now = Paragraph(text, open_paragraph.place if open_paragraph.text else now.place, now.level)
            elif open_paragraph.text:
                out.append(open_paragraph)
            open_paragraph = None
        if isinstance(block, _Unended) and isinstance(now, Paragraph):
            open_paragraph = now
        else:
            out.append(now)
    if open_paragraph is not None and open_paragraph.text:
        out.append(open_paragraph)
    return out


# --- structure ------------------------------------------------------------------------------------------------------


def _members(container: Iterable[Any], depth: int, seen: _Seen) -> Iterator[Any]:
    """The paragraphs and tables of a container, wrappers opened and deleted content left out."""
    for child in container:
        tag = child.tag
        if tag in {_P, _TBL}:
            yield child
        elif tag in _GONE:
            seen.tracked = True
        elif depth < MAX_DEPTH:
            if tag == _SDT:
                inner = None if _is_placeholder(child) else child.find(_SDT_CONTENT)
                if inner is None:
                    seen.placeholders += 1
                else:
                    yield from _members(inner, depth + 1, seen)
            elif tag == _ALTERNATE:
                chosen = _preferred(child)
                if chosen is not None:
                    yield from _members(chosen, depth + 1, seen)
            elif tag in _WRAPPERS:
                yield from _members(child, depth + 1, seen)
            elif tag == f"{W}altChunk":
                seen.embedded += 1


def _rows(table: Any, seen: _Seen) -> Iterator[Any]:
    return _parts(table, _TR, f"{W}trPr/{W}del", seen)


def _cells(row: Any, seen: _Seen) -> Iterator[Any]:
    return _parts(row, _TC, f"{W}tcPr/{W}cellDel", seen)


def _parts(element: Any, tag: str, deleted: str, seen: _Seen, depth: int = 0) -> Iterator[Any]:
    """The rows of a table or the cells of a row, those inside content controls too, without the deleted ones."""
    for child in element:
        if child.tag == tag:
            if child.find(deleted) is not None:
                seen.tracked = True
            else:
                yield child
        elif depth < MAX_DEPTH:
            if child.tag == _SDT and (inner := child.find(_SDT_CONTENT)) is not None:
                if tag == _TC and _is_placeholder(child):
                    seen.placeholders += 1
                    inner = _emptied(inner)
                yield from _parts(inner, tag, deleted, seen, depth + 1)
            elif child.tag in _WRAPPERS:
                yield from _parts(child, tag, deleted, seen, depth + 1)


def _emptied(content: Any) -> Any:
    """The cells of a content control that shows only its prompt: kept for their places, without their text."""
    for cell in content.iter(_TC):
        for member in list(cell):
            if member.tag != f"{W}tcPr":
                cell.remove(member)
    return content


def _is_frame(table: Any) -> bool:
    """Whether a table is one column of cells and only frames others: what it holds is read as if it stood outside."""
    rows = table.findall(_TR)
    return (
        bool(rows)
        and all(len(row.findall(_TC)) == 1 for row in rows)
        and any(len(inner.findall(f"{_TR}[1]/{_TC}")) > 1 for inner in table.iterfind(f"{_TR}/{_TC}/{_TBL}"))
    )


def _placed(rows: Sequence[Sequence[tuple[str, Any]]], table: int) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        tuple(Cell(text, place, merged) for text, merged in row)
        for row, place in ((row, Place(table=table, row=number)) for number, row in enumerate(rows, start=1))
    )


def _preferred(alternate: Any) -> Any:
    chosen = alternate.find(_CHOICE)
    return alternate.find(_FALLBACK) if chosen is None else chosen


def _boxes(element: Any, depth: int = 0) -> Iterator[Any]:
    """The outermost text boxes in a drawing; the copy kept for old Word is passed over."""
    for child in element if depth < MAX_DEPTH else ():
        if child.tag == _BOX:
            yield child
        elif child.tag == _ALTERNATE:
            chosen = _preferred(child)
            if chosen is not None:
                yield from _boxes(chosen, depth + 1)
        else:
            yield from _boxes(child, depth + 1)


def _is_placeholder(control: Any) -> bool:
    mark = control.find(f"{W}sdtPr/{W}showingPlcHdr")
    return mark is not None and _is_on(mark)


def _form_field(mark: Any) -> str:
    """What an old form field shows without text of its own: a check box or the chosen line of a drop-down."""
    data = mark.find(f"{W}ffData")
    if data is None:
        return ""
    box = data.find(f"{W}checkBox")
    if box is not None:
        state = box.find(f"{W}checked")
        if state is None:
            state = box.find(f"{W}default")
        return "☒" if state is not None and _is_on(state) else "☐"
    choices = data.find(f"{W}ddList")
    if choices is not None:
        entries = [entry.get(f"{W}val", "") for entry in choices.iterfind(f"{W}listEntry")]
        chosen = _number_or_none(choices, "result")
        index = chosen if chosen is not None else _number_or_none(choices, "default") or 0
        return entries[index] if 0 <= index < len(entries) else ""
    return ""


def _merge(properties: Any, name: str) -> str:
    found = None if properties is None else properties.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "continue")


def _is_bold(paragraph: Any) -> bool:
    """Whether each of a paragraph's own runs that has text is set in bold."""
    return _are_all(paragraph.iterfind(_R), "b")


def _is_slanted(row: Any) -> bool:
    """Whether each run of a table's row that has text is set in italics."""
    return _are_all(row.iter(_R), "i")


def _are_all(runs: Iterable[Any], mark: str) -> bool:
    """Whether each run that has text carries a mark of its own ("b", "i"), and there is one."""
    told = [run for run in runs if any((text.text or "").strip() for text in run.iterfind(_T))]
    marks = [run.find(f"{_RPR}/{W}{mark}") for run in told]
    return bool(told) and all(found is not None and _is_on(found) for found in marks)


def _is_on(mark: Any) -> bool:
    return mark.get(f"{W}val", "1") not in {"0", "false", "off"}


def _text_value(element: Any, name: str) -> str | None:
    found = element.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val")


def _number_or_none(element: Any, name: str) -> int | None:
    value = _text_value(element, name)
    return int(value) if value is not None and value.isdecimal() else None


def _number(element: Any, name: str) -> int:
    return 0 if element is None else min(_number_or_none(element, name) or 0, 200)


# --- the other parts ------------------------------------------------------------------------------------------------


def _xml(package: Package, path: str) -> Any:
    data = package.read(path)
    if _STRICT in data:
        data = data.replace(_STRICT, W[1:-1].encode())
    try:
        return etree.fromstring(data, parser=xml_parser())
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise UnreadableDocument(package.damaged) from fault


def _part(package: Package, links: dict[str, tuple[str, str]], kind: str) -> Any:
    path = next((path for found, path in links.values() if found == kind and package.has(path)), "")
    return _xml(package, path) if path else None


def _styles(package: Package, links: dict[str, tuple[str, str]]) -> dict[str, Style]:
    root = _part(package, links, "styles")
    return {} if root is None else read_styles(root)


def _lists(package: Package, links: dict[str, tuple[str, str]]) -> Lists:
    root = _part(package, links, "numbering")
    return Lists({} if root is None else read_lists(root))


def _page_edges(
    package: Package, root: Any, links: dict[str, tuple[str, str]], reader: _Reader
) -> tuple[list[Paragraph], list[Paragraph]]:
    """The page headers and the page footers that sections refer to, each line once."""
    out: tuple[list[Paragraph], list[Paragraph]] = ([], [])
    for side, name in zip(out, ("headerReference", "footerReference"), strict=True):
        told: set[str] = set()
        for reference in root.iter(f"{W}{name}"):
            target = next((value for key, value in reference.attrib.items() if key.endswith("}id")), "")
            path = links.get(target, ("", ""))[1]
            if not package.has(path):
                continue
            for line in reader.lines(_xml(package, path)):
                if line.strip() and line not in told:
                    told.add(line)
                    side.append(Paragraph(line.strip(), Place()))
    return out


def _title(package: Package) -> list[Paragraph]:
    """The document's title property, for a document that says nothing outside its tables."""
    path = next((path for kind, path in package.relations("").values() if kind.endswith("core-properties")), "")
    if not package.has(path):
        return []
    title = (package.xml(path).findtext("{http://purl.org/dc/elements/1.1/}title") or "").strip()
    return [Paragraph(title, Place())] if title else []


def _notes(package: Package, links: dict[str, tuple[str, str]], seen: _Seen) -> Iterator[str]:
    if seen.tracked:
        yield "Dokumentet har spårade ändringar; de är lästa som om de vore godkända."
    if seen.struck:
        yield "Dokumentet har överstruken text; den är läst som vanlig text."
    if seen.hidden:
        yield "Dokumentet har dold text som inte lästes."
    if seen.placeholders:
        yield f"Dokumentet har formulärfält som inte är ifyllda ({seen.placeholders} st); deras ledtext lästes inte."
    if seen.embedded:
        yield "Dokumentet har en inbäddad fil som inte lästes."
    comments = _part(package, links, "comments")
    if comments is not None:
        texts = [" ".join("".join(part.text or "" for part in comment.iter(_T)).split()) for comment in comments]
        texts = [text for text in texts if text]
        if texts:
            shown = "; ".join(f"«{text[:200]}»" for text in texts[:20])
            yield f"Dokumentet har kommentarer i marginalen som inte hör till texten ({len(texts)} st): {shown}."
    for kind in ("footnotes", "endnotes"):
        root = _part(package, links, kind) if seen.footnotes else None
        for note in () if root is None else root:
            text = " ".join("".join(part.text or "" for part in note.iter(_T)).split())
            if text and note.get(f"{W}type") is None:
                yield f"Fotnot {note.get(f'{W}id', '')}: «{text[:500]}»."
