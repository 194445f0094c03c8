"""Does a file end where its publisher ended it? A download that broke off often ends between two signs of a line.

XML, workbooks and JSON are refused by their own parsers when they are cut. A table and a web page are not: what is left
of them can be read, and the parties that are missing would be missed without a word.
"""

from pathlib import Path

TAIL_BYTES = 1 << 16
"""Where the end of a page is looked for: some publishers' pages go on after it with comments."""

END_MARK = b"\x1a"
"""The old sign for the end of a file, which OFAC still writes after the last line."""

_OWN_PARSER = (b"PK", b"PAR1", b"%PDF", b"{", b"[", b"<?xml")
_LINE_ENDS = (b"\n", b"\r", END_MARK)


def breaks_off(path: Path, head: bytes) -> bool:
    """Is the last line of a table without its end, or a page without `</html>`? `head` are the first bytes of the file."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return b"</html>" not in _tail(path).lower()
    if start.startswith((*(mark.lower() for mark in _OWN_PARSER), b"<")):
        return False
    return not _tail(path).endswith(_LINE_ENDS)


def _tail(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - TAIL_BYTES, 0))
        return file.read()
