"""A Document's tables to rows as written. `read.py` is the way in, and goes through the document from top to bottom.

The state         state.py (the headings and the header that stand over the row at hand)
Over a table      paragraphs.py (headings, and what labels say of all rows), transpose.py (a form turned upright),
                  align.py (a table that lost a column)
Its columns       header_row.py (a header taken), settled.py (roles told by the rows under it)
Its rows          rows.py (each taken for what it is), headings.py, measures.py, levels.py (a column of levels),
                  written.py (the texts of one row)
"""
