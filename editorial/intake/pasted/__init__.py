"""READ, pasted: HTML from a clipboard, or a body already there → clean body, and what was done."""

from editorial.intake.pasted.tidy import LARGEST, Tidied, tidied

__all__ = ["LARGEST", "Tidied", "tidied"]
