"""Invented issues with their answers: a seed gives a manuscript and its entry of truth.json."""

from tests.intake.invented.issue import Invented, invent

__all__ = ["Invented", "invent"]
