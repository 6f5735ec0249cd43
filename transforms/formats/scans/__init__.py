"""Pictures of text: what two machines that read independently of each other make of them, as marks on paper."""

from transforms.formats.scans.witnesses import Corners, EngineAbsentError, Image, Line, Recogniser

__all__ = ["Corners", "EngineAbsentError", "Image", "Line", "Recogniser"]
