"""The numbers that the prose states, each with its sentence."""

from transforms.narrative.facts import NarrativeFact, read_narrative

__all__ = ["NarrativeFact", "read_narrative"]
