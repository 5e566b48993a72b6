"""Rows found again in text whose table is gone. `read.py` is the way in and chooses among the readings.

The text itself       text.py (words and lines), broken.py (words that columns cut), phrases.py (vocabulary found in
                      it), flow.py (what its blank lines and spaces say), widths.py (where a column wraps), count.py
                      (a column that counts the rows)
What is no row        headers.py (the tables and their columns; header_rows.py when OCR read them across, leading.py
                      for first columns in words of their own), titles.py, labels.py and counted_headings.py (areas over
                      a table or between its rows), told.py (instructions), torn.py (headers cut by a page)
How cells read        cues.py (wording, with weights counted by learn.py), borders.py (where a cell may end), known.py
                      (the same plan, read from a table)
Cells in order        decode.py; cut.py and rest.py (rows that a page's end cut)
Columns kept          layout.py, placed.py (a line's pieces), outside.py (what stands between tables), align.py (a page
                      without a header), rows.py (where rows begin)
Block by block        unfold.py, pages.py, weave.py, unmix.py
Read by OCR           across.py, by_columns.py (pages read column by column under their headers), strips.py (the best
                      way through the lines), ways.py (through one line), pieces.py (what a piece says), joins.py (which
                      words follow each other, with weights it counts)
Handed on             table.py (as tables, like all others), unsaid.py (what the rows may not say)
"""
