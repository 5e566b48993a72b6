"""Headings on scanned pages: rows over all columns stay whole, and type sizes are told by what the letters are."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from loaders.formats import scan_text
from loaders.formats.pdf import _ranks
from loaders.formats.pdf_grid import Grid, find_grids
from loaders.formats.scan_cells import parted
from loaders.formats.scan_image import find_rules
from loaders.formats.scan_type_size import type_size

Boxes = list[tuple[float, float, float, float]]
COLUMNS = (0.0, 100.0, 200.0)


def test_a_heading_row_s_letters_carry_no_rule_on_over_it() -> None:
    """In the rows over and under it a line stands just where letters do in the heading's."""
    picture = Image.new("L", (2400, 1000), 255)
    draw = ImageDraw.Draw(picture)
    xs, ys = (300, 600, 1100, 2000), (200, 400, 448, 700)
    for y in ys:
        draw.line((300, y, 2000, y), fill=0, width=3)
    for x in (300, 2000):
        draw.line((x, 200, x, 700), fill=0, width=3)
    for x in xs[1:-1]:
        draw.line((x, 200, x, 400), fill=0, width=3)
        draw.line((x, 448, x, 700), fill=0, width=3)
        draw.text((x - 60, 404), "lllllllllllllll", fill=0, font_size=34)
    _, down = find_rules(np.asarray(picture))
    for x in xs[1:-1]:
        on = [rule for rule in down if abs(rule.at - x) < 8]
        assert on
        assert not [rule for rule in on if rule.start < 415 and rule.stop > 435], on


def _rows(*tops: float) -> Boxes:
    """Three words of cells in each row."""
    return [(x + 5, y + 5, x + 60, y + 15) for y in tops for x in COLUMNS]


def _only_level_rules(words: Boxes, *partial: tuple[float, float, float]) -> Grid:
    across = [(float(y), 0.0, 300.0) for y in range(0, 210, 30)]
    grids = find_grids([*across, *partial], [], words)
    assert len(grids) == 1
    return grids[0]


def _widths(grid: Grid, row: int) -> list[int]:
    """How many columns each cell of a row covers."""
    owners = grid.owner[row]
    return [owners.count(owner) for owner in dict.fromkeys(owners)]


def test_between_level_rules_a_heading_that_runs_on_over_a_column_s_border_is_one_cell() -> None:
    heading: Boxes = [(5.0, 35.0, 60.0, 45.0), (63.0, 35.0, 120.0, 45.0), (123.0, 35.0, 160.0, 45.0)]
    grid = _only_level_rules([*_rows(0, 60, 90, 120, 150), *heading])
    assert [_widths(grid, row) for row in (0, 1, 2)] == [[1, 1, 1], [3], [1, 1, 1]]


def test_a_word_alone_in_its_first_cell_is_no_heading_over_the_others() -> None:
    grid = _only_level_rules([*_rows(0, 60, 90, 120, 150), (5.0, 35.0, 60.0, 45.0)])
    assert _widths(grid, 1) == [1, 1, 1]


def test_a_rule_under_some_columns_parts_two_rows_where_the_others_are_merged() -> None:
    words = [*_rows(0, 30, 60, 90, 120), (105.0, 165.0, 160.0, 172.0), (205.0, 165.0, 260.0, 172.0)]
    words += [(105.0, 153.0, 160.0, 160.0), (205.0, 153.0, 260.0, 160.0), (5.0, 153.0, 60.0, 160.0)]
    grid = _only_level_rules(words, (163.0, 98.0, 300.0))
    assert len(grid.ys) == 8
    assert [grid.owner[5][column] == grid.owner[6][column] for column in range(3)] == [True, False, False]


@pytest.mark.parametrize("line", [(163.0, 105.0, 160.0), (163.0, 2.0, 50.0)])
def test_an_underlined_word_parts_no_row(line: tuple[float, float, float]) -> None:
    grid = _only_level_rules(_rows(0, 30, 60, 90, 120, 150), line)
    assert len(grid.ys) == 7


