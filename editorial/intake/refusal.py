"""Refused: a manuscript that is not taken, and the one sentence that says why and what to do."""


class Refused(Exception):
    """Nothing was stored. ``message`` is a whole Chinese sentence for the editor."""

    def __init__(self, message: str):
        self.message = message
        super().__init__(message)
