"""公开站 THE ARCHIVE: the public reading room. Reads what is published and writes nothing.

``urls`` names the doors, ``access`` says who may pass and what every answer carries, ``reading``
asks the database, ``display`` readies a body for the screen, ``views`` and ``files`` answer.
"""
