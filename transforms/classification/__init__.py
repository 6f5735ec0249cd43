"""Whether a file is an annual disclosure report at all.

What surrounds the reports uses all of their words: templates, notices to compile them, guides, catalogues, rules, news,
interpretations, figures of half a year, lists of links. `evidence` gathers what speaks for a report, `other_kinds` and
`templates` what speaks for something else, `decision` weighs them: name, text and structure decide together.
"""

from transforms.classification.decision import find_rejection

__all__ = ["find_rejection"]
