"""What files of GLEIF have in common, whatever they hold: LEIs, XML beside CSV, and the day on which they were made."""

import re
from datetime import date
from pathlib import Path

from tadasu.lists._entity import parse_date
from tadasu.lists._problems import refusal

_LEI = re.compile(r"[0-9A-Z]{18}[0-9]{2}")
_CONTENT_DATE = re.compile(rb"<(?:\w+:)?ContentDate>\s*(\d{4}-\d{2}-\d{2})")
_DAY_IN_NAME = re.compile(r"^(\d{8})-\d{4}-gleif-goldencopy")


def looks_like_lei(text: str) -> bool:
    """Is this a Legal Entity Identifier, check digits included (ISO 17442, ISO 7064 MOD 97-10)?

    >>> looks_like_lei("00000000000000000098"), looks_like_lei("00000000000000000099")
    (True, False)
    """
    return bool(_LEI.fullmatch(text)) and int("".join(str(int(letter, 36)) for letter in text)) % 97 == 1


def is_xml(head: bytes) -> bool:
    """Does a file begin as XML does? Else it is taken for the CSV."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


def date_of_csv(path: Path) -> date | None:
    """The day in the publisher's own name of the file, else None: nothing inside says it."""
    found = _DAY_IN_NAME.match(path.name)
    return parse_date(found[1], "%Y%m%d") if found else None


def date_of_xml(path: Path, head: bytes, *, root: bytes) -> date | None:
    """The day of the header, which stands before the records. Raises ListRefused when the root element is another."""
    if root not in head:
        raise refusal("unknown-layout", path, expected=root.decode())
    found = _CONTENT_DATE.search(head)
    return parse_date(found[1].decode(), "%Y-%m-%d") if found else None
