"""Reports of known figures, sent through the real tools that people use, and read again.

`make tools` runs it. A *document* is a report that was drawn and damaged; a *route* says in what file it is written and
to which tools it goes. What may be loaded comes from the document alone: neither the tools nor the reader are asked.
"""
