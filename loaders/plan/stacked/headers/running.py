"""Running titles and page numbers: lines that stand at the top or the bottom of most pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from loaders.plan.headers import CLEAR, header_role
from loaders.plan.stacked.text import Stream

_FEWEST_PAGES = 3
# The share of pages from which what stands at their top is their running title.
RUNNING = 0.6
_PAGE = re.compile(r"\b(?:sida|sid\.?|page)\s+(\d{1,3})\b|^(\d{1,2})\s?\(\d{1,2}\)$", re.IGNORECASE)
# The same after other words. Looked for only in text whose lines go across the columns: there such a foot runs into
# cells.
_PAGE_AFTER = re.compile(_PAGE.pattern.replace("^", r"(?:^|\s)"), re.IGNORECASE)
# How many lines at a page's edge run.
_MOST_RUNNING = 3
# So many words a title has at least that stands on two pages alike: what is shorter may be two cells.
_LONG_TITLE = 3
# So many blank lines part two pages at least; where no more than one stands anywhere else, two do, and of so many lines
# one at most begins a page.
PAGE_ENDS = 3
_ONE_OF = 40
# No column is as wide (thousandths of the type size); the share of the words in such lines where some of the text is
# read across (a third in the one plan with such feet, a sixth in its other forms, which lost a row by them), and all.
_ACROSS, _LEAST_ACROSS, _MOST_ACROSS = 30_000, 0.2, 0.6


def running_lines(stream: Stream) -> list[int]:
    """Lines that stand at the top or the bottom of most pages: running titles and page numbers."""
    pages = _pages(stream)
    if len(pages) < _FEWEST_PAGES:
        return sorted({*_page_numbers(stream), *_on_both(stream, [*pages.values()]), *_foot_and_top(stream)})
    edges = [number for page in pages.values() for number in {*page[:2], *page[-2:]}]
    texts = Counter(without_digits(stream.lines[number].text) for number in edges)
    # Where only blank lines part the pages, two alike may be rows.
    least = max(RUNNING * len(pages), 0 if stream.lines[0].page is not None else _FEWEST_PAGES)
    return [number for number in edges if texts[without_digits(stream.lines[number].text)] >= least]


def _on_both(stream: Stream, pages: Sequence[Sequence[int]]) -> list[int]:
    """The lines that stand first or last on both pages of a text that tells where they begin, alike but for the page's
    number: titles of many words that are no column's header, or numbers alone."""
    if len(pages) != _FEWEST_PAGES - 1 or (stream.lines[pages[0][0]].page is None and _page_gap(stream) == PAGE_ENDS):
        return []
    found: list[int] = []
    for one, other in (pages, [page[::-1] for page in pages]):
        for pair in zip(one[:_MOST_RUNNING], other[:_MOST_RUNNING], strict=False):
            first, second = (stream.lines[number].text for number in pair)
            if without_digits(first) != without_digits(second) or not _may_run(first, second):
                break
            found += pair
    return found


def _may_run(first: str, second: str) -> bool:
    """Whether what two pages have in the same place is no cell's: long and the same, or one that counts the pages."""
    changed = [
        (int(one), int(two))
        for one, two in zip(re.findall(r"\d+", first), re.findall(r"\d+", second), strict=True)
        if one != two
    ]
    if changed:
        return changed == [(1, 2)]
    return len(first.split()) >= _LONG_TITLE and header_role(first)[1] < CLEAR


def _pages(stream: Stream) -> dict[int, list[int]]:
    """The lines of each page, as the text counts them; where it does not, several blank lines part the pages."""
    pages: dict[int, list[int]] = {}
    is_counted = any(line.page is not None for line in stream.lines)
    page_gap = _page_gap(stream)
    at = 0
    for number, line in enumerate(stream.lines):
        at += line.gap >= page_gap
        page = line.page if is_counted else at
        if page is not None:
            pages.setdefault(page, []).append(number)
    return pages


def _page_gap(stream: Stream) -> int:
    """How many blank lines part two pages of the text."""
    gaps = [line.gap for line in stream.lines[1:] if line.gap]
    wide = sum(gap > 1 for gap in gaps)
    is_narrow = not stream.is_ocr and wide > 0 and wide * _ONE_OF <= len(stream.lines) and max(gaps) < PAGE_ENDS
    return 2 if is_narrow else PAGE_ENDS