def test_cells_that_fill_their_columns_are_no_heading_over_them() -> None:
    """Two words of one row stand nine points apart, as cells do; of the row's first cell no line stands beside."""
    full: Boxes = [(5.0, 35.0, 90.0, 45.0), (105.0, 35.0, 190.0, 45.0), (205.0, 35.0, 290.0, 45.0)]
    grid = _only_level_rules([*_rows(0, 60, 90, 120, 150), *full])
    assert _widths(grid, 1) == [1, 1, 1]
    beside: Boxes = [(5.0, 33.0, 60.0, 42.0), (5.0, 46.0, 60.0, 55.0), (105.0, 39.5, 160.0, 48.5)]
    grid = _only_level_rules([*_rows(0, 60, 90, 120, 150), *beside])
    assert _widths(grid, 1) == [1, 1, 1]


def test_a_title_s_line_over_a_table_is_none_of_its_rules() -> None:
    across = [(-40.0, -5.0, 305.0), *((float(y), 0.0, 300.0) for y in range(0, 210, 30))]
    grid = find_grids(across, [], _rows(0, 30, 60, 90, 120, 150))[0]
    assert (grid.xs[0], grid.xs[-1], grid.ys[0]) == (0.0, 300.0, 0.0)


@pytest.mark.parametrize(("end", "cells"), [(101.0, [3]), (90.0, [1, 2])])
def test_the_words_of_one_sentence_are_not_parted_where_a_column_happens_to_begin(end: float, cells: list[int]) -> None:
    across = [(float(y), 0.0, 300.0) for y in range(0, 210, 30)]
    whole = [(x, 0.0, 180.0) for x in (0.0, 300.0)]
    down = [*whole, *((x, 30.0, 180.0) for x in (100.0, 200.0))]
    words: Boxes = [(40.0, 5.0, end, 15.0), (105.0, 5.0, 160.0, 15.0), *_rows(30, 60, 90, 120, 150)]
    assert _widths(parted(find_grids(across, down, words)[0], words), 0) == cells


@pytest.mark.parametrize(
    ("text", "height"),
    [("Våra ungdomar", 9.9), ("De som dras in", 7.5), ("nu som var", 5.3), ("Platser", 7.5), ("1. Ärenden (AB)", 11.3)],
)
def test_a_line_s_type_size_is_told_by_its_letters(text: str, height: float) -> None:
    assert type_size(text, height) == pytest.approx(10.0, abs=0.15)


@pytest.mark.parametrize(("share", "ranks"), [(0.95, [0, 0, 1, 1, 1, 2]), (1.0, [0, 1, 2, 3, 4, 5])])
def test_type_sizes_that_hardly_differ_have_one_rank_where_they_are_told_of_pictures(
    share: float, ranks: list[int]
) -> None:
    assert list(_ranks([20.5, 20.0, 14.5, 14.0, 13.6, 11.0], share).values()) == ranks


def test_a_page_kept_by_an_earlier_reading_is_read_again(tmp_path: Path) -> None:
    word = scan_text.Word("Åtgärd", 1.0, 2.0, 3.0, 4.0, 90.0, 5.0)
    scan_text.keep(tmp_path, "plan", 1, [word], 90)
    assert scan_text.kept(tmp_path, "plan", 1) == ([word], 90)
    kept = tmp_path / "plan" / "1.json"
    written = json.loads(kept.read_text(encoding="utf-8"))
    kept.write_text(json.dumps(written | {"words": [row[:6] for row in written["words"]]}), encoding="utf-8")
    assert scan_text.kept(tmp_path, "plan", 1) is None
    kept.write_text(json.dumps(written | {"reading": 1}), encoding="utf-8")
    assert scan_text.kept(tmp_path, "plan", 1) is None


