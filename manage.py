#!/usr/bin/env python
"""Django's command line, with the newsroom's settings."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bulletin.settings")
    from django.core.management import execute_from_command_line

    from bulletin import room

    try:
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        print("\n已停下，没有做完。", file=sys.stderr)
        sys.exit(130)
    except Exception as error:
        if not (said := room.sentence_of(error)):
            raise
        sys.exit(said)


if __name__ == "__main__":
    main()
