"""Text that came block by block, in an order of the program's own, laid out again row by row.

unfold.py (the way in), page_plan.py (what stands where), unmix.py (a block that is two cells), page_rows.py and
pages.py (a page's cells put into rows, with weave.py), written_anew.py (the words in the order of the rows)
"""
