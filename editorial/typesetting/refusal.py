"""Refused: what the press will not or cannot print, as one Chinese sentence for the editor."""


class Refused(Exception):
    """An edition that was not made. The message says what, where and what to do."""
