"""The numbers that the prose states, each with its sentence."""

from transforms.narrative.facts import read_narrative
from transforms.narrative.statements import NarrativeFact

__all__ = ["NarrativeFact", "read_narrative"]
