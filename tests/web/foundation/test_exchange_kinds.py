"""Kinds: what may be in a package is closed, and nothing sealed can be put into one, by whatever way."""

import ast
import base64
from datetime import date, datetime
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

import pytest
from tests.web.made_exchange import COUNT, Side, two
from tests.web.made_vault import holder, sealed

import tadasu.web.foundation.exchange as exchange
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.exchange import kinds as known
from tadasu.web.foundation.exchange._schema import closed
from tadasu.web.foundation.exchange._statistics import LEAST, statistics_since
from tadasu.web.foundation.exchange.actions import send
from tadasu.web.foundation.exchange.faults import Fault
from tadasu.web.foundation.exchange.foundation_kinds import FINDINGS, STATISTICS
from tadasu.web.foundation.exchange.kinds import Built, Kind, check, kind_of, kinds, latest, register
from tadasu.web.foundation.procedure.models import Run, Version
from tadasu.web.foundation.vault.models import SealedRecord

SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"note": {"type": "string", "maxLength": 10}},
}


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kinds that a test registers are gone after it."""
    monkeypatch.setattr(known, "_KINDS", dict(known._KINDS))


def made(name: str = "notes", version: int = 1, schema: Any = None, build: Any = None) -> Kind:
    return Kind(
        name=name,
        version=version,
        label="Notes",
        schema=SCHEMA if schema is None else schema,
        build=build or (lambda actor, organisation, since: Built(lines=[])),
        take=lambda actor, origin, lines: {},
    )


def test_every_instance_has_findings_and_statistics() -> None:
    assert {"findings", "statistics"} <= {one.name for one in kinds()}


def test_a_desk_registers_its_own_and_the_latest_version_is_sent() -> None:
    register(made())
    newer = register(made(version=2))
    assert latest("notes") is newer
    assert kind_of("notes", 1).version == 1


@pytest.mark.parametrize("name", ["", "Notes", "../notes", "no tes", "notes\n"])
def test_a_kind_needs_a_name_that_is_a_word(name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        register(made(name))


def test_a_kind_is_registered_once() -> None:
    register(made())
    with pytest.raises(ValueError, match="twice"):
        register(made())


def test_one_desk_makes_a_kind_and_another_takes_it() -> None:
    makes = Kind(
        name="notes", version=1, label="Notes", schema=SCHEMA, build=lambda actor, place, since: Built(lines=[])
    )
    takes = Kind(name="notes", version=1, label="Notes", schema=SCHEMA, take=lambda actor, origin, lines: {})
    assert register(makes).take is None
    whole = register(takes)
    assert (whole.build, whole.take) == (makes.build, takes.take)
    register(Kind(name="others", version=1, label="Notes", schema=SCHEMA, take=takes.take))
    with pytest.raises(ValueError, match="two forms"):
        register(Kind(name="others", version=1, label="Notes", schema=STATISTICS.schema, build=makes.build))


@pytest.mark.parametrize(
    "schema",
    [
        {},
        {"type": "string", "maxLength": 5},
        {"type": "object", "properties": {}},
        {"type": "object", "additionalProperties": True, "properties": {}},
        {**SCHEMA, "properties": {"a": {"type": "string"}}},
        {**SCHEMA, "properties": {"a": {"type": "string", "maxLength": 5, "pattern": "[a-z]"}}},
        {**SCHEMA, "properties": {"a": {"type": "array", "items": {"type": "integer"}}}},
        {**SCHEMA, "properties": {"a": {"type": "array", "maxItems": 5, "items": {"type": "object"}}}},
        {**SCHEMA, "properties": {"a": {}}},
        {**SCHEMA, "patternProperties": {".": {"type": "string", "maxLength": 5}}},
        {**SCHEMA, "properties": {"a": {"type": "object", "properties": {"b": {"type": "integer"}}}}},
    ],
)
def test_a_schema_that_leaves_something_open_is_not_taken(schema: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="/"):
        register(made(schema=schema))


def test_every_schema_that_is_shipped_is_closed() -> None:
    for one in kinds():
        closed(one.schema)


@pytest.mark.parametrize(
    "changed",
    [{"name": "somebody"}, {"count": 9}, {"count": 10.0}, {"of": "A b"}, {"month": "2026-13"}, {"month": "0000-01"}],
)
def test_a_document_holds_what_its_kind_names_and_nothing_else(changed: dict[str, object]) -> None:
    check(STATISTICS, [COUNT])
    with pytest.raises(Fault) as found:
        check(STATISTICS, [COUNT | changed])
    assert found.value.code == "exchange-document"
    assert "somebody" not in str(found.value)


def test_no_text_of_a_document_is_in_what_is_said_about_it() -> None:
    with pytest.raises(Fault) as found:
        check(STATISTICS, [COUNT | {"of": "Ikumi Tanemoto"}])
    assert "Ikumi" not in str(found.value)


class _Sealed(dict[str, Any]):
    """A mapping that holds more than it shows."""

    hidden: ClassVar[bytes] = b"canary"


@pytest.mark.usefixtures("database")
def test_nothing_sealed_can_be_attached_by_any_way() -> None:
    """A record of the vault, its content, bytes, a path, an open file: each is tried in every field of every kind."""
    here, there = two()
    reader = holder(here.place, "editor")
    record = sealed(here.place, reader)
    with acting(reader.actor):
        row = SealedRecord.objects.get(id=record)
    content = bytes(row.content or b"")
    things = (
        *(row, content, memoryview(content), bytearray(content), record, Path("/etc/hostname"), _Sealed(a=row)),
        *(
            base64.b64encode(content).decode() * 20,
            [content],
            {"record": str(record)},
            date.today(),
            datetime.now(),
            1.5,
        ),
    )
    for kind, line in ((STATISTICS, COUNT), (FINDINGS, told_of(here))):
        check(kind, [line])
        for name in [*kind.schema["properties"], "attachment", "record"]:
            for thing in things:
                with pytest.raises(Fault):
                    check(kind, [{**line, name: thing}])
    _tried_by_a_desk(here, there, row)


def told_of(here: Side) -> dict[str, Any]:
    """A finding as it travels."""
    from tests.web.made_exchange import concluded

    from tadasu.web.foundation.findings.queries import changes_since

    concluded(here)
    with acting(here.actor):
        return dict(changes_since(here.actor, here.place.id, 0).documents[0])


def _tried_by_a_desk(here: Side, there: Side, row: SealedRecord) -> None:
    """A desk that wants to: what it builds does not get past the schema, and nothing is in the outbox."""
    from tests.web.made_exchange import knows

    from tadasu.web.foundation.exchange.models import Sending

    for thing in (row, bytes(row.content or b""), {"note": "x", "sealed": str(row.id)}):
        known._KINDS.pop(("notes", 1), None)
        line = thing if isinstance(thing, dict) else {"note": thing}
        register(made(build=lambda actor, organisation, since, line=line: Built(lines=[line], mark=1)))
        knows(here, there, gives=["notes"])
        with acting(here.actor):
            with pytest.raises(Fault):
                send(here.actor, peer=here.peer(there), kind="notes")
            assert not Sending.objects.exists()


def test_the_exchange_knows_nothing_of_the_vault() -> None:
    for file in Path(exchange.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert "vault" not in (node.module or ""), file
            if isinstance(node, ast.Import):
                assert not any("vault" in one.name for one in node.names), file


@pytest.mark.usefixtures("database")
def test_counts_are_of_whole_months_that_are_over_each_sent_once_and_none_is_small() -> None:
    here, _ = two()
    with acting(here.actor):
        version = Version.objects.create(procedure="test", digest=uuid4().hex, data={})
        for month, count in ((8, LEAST - 1), (9, LEAST), (10, LEAST + 2), (11, LEAST + 5)):
            for _ in range(count):
                Run.objects.create(
                    organisation=here.place,
                    kind="test.case",
                    subject=uuid4(),
                    version=version,
                    shown_to=[here.place.id],
                    opened_at=datetime(2025, month, 15).astimezone(),
                    state="open",
                    state_since=date(2025, month, 15),
                )
        all_of_it = statistics_since(here.actor, here.place.id, 0)
        assert [(one["month"], one["count"]) for one in all_of_it.lines] == [
            ("2025-09", LEAST),
            ("2025-10", LEAST + 2),
            ("2025-11", LEAST + 5),
        ]
        check(STATISTICS, all_of_it.lines)
        assert not statistics_since(here.actor, here.place.id, all_of_it.mark).lines
        since_september = statistics_since(here.actor, here.place.id, 2025 * 12 + 8)
        assert [one["month"] for one in since_september.lines] == ["2025-10", "2025-11"]
