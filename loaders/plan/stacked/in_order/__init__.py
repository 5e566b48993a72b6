"""Which column each stretch of text stands in when the cells come in order: a semi-Markov model, decoded with Viterbi.

A table read cell by cell gives each row's columns from left to right; a step back to the left begins a new row. A cell
scores by its wording, by how its lines fit the column's width, by what the same text was in other rows, and by known
cells of another document. Skipping a blank column costs what the table's other rows say. Widths, blanks and repeated
texts are learnt from the table itself: decode, count, decode again.

The way in        decode.py (rounds of decoding and learning, in order or block by block)
What is there     table_text.py (a table's words and the borders between them), stretches.py (what may be a cell)
What is known     steps.py (from column to column), learnt.py (of one table), taught.py (counted over decoded
                  tables)
The reading       scores.py (each stretch in each column), best_way.py (the best way through), sure.py (how sure its
                  cells are)
Over page ends    cut.py (a row cut above), rest.py (its rest below), page_ends.py (where the two meet), over_pages.py
                  (tables and rows put together again)
"""
