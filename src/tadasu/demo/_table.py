"""Rows as the bytes of a CSV file: UTF-8, one line ending, the same on every machine."""

import csv
import io
from collections.abc import Iterable, Sequence


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file.

    >>> csv_bytes(("id", "name"), [("1", "a, b")])
    b'id,name\\n1,"a, b"\\n'
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()
