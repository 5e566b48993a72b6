"""Text that kept its columns, read by where its words stand: what of a line stands under one header is of one cell, and
whatever shows that a row begins is scored for the whole table.

layout.py (the way in: the headers and their columns), placed.py (a line's pieces), align.py (a page without a header),
rows.py (where rows begin), merged.py (cells that hold for several rows), outside.py (what stands between tables)
"""
