"""Text that came block by block, in an order of the program's own, laid out again row by row.

unfold.py (the way in), page_plan.py (what stands where, with headings.py: areas' headings apart from their tables),
block_columns.py (the column of each block, with block_cuts.py: its cells of several rows), unweave.py (a block that
holds cells of several columns), piece.py and page_rows.py (a page's cells put into rows, with pages.py and weave.py),
title_places.py (which rows its headings stand over), written_anew.py (the words in the order of the rows)
"""
