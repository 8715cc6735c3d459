"""Why something was not done with a picture."""


class Refused(Exception):
    """The message is a Chinese sentence for the editor; nothing has changed."""
