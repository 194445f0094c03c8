"""Beneficial Ownership Data Standard 0.4: the relationships of a file as stakes.

Built from the standard's schema (relationship-record.json, interestType.csv) and its published examples. The last statement
of a record counts, as with entities: for a day in the past, take the file of that day.

- An interest that is said to be direct, or of which it is not known, counts as it stands.
- Indirect shares and votes whose components are named are left out: the file has the parts themselves. Those without
  components are read from nothing up to what is said, because they may be counted already on their way.
- A relationship whose kind is not said or not known may be ownership: it is read as shares without a figure.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from tadasu.lists._source import Source
from tadasu.lists._stake_cells import HUNDRED, Bounds, band_share, exact_share, first_day, number_of, period_between
from tadasu.lists._stake_problems import StakeNotes
from tadasu.lists._stakes import StakeFile
from tadasu.lists.bods._statements import Statement, day_of, last_statements, part_of, parts_of, text_of
from tadasu.schema import ALWAYS, WHOLE, Certainty, EntityId, Origin, Period, Stake, StakeKind

STAKE_READER_VERSION = "1"

KINDS = {
    "": StakeKind.SHARES,
    "appointmentOfBoard": StakeKind.CONTROL,
    "controlByLegalFramework": StakeKind.CONTROL,
    "controlViaCompanyRulesOrArticles": StakeKind.CONTROL,
    "otherInfluenceOrControl": StakeKind.CONTROL,
    "shareholding": StakeKind.SHARES,
    "trustee": StakeKind.CONTROL,
    "unknownInterest": StakeKind.SHARES,
    "unpublishedInterest": StakeKind.SHARES,
    "votingRights": StakeKind.VOTES,
}
"""Types of interest that are stakes. The others (seats, officers, rights by contract, beneficiaries ...) are counted."""

OFFICIAL = frozenset({"officialRegister", "verified"})

Found = tuple[StakeKind, Period, Bounds | None]


def read_stakes(path: Path, source: Source) -> StakeFile:
    """A stake for every kind and period of every relationship between two named parties, in the order of their rows."""
    notes = StakeNotes(path)
    latest, rows, list_date = last_statements(path, "relationship")
    stakes = [
        stake
        for row, statement in sorted(latest, key=lambda found: found[0])
        for stake in _stakes(source, row, statement, notes)
    ]
    return StakeFile(stakes=tuple(stakes), problems=notes.problems, list_date=list_date, rows=rows)


def _stakes(source: Source, row: int, statement: Statement, notes: StakeNotes) -> Iterator[Stake]:
    details = statement["recordDetails"]
    parties = []
    for key in ("interestedParty", "subject"):
        name = source.clean(details[key]) if isinstance(details.get(key), str) else ""
        if not name:
            notes.count("stake-without-party", row=row, column=key, value=text_of(part_of(details, key).get("reason")))
            return
        parties.append(EntityId(f"{source.id}:{name}"))
    added: dict[tuple[StakeKind, Period], Bounds | None] = {}
    for kind, period, share in _interests(row, statement, notes):
        added[kind, period] = _sum(added[kind, period], share) if (kind, period) in added else share
    for (kind, period), share in added.items():
        least, most = share or (None, None)
        yield Stake(
            owner=parties[0],
            company=parties[1],
            origin=Origin(list_id=source.id, row=row),
            kind=kind,
            least=least,
            most=most,
            period=period,
            certainty=_certainty(statement),
        )


def _interests(row: int, statement: Statement, notes: StakeNotes) -> Iterator[Found]:
    details = statement["recordDetails"]
    closed = day_of(statement.get("statementDate")) if statement.get("recordStatus") == "closed" else None
    for interest in parts_of(details, "interests") or [{}]:
        name = text_of(interest.get("type"))
        kind = KINDS.get(name)
        indirect = interest.get("directOrIndirect") == "indirect" and kind is not StakeKind.CONTROL
        if kind is None:
            notes.count("stake-of-other-kind", row=row, column="type", value=name)
        elif indirect and details.get("componentRecords"):
            notes.count("stake-in-components", row=row, column="directOrIndirect", value=name)
        elif (period := _period(row, interest, closed, notes)) is not None:
            share = _share(row, interest, notes)
            yield kind, period, (0, share[1]) if indirect and share else share


def _period(row: int, interest: Statement, closed: date | None, notes: StakeNotes) -> Period | None:
    """None for an interest that was over on the day it began. The end date is the first day on which it is no more."""
    start, end = first_day(text_of(interest.get("startDate"))), first_day(text_of(interest.get("endDate")))
    for key, day in (("startDate", start), ("endDate", end)):
        if interest.get(key) and day is None:
            notes.count("stake-period-unclear", row=row, column=key, value=text_of(interest[key]))
    over = end or closed
    if start and over and start == over:
        notes.count("stake-ended", row=row, column="endDate")
        return None
    period = period_between(start, over - timedelta(days=1) if over and over > date.min else None)
    if period is None:
        notes.count("stake-period-unclear", row=row, column="endDate", value=f"{start}/{over}")
    return period or ALWAYS


def _share(row: int, interest: Statement, notes: StakeNotes) -> Bounds | None:
    share = part_of(interest, "share")
    if not share:
        return None
    bounds = _bounds({key: number_of(value) for key, value in share.items()})
    if bounds is None:
        notes.count("stake-share-unclear", row=row, column="share", value=_as_text(share))
    return bounds


def _bounds(share: dict[str, Decimal | None]) -> Bounds | None:
    """The exact figure, or the band; an end that is not given is the end of the whole."""
    if any(value is None for value in share.values()):
        return None
    exact = share.get("exact")
    if exact is not None:
        return exact_share(exact)
    low, over = share.get("minimum"), share.get("exclusiveMinimum")
    high, under = share.get("maximum"), share.get("exclusiveMaximum")
    least = max((end for end in (low, over) if end is not None), default=Decimal(0))
    most = min((end for end in (high, under) if end is not None), default=HUNDRED)
    return band_share(least, most, over=over == least, under=under == most)


def _sum(one: Bounds | None, other: Bounds | None) -> Bounds | None:
    """Two holdings of one kind together; no figure is anything from nothing to the whole."""
    if one is None and other is None:
        return None
    (low, high), (more, most) = one or (0, WHOLE), other or (0, WHOLE)
    return min(WHOLE, low + more), min(WHOLE, high + most)


def _certainty(statement: Statement) -> Certainty:
    types = part_of(statement, "source").get("type")
    found = types if isinstance(types, list) else [types]
    return Certainty.VERIFIED if OFFICIAL & {text_of(name) for name in found} else Certainty.REPORTED


def _as_text(share: Any) -> str:
    return ", ".join(f"{key} {value}" for key, value in share.items())
