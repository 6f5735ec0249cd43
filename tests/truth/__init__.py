"""A truth-first test bench: figures are drawn first, then typeset and damaged, and the truth is kept apart.

Nothing here looks at the reader. A report is built from figures that are known, so whatever the reader returns can be
judged cell by cell: loaded rightly, confessed, or silently wrong.
"""
