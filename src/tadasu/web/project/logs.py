"""Logs as lines of JSON that hold no name, address, machine or free text: what happened, of which kind, how long, how often.

A message is a fixed text of the code. Arguments of messages, exceptions' texts and addresses with what follows `?` are left
out; of an exception its type and the lines of code are kept.
"""

import json
import logging
import logging.config
import sys
import traceback
from datetime import UTC, datetime

_OWN = ("event", "count", "seconds", "status", "act", "kind", "task")
"""What our own code may add with `extra`: words and numbers that it makes itself."""


class Lines(logging.Formatter):
    """One line of JSON a record."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, the logger and the message without its arguments."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": record.msg if isinstance(record.msg, str) and record.name.startswith("tadasu") else "",
        }
        if isinstance(
            status := getattr(record, "status_code", None), int
        ):  # of Django, whose message names the address
            line |= {"message": "answered", "status": status}
        line |= {key: value for key in _OWN if isinstance(value := getattr(record, key, None), str | int | float)}
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            frames = traceback.extract_tb(error.__traceback__)
            line["error"] = type(error).__name__
            line["where"] = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in frames[-8:]]
        return json.dumps(line)


def configure(settings: object) -> None:
    """Everything to standard error, in lines; what servers say of each request is not kept."""
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"lines": {"()": Lines}},
            "handlers": {"lines": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": "lines"}},
            "root": {"handlers": ["lines"], "level": "WARNING"},
            "loggers": {"tadasu": {"level": "INFO"}},
        }
    )
