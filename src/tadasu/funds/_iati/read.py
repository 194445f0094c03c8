"""A stranger's activity file, of any version 2, taken in as far as it can be read, with a report of what could not.

An importer that is strict reads nothing: of the files that are published many break the schema. So whatever is missing stays
empty, whatever is in excess is left aside, and both are said with the line. Only a file that could harm is refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from lxml import etree

from tadasu.funds._file_problems import found, refused
from tadasu.funds._iati.attributes import note_attributes
from tadasu.funds._iati.rows import (
    IatiActivityRead,
    IatiActivityRow,
    IatiBudgetRow,
    IatiParticipantRow,
    IatiShareRow,
    IatiTransactionRow,
)
from tadasu.funds._iati.stream import BrokenOff, Stream, line_of
from tadasu.funds._iati.values import (
    Log,
    attribute,
    child,
    children,
    day,
    language,
    name_of,
    narratives,
    percentage,
    value_of,
)
from tadasu.schema import Problem

VERSIONS = ("2.01", "2.02", "2.03")
ROOT = "iati-activities"
_KINDS = frozenset(str(number) for number in range(1, 14))


@dataclass(frozen=True, slots=True, kw_only=True)
class IatiRead:
    """All of a file. `complete` is false when the file breaks off: what came before is there."""

    activities: tuple[IatiActivityRead, ...]
    problems: tuple[Problem, ...]
    complete: bool
    version: str


class IatiReader:
    """Goes through a file once, one activity in memory at a time; afterwards `problems`, `complete` and `version` are known."""

    def __init__(self, source: BinaryIO, *, file: str) -> None:
        self.file = file
        self.complete = False
        self.version = ""
        self._source = source
        self._log = Log(file)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """By line."""
        return self._log.result()

    def __iter__(self) -> Iterator[IatiActivityRead]:
        """Each activity. Raises InputError with one problem when the file is refused."""
        stream, seen = Stream(self._source, self.file), set[str]()
        try:
            for number, one in enumerate(stream, 1):
                if number == 1:
                    self._root(stream)
                read = _activity(one, number, self._log)
                if (identifier := read.activity.identifier) in seen:
                    self._log.note("iati-identifier-repeated", one, "iati-identifier", identifier)
                seen.add(identifier)
                yield read
            if not seen:
                self._root(stream)
            self.complete = True
        except BrokenOff as end:
            self._log.add(found("iati-breaks-off", self.file, line=end.line, params={"reason": end.reason}))

    def _root(self, stream: Stream) -> None:
        if stream.root != ROOT:
            raise refused("iati-root", self.file, value=stream.root)
        self.version = stream.attributes.get("version", "")
        if self.version not in VERSIONS:
            self._log.add(found("iati-version", self.file, path="@version", value=self.version))


def read_iati(source: BinaryIO, *, file: str) -> IatiRead:
    """A file at once. Raises InputError as `IatiReader` does."""
    reader = IatiReader(source, file=file)
    activities = tuple(reader)
    return IatiRead(activities=activities, problems=reader.problems, complete=reader.complete, version=reader.version)


def _activity(one: etree._Element, number: int, log: Log) -> IatiActivityRead:
    note_attributes(one, log)
    identifier = ""
    if (said := child(one, "iati-identifier")) is not None:
        identifier = (said.text or "").strip()
    if not identifier:
        log.note("iati-identifier-missing", one, "iati-identifier")
    spoken = language(one, "en")
    row = _activity_row(one, identifier, number, spoken, log)
    transactions = [
        _transaction(each, row, count, spoken, log) for count, each in enumerate(children(one, "transaction"), 1)
    ]
    return IatiActivityRead(
        activity=row,
        participants=tuple(_participant(each, identifier, spoken) for each in children(one, "participating-org")),
        budgets=tuple(_budget(each, row, log) for each in children(one, "budget")),
        transactions=tuple(transactions),
    )


def _activity_row(one: etree._Element, identifier: str, number: int, spoken: str, log: Log) -> IatiActivityRow:
    for name in ("reporting-org", "title", "activity-status"):
        if child(one, name) is None:
            log.note("iati-missing", one, "iati-activity", identifier, {"element": name})
    reporter, title = child(one, "reporting-org"), child(one, "title")
    general = next((each for each in children(one, "description") if attribute(each, "type") in ("", "1")), None)
    days = {
        attribute(each, "type"): day(each, "iso-date", log, "activity-date") for each in children(one, "activity-date")
    }
    hierarchy = attribute(one, "hierarchy")
    return IatiActivityRow(
        identifier=identifier,
        number=number,
        line=line_of(one),
        reporter=attribute(reporter, "ref"),
        reporter_kind=attribute(reporter, "type"),
        reporter_name=name_of(reporter, spoken),
        secondary=attribute(reporter, "secondary-reporter") in ("1", "true"),
        title=narratives(title, spoken),
        description=narratives(general, spoken),
        status=attribute(child(one, "activity-status"), "code"),
        hierarchy=int(hierarchy) if hierarchy.isdecimal() and len(hierarchy) < 4 else 1,
        currency=attribute(one, "default-currency").upper(),
        language=spoken,
        planned_start=days.get("1"),
        actual_start=days.get("2"),
        planned_end=days.get("3"),
        actual_end=days.get("4"),
        **_where_and_what(one, log),
        related=tuple((attribute(each, "type"), attribute(each, "ref")) for each in children(one, "related-activity")),
        conditions=_conditions(one, spoken),
        links=tuple(attribute(each, "url") for each in children(one, "document-link")),
    )


def _conditions(one: etree._Element, spoken: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    conditions = child(one, "conditions")
    return () if conditions is None else tuple(narratives(each, spoken) for each in children(conditions, "condition"))


def _where_and_what(one: etree._Element, log: Log) -> dict[str, tuple[IatiShareRow, ...]]:
    """Sectors, countries and regions; where no vocabulary is named, it is the DAC's."""
    names = {"sectors": "sector", "countries": "recipient-country", "regions": "recipient-region"}
    return {
        field: tuple(
            IatiShareRow(
                code=attribute(each, "code"),
                vocabulary="" if field == "countries" else attribute(each, "vocabulary") or "1",
                percentage=percentage(each, log, name),
                line=line_of(each),
            )
            for each in children(one, name)
        )
        for field, name in names.items()
    }


