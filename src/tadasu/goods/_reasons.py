"""Why a step exists, in the language of the reader.

The tables of what may be made from what say it in English; `data/reasons_ja.csv` holds the Japanese of every reason, our
own translation. Rows keep the English: it is data, and what a run record and a digest name.
"""

import csv
from functools import cache

from tadasu.goods._headings import DATA


def reason_text(reason: str, language: str) -> str:
    """The reason of a row or rule in a language; as it is in English, and where nothing is known of it.

    >>> reason_text("weaving, mainly cotton", "ja"), reason_text("weaving, mainly cotton", "en")
    ('綿を主とする製織', 'weaving, mainly cotton')
    """
    return _japanese().get(reason, reason) if language == "ja" else reason


@cache
def _japanese() -> dict[str, str]:
    with (DATA / "reasons_ja.csv").open(encoding="utf-8", newline="") as file:
        return {row["reason"]: row["ja"] for row in csv.DictReader(file)}
