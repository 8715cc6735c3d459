"""Log lines as JSON objects: one line, one event, and the edition that it is about."""

import json
import logging
import re
from datetime import UTC, datetime

# What a record may bring along under a name of its own.
CARRIED = ("edition", "attempt", "issue", "kind")
SECRETS = re.compile(
    r"(?i)(://[^:/@\s]*:)[^@\s]+(?=@)"  # the password in an address
    r"|((?:password|passwd|token|secret|sessionid|csrftoken|authorization)[\"']?\s*[=:]\s*[\"']?)"
    r"[^\s,;&\"']+"
)


def without_secrets(text: str) -> str:
    """The text with passwords, tokens and keys struck out."""
    return SECRETS.sub(lambda found: f"{found[1] or found[2]}***", text)


def without_traceback(record: logging.LogRecord) -> bool:
    """A filter for what strangers do to us all day long: one line says it."""
    record.exc_info = record.exc_text = None
    return True


class LineFormatter(logging.Formatter):
    """Plain lines for people, without secrets."""

    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(super().format(record))


class JsonFormatter(logging.Formatter):
    """One object a line, for programs that collect logs."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "process": record.process,
            "message": without_secrets(record.getMessage()),
        }
        told |= {name: getattr(record, name) for name in CARRIED if hasattr(record, name)}
        if record.exc_info:
            told["traceback"] = without_secrets(self.formatException(record.exc_info))
        return json.dumps(told, ensure_ascii=False, default=str)