def _participant(one: etree._Element, activity: str, spoken: str) -> IatiParticipantRow:
    return IatiParticipantRow(
        activity=activity,
        role=attribute(one, "role"),
        ref=attribute(one, "ref"),
        kind=attribute(one, "type"),
        name=name_of(one, spoken),
        own_activity=attribute(one, "activity-id"),
        line=line_of(one),
    )


def _budget(one: etree._Element, activity: IatiActivityRow, log: Log) -> IatiBudgetRow:
    value = child(one, "value")
    return IatiBudgetRow(
        activity=activity.identifier,
        start=day(child(one, "period-start"), "iso-date", log, "budget/period-start"),
        end=day(child(one, "period-end"), "iso-date", log, "budget/period-end"),
        amount=value_of(value, log, "budget/value"),
        currency=_currency(one, value, activity, log, "budget/value"),
        status=attribute(one, "status"),
        line=line_of(one),
    )


def _transaction(
    one: etree._Element, activity: IatiActivityRow, number: int, spoken: str, log: Log
) -> IatiTransactionRow:
    path = f"transaction[{number}]"
    kind, value = attribute(child(one, "transaction-type"), "code"), child(one, "value")
    if kind not in _KINDS:
        log.note("iati-transaction-type", one, f"{path}/transaction-type/@code", kind)
    on = child(one, "transaction-date")
    for name, each in (("value", value), ("transaction-date", on)):
        if each is None:
            log.note("iati-missing", one, path, activity.identifier, {"element": name})
    provider, receiver = child(one, "provider-org"), child(one, "receiver-org")
    return IatiTransactionRow(
        activity=activity.identifier,
        number=number,
        kind=kind,
        on=day(on, "iso-date", log, f"{path}/transaction-date"),
        amount=value_of(value, log, f"{path}/value"),
        currency=_currency(one, value, activity, log, f"{path}/value"),
        value_date=day(value, "value-date", log, f"{path}/value"),
        description=narratives(child(one, "description"), spoken),
        provider=attribute(provider, "ref"),
        provider_name=name_of(provider, spoken),
        provider_activity=attribute(provider, "provider-activity-id"),
        receiver=attribute(receiver, "ref"),
        receiver_name=name_of(receiver, spoken),
        receiver_activity=attribute(receiver, "receiver-activity-id"),
        **_where_and_what(one, log),
        line=line_of(one),
    )


def _currency(one: etree._Element, value: etree._Element | None, activity: IatiActivityRow, log: Log, path: str) -> str:
    currency = attribute(value, "currency").upper() or activity.currency
    if value is not None and not currency:
        log.note("iati-currency-missing", one, f"{path}/@currency", activity.identifier)
    return currency
