"""WORD: a .docx as the manuscript that Word shows: package → walk → text, numbers counted."""

from editorial.intake.word.package import LIMIT_MB
from editorial.intake.word.reader import ENCODING, read_word

__all__ = ["ENCODING", "LIMIT_MB", "read_word"]
