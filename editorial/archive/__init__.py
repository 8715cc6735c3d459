"""公开站 THE ARCHIVE: the public reading room. Reads what is published; its pages write nothing.

``urls`` names the doors, ``access`` says who may pass and what every answer carries, ``reading``
asks the database, ``views`` and ``files`` answer. ``keep_leaves`` is the worker's: it prepares
what the pages of articles are made of.
"""

from editorial.archive.leaves import keep_leaves

__all__ = ["keep_leaves"]
