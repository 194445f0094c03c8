"""Stakes of FollowTheMoney files: every Ownership document (schema Ownership.yaml, read 2026-11).

Other links between parties (directors, families, unknown links ...) are neither ownership nor control by themselves and are
counted. A share is text in this format; one that is not understood leaves the stake without a figure.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from tadasu.lists._ftm_lines import documents
from tadasu.lists._source import Source
from tadasu.lists._stake_cells import Bounds, first_day, last_day, period_between, share_of_text
from tadasu.lists._stake_problems import StakeNotes
from tadasu.lists._stakes import StakeFile
from tadasu.schema import ALWAYS, EntityId, Origin, Period, Stake

STAKE_READER_VERSION = "1"

OWNERSHIP = "Ownership"
OTHER_LINKS = frozenset(
    {
        *("Associate", "Directorship", "Employment", "Family", "Membership", "Occupancy", "Representation"),
        *("Succession", "UnknownLink"),
    }
)


def read_stakes(path: Path, source: Source) -> StakeFile:
    """A stake for every owner and asset of every Ownership document."""
    notes = StakeNotes(path)
    stakes: list[Stake] = []
    rows = 0
    for row, document in documents(path):
        rows += 1
        schema = str(document["schema"])
        if schema == OWNERSHIP:
            stakes += _stakes(source, row, document["properties"], notes)
        elif schema in OTHER_LINKS:
            notes.count("stake-of-other-kind", row=row, column="schema", value=schema)
    return StakeFile(stakes=tuple(stakes), problems=notes.problems, rows=rows)


def _stakes(source: Source, row: int, properties: dict[str, Any], notes: StakeNotes) -> Iterator[Stake]:
    owners, assets = _ids(properties.get("owner")), _ids(properties.get("asset"))
    if not owners or not assets:
        notes.count("stake-without-party", row=row, column="owner" if assets else "asset")
        return
    least, most = _share(properties, row, notes) or (None, None)
    period = _period(properties, row, notes)
    for owner in owners:
        for asset in assets:
            yield Stake(
                owner=EntityId(f"{source.id}:{owner}"),
                company=EntityId(f"{source.id}:{asset}"),
                origin=Origin(list_id=source.id, row=row),
                least=least,
                most=most,
                period=period,
            )


def _share(properties: dict[str, Any], row: int, notes: StakeNotes) -> Bounds | None:
    """Several figures of one document come from several sources: all of them lie within the bounds."""
    found: list[Bounds] = []
    for text in _texts(properties.get("percentage")):
        bounds = share_of_text(text)
        if bounds is None:
            notes.count("stake-share-unclear", row=row, column="percentage", value=text)
        else:
            found.append(bounds)
    return (min(least for least, _ in found), max(most for _, most in found)) if found else None


def _period(properties: dict[str, Any], row: int, notes: StakeNotes) -> Period:
    """The longest that the dates allow."""
    starts, ends = list[date](), list[date]()
    for name, days, reading in (("startDate", starts, first_day), ("endDate", ends, last_day)):
        for text in _texts(properties.get(name)):
            day = reading(text)
            if day is None:
                notes.count("stake-period-unclear", row=row, column=name, value=text)
            else:
                days.append(day)
    period = period_between(min(starts, default=None), max(ends, default=None))
    if period is None:
        notes.count("stake-period-unclear", row=row, column="endDate", value=max(ends).isoformat())
    return period or ALWAYS


def _texts(values: Any) -> list[str]:
    listed = values if isinstance(values, list) else [values]
    return [str(value) for value in listed if isinstance(value, str | int | float) and str(value).strip()]


def _ids(values: Any) -> list[str]:
    """Ids of entities in their order, also where a document holds the entity itself."""
    listed = values if isinstance(values, list) else [values]
    found = (value.get("id") if isinstance(value, dict) else value for value in listed)
    return list(dict.fromkeys(text for text in found if isinstance(text, str) and text.strip()))
