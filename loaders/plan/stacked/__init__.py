"""Rows found again in text whose table is gone. `read.py` is the way in and chooses among the readings.

The text itself       text.py (words and lines), broken.py (words that columns cut), phrases.py (vocabulary found in
                      it), flow.py (what its blank lines and spaces say), widths.py (where a column wraps), count.py
                      (a column that counts the rows)
Parted into           sections.py (tables with their columns), cells.py (cells and the rows they stand in)
What is no row        the room headers/ (headers, instructions, areas over a table or between its rows, page titles)
How cells read        cues.py (wording, with weights counted by learn.py), borders.py (where a cell may end), known.py
                      (the same plan, read from a table), log_sum.py (likelihoods summed)
Cells in order        the room in_order/ (a model of what follows what, rows that a page's end cut; for blocks in any
                      order too)
Columns kept          the room in_columns/ (by where words stand)
Block by block        the room in_blocks/ (each block a column, and all that tells its row weighed together)
Lines across columns  the room across/ (by where one column's words end and the next one's begin in each line), joins.py
                      (which words follow each other) and column_words.py (which column a word stands in), both with
                      weights they count
Handed on             places.py (areas' cells that only say where), goals.py (goals that hold for several measures),
                      table.py (as tables, like all others), told.py (how sure, what became of each line, what is
                      asked), unsaid.py (what the rows may not say)
"""