def test_rules_over_and_under_a_table_with_uprights_are_no_table_around_it() -> None:
    """Three small tables of the same width: of the outer two only the level rules were found."""
    levels = [(float(y), 0.0, 300.0) for y in (0, 15, 30, 100, 130, 160, 190, 260, 275, 290)]
    down = [(x, 100.0, 190.0) for x in (0.0, 100.0, 200.0, 300.0)]
    words = [(x + 5, y + 3, x + 60, y + 13) for y in (0.0, 15.0, 100.0, 130.0, 160.0, 260.0, 275.0) for x in COLUMNS]
    grids = find_grids(levels, down, words)
    assert (100.0, 190.0) in [(grid.ys[0], grid.ys[-1]) for grid in grids]
    assert not [grid for grid in grids if grid.ys[0] < 100.0 and grid.ys[-1] > 190.0]


@pytest.mark.parametrize(
    ("box", "why"),
    [((105.0, 135.0, 68.0, 82.0), "in a cell"), ((-300.0, -200.0, 40.0, 50.0), "beside the table")],
)
def test_a_small_box_parts_no_table_of_level_rules(box: tuple[float, float, float, float], why: str) -> None:
    left, right, top, bottom = box
    middle = (left + right) / 2
    across = [(float(y), 0.0, 300.0) for y in range(0, 210, 30)]
    across += [(top, left, right), (bottom, left, right)]
    down = [(x, top, bottom) for x in (left, middle, right)]
    grids = find_grids(across, down, _rows(0, 30, 60, 90, 120, 150))
    assert (0.0, 180.0) in [(grid.ys[0], grid.ys[-1]) for grid in grids], why


def test_outer_rules_a_little_wider_than_the_others_are_the_table_s_own() -> None:
    across = [(float(y), 0.0, 300.0) for y in range(30, 180, 30)]
    across += [(0.0, -4.0, 304.0), (180.0, -4.0, 304.0)]
    grid = find_grids(across, [], _rows(0, 30, 60, 90, 120, 150))[0]
    assert (grid.ys[0], grid.ys[-1]) == (0.0, 180.0)


def test_a_low_table_s_uprights_are_found_where_a_higher_one_on_the_page_has_them() -> None:
    picture = Image.new("L", (2400, 1600), 255)
    draw = ImageDraw.Draw(picture)
    for top, steps in ((200, (0, 60, 120)), (900, (0, 150, 300, 450))):
        for step in steps:
            draw.line((300, top + step, 2000, top + step), fill=0, width=3)
        for x in (300, 1000, 2000):
            draw.line((x, top, x, top + steps[-1]), fill=0, width=3)
    draw.text((700, 215), "Mörker och lokal oro lll i hela", fill=0, font_size=36)
    _, down = find_rules(np.asarray(picture))
    found = sorted((rule.at, rule.start) for rule in down if rule.stop < 400)
    assert {round(at / 100) for at, _ in found} == {3, 10, 20}


@pytest.mark.parametrize(("shade", "lined", "expected"), [(185, False, False), (185, True, True), (255, True, True)])
def test_a_shaded_row_carries_no_rule_on_over_it_but_keeps_its_own(shade: int, lined: bool, expected: bool) -> None:
    picture = Image.new("L", (2400, 1000), 255)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((300, 400, 2000, 448), fill=shade)
    for y in (200, 400, 448, 700):
        draw.line((300, y, 2000, y), fill=0, width=3)
    for x in (300, 1100, 2000):
        draw.line((x, 200, x, 400), fill=0, width=3)
        draw.line((x, 448, x, 700), fill=0, width=3)
        if lined:
            draw.line((x, 400, x, 448), fill=0, width=3)
    _, down = find_rules(np.asarray(picture))
    assert bool([rule for rule in down if abs(rule.at - 1100) < 8 and rule.start < 415 and rule.stop > 435]) == expected