def _page_numbers(stream: Stream) -> list[int]:
    """Lines that count the pages where nothing else tells them, alike but for a number that is one more each time, and
    those beside them that stand beside another of them or begin the text: its running title."""
    found: dict[str, list[tuple[int, int]]] = {}
    counts = _PAGE_AFTER if _share_across(stream) >= _LEAST_ACROSS else _PAGE
    for number, line in enumerate(stream.lines):
        page = counts.search(line.text)
        if page and (page[1] or not page.start() or _may_be_foot(stream, number, line.text[: page.start()])):
            # «1 (4)», «2 (4)»: of as many; «1/9», «2/9» may be days of September.
            of_all = "" if page[1] else line.text[page.end(2) :]
            name = _bare(without_digits(line.text if page[1] else line.text[: page.start()])) + of_all
            found.setdefault(name, []).append((number, int(page[1] or page[2])))
    numbers = [
        number
        for lines in found.values()
        if len(lines) > 1 and all(two == one + 1 for (_, one), (_, two) in pairwise(lines))
        for number, _ in lines
    ]
    return sorted({*numbers, *_beside_pages(stream, numbers)})


def _may_be_foot(stream: Stream, number: int, before: str) -> bool:
    """Whether a line that ends like «2 (4)» after these words may stand at a page's edge: nothing else stands right
    over it or right under it, and the words are some. A cell may count so too («Butiker besökta 1 (2)»)."""
    lines = stream.lines
    is_edge = number in (0, len(lines) - 1) or lines[number].gap > 0 or lines[number + 1].gap > 0
    return is_edge and any(char.isalpha() for char in before)


def _foot_and_top(stream: Stream) -> list[int]:
    """Where nothing tells of pages, a line by itself and the one that begins after it, where both come so more than
    once: a page's foot and the next one's top. Where either begins elsewhere, it is one of them too. Only in text read
    across: where cells stand one by one, two of a row may come again in another."""
    lines = stream.lines
    if _share_across(stream) < _MOST_ACROSS:
        return []
    begin = [number for number, line in enumerate(lines) if number == 0 or line.gap]
    said = {number: without_digits(lines[number].text) for number in begin if _may_stand_alone(lines[number].text)}
    pairs = Counter((text, said[number + 1]) for number, text in said.items() if number + 1 in said)
    edges = {text for pair, count in pairs.items() if count > 1 and pair[0] != pair[1] for text in pair}
    return [number for number, text in said.items() if text in edges]


def _share_across(stream: Stream) -> float:
    """The share of the words that stand in lines too wide for a column."""
    across = sum(line.after - line.first for line in stream.lines if line.width >= _ACROSS)
    return across / max(1, len(stream.words))


def _may_stand_alone(text: str) -> bool:
    """Whether a line may be all that stands at a page's edge: several words that are no column's header."""
    return len(text.split()) >= _LONG_TITLE and header_role(text)[1] < CLEAR


def _beside_pages(stream: Stream, numbers: Sequence[int]) -> list[int]:
    """The lines right under the numbers of pages that say what stands so at another page's top too."""
    lines = stream.lines
    tops = [0, *(number + 1 for number in numbers if number + 1 < len(lines))] if numbers else []
    # A title stands as far down on each page; what a header's first words say need not.
    said = Counter(
        (line - top, lines[line].text) for top in tops for line in range(top, min(len(lines), top + _MOST_RUNNING))
    )
    found = []
    for top in tops[1:]:
        line = top
        while line < min(len(lines), top + _MOST_RUNNING) and said[line - top, lines[line].text] > 1:
            found.append(line)
            line += 1
    return found


def _bare(text: str) -> str:
    """The text's letters and digits: OCR reads the marks between them («—», «-») otherwise each time."""
    return "".join(filter(str.isalnum, text))


def without_digits(text: str) -> str:
    """The text with each number as one 0: «Sida 9» and «Sida 10» are alike."""
    return re.sub(r"\d+", "0", text)
