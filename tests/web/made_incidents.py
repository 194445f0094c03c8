"""A group that takes in files of incidents, for tests: all invented."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any
from uuid import UUID

from tests.web.made import organisation, person
from tests.web.made_custody import coming
from tests.web.made_vault import REASON, Holder, holder, lately

from tadasu.web.evidence.incidents import _staged, actions, queries
from tadasu.web.evidence.incidents._plan import KEEP, Plan, guess
from tadasu.web.evidence.incidents._reading import Look, look
from tadasu.web.evidence.incidents.actions.importing import read_as
from tadasu.web.evidence.incidents.models import Batch, Incident, Unmapped
from tadasu.web.foundation.access import Actor, acting
from tadasu.web.foundation.accounts.actor import steward

PURPOSE = "verify"
HEAD = ("事案番号", "件名", "概要", "侵害の種類", "国", "場所", "会社名", "品目コード", "発生日", "人数", "出典")
ROWS = (
    (
        *("N-1", "寮の門の施錠", "夜は門に鍵がかかっていた（架空）。", "強制労働", "中国", "Hotan", "架空紡績", "5205"),
        *("令和7年5月3日", "40", "架空新報"),
    ),
    (
        *("N-2", "旅券の預かり", "監督が旅券を集めた（架空）。", "旅券の取り上げ", "ベトナム", "工場の裏"),
        *("架空電子", "8541.43", "2025-06", "12人", "架空新報"),
    ),
    (
        *("N-3", "賃金の遅れ", "Pay came four months late (invented).", "何か別のこと", "どこか", "", "", "cotton"),
        *("03/04/2025", "約200人", "架空通信"),
    ),
)
SECRET = "夜は門に鍵がかかっていた"


def table(
    rows: Iterable[Sequence[str]] = ROWS, head: Sequence[str] = HEAD, *, encoding: str = "utf-8", sign: str = ","
) -> bytes:
    """A CSV."""
    written = io.StringIO()
    csv.writer(written, delimiter=sign).writerows([head, *rows])
    return written.getvalue().encode(encoding)


def many(count: int) -> bytes:
    """A CSV of so many incidents."""
    return table(
        (f"N-{at}", f"件名{at}", f"概要{at}（架空）", "児童労働", "インド", "", "", "", "2024", "3", "架空新報")
        for at in range(count)
    )


def entities(*extra: dict[str, Any]) -> bytes:
    """FollowTheMoney, the event before whom it refers to."""
    found: list[dict[str, Any]] = [
        {
            "id": "ev-1",
            "schema": "Event",
            "properties": {
                "name": ["Dormitory locked at night (invented)"],
                "summary": ["The gate was locked."],
                "description": ["The gate was locked at night (invented)."],
                "keywords": ["forced labour"],
                "country": ["cn"],
                "location": ["Hotan"],
                "involved": ["co-1"],
                "startDate": ["2025-05-03"],
                "publisher": ["Invented Monitor"],
                "sourceUrl": ["https://monitor.example/1"],
            },
        },
        {"id": "co-1", "schema": "Company", "properties": {"name": ["Kakū Spinning (invented)"]}},
        {"id": "p-1", "schema": "Person", "properties": {"name": ["Ikumi Tanemoto (invented)"]}},
        *extra,
    ]
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in found).encode()


UWAZI_HEAD = (
    "Title",
    "Date added",
    "Template",
    "Violation",
    "Country",
    "Period",
    "Name",
    "Geolocation",
    "Documents",
    "Attachments",
    "Published",
)
UWAZI_ROWS = (
    (
        *("Locked dormitory (invented)", "2025-07-01", "Incident", "Labour::Forced labour|Isolation", "China"),
        *("2025-05-03~2025-06-01", "", "37.1|79.9", "/files/a.pdf", "", "Published"),
    ),
    ("Ikumi Tanemoto (invented)", "2025-07-01", "Person", "", "", "", "Ikumi", "", "", "", "Unpublished"),
)


def uwazi() -> bytes:
    """As Uwazi exports it."""
    return table(UWAZI_ROWS, UWAZI_HEAD)


def zipped(inner: bytes, name: str = "import.csv", *, files: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """As Uwazi takes it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, inner)
        for other, content in files.items():
            archive.writestr(other, content)
    return made.getvalue()


def seen(content: bytes, *, piece: int = 1000) -> Look:
    """What a file looks like."""
    return look(lambda: (content[at : at + piece] for at in range(0, len(content), piece)))


def plan_for(content: bytes, **more: Any) -> Plan:
    """What the headers suggest."""
    found = seen(content)
    columns = found.guessed if found.format == "ftm" else guess(found.columns)
    return Plan(**{"format": found.format, "columns": columns, "unmapped": KEEP, **more})


class Group:
    """A civil-society group: a documenter who takes files in, a colleague, an editor, an auditor; somebody of another group."""

    def __init__(self) -> None:
        self.place = organisation("civil-society", "Ōmizo Watch (invented)")
        self.one, self.other = holder(self.place, "documenter"), holder(self.place, "verifier")
        self.editor: Actor = lately(person(self.place, "editor"))
        self.auditor: Actor = lately(person(self.place, "auditor"))
        self.elsewhere = organisation("civil-society", "Another Group (invented)")
        self.stranger = holder(self.elsewhere, "documenter", "verifier")

    def received(
        self, content: bytes | None = None, *, public: bool = False, by: Holder | None = None,
        readers: Sequence[UUID] = (), **more: Any,
    ) -> Batch:  # fmt: skip
        """A file that was received."""
        by = by or self.one
        said = {
            "label": "incidents of the north",
            "attribution": "Ōmizo Watch (invented), CC BY" if public else "",
            **more,
        }
        with acting(by.actor), coming(table() if content is None else content, "north (invented).csv") as received:
            return actions.receive_batch(
                by.actor, organisation=self.place.id, received=received, readers=readers, public=public, **said
            )

    def read(self, content: bytes | None = None, *, by: Holder | None = None, kind: str = "", **more: Any) -> Batch:
        """A confidential file that was read."""
        content = table() if content is None else content
        batch = self.received(
            content, by=by, **{key: more.pop(key) for key in ("label", "origin", "readers") if key in more}
        )
        return self.now(self.reads(batch, plan_for(content, **more), by=by, kind=kind))

    def reads(self, batch: Batch, plan: Plan, *, by: Holder | None = None, kind: str = "") -> Batch:
        """Read now, or put where the worker reads it."""
        by = by or self.one
        act = actions.wait_for_worker if batch.public else actions.read_confidential
        with acting(by.actor):
            return act(by.actor, batch=batch.id, key=by.key, purpose=PURPOSE, reason=REASON, plan=plan, kind=kind)

    def published(self, content: bytes | None = None, *, kind: str = "", origin: str = "", **more: Any) -> Batch:
        """A public file that was read, as the worker does it, within the test's transaction."""
        content = table() if content is None else content
        batch = self.received(content, public=True, origin=origin)
        self.reads(batch, plan_for(content, **more), kind=kind)
        return self.worked(batch)

    def worked(self, batch: Batch) -> Batch:
        """The worker has been there."""
        read_as(steward(self.place), batch.id)
        _staged.remove(batch.id)  # it goes on commit, which a test does not reach
        return self.now(batch)

    def now(self, batch: Batch) -> Batch:
        """As it stands."""
        with acting(self.one.actor):
            return queries.batch_of(self.one.actor, batch.id)

    def incidents(self, batch: Batch | None = None) -> list[Incident]:
        """The newest versions, in order."""
        with acting(self.one.actor):
            found = queries.incidents_of(self.one.actor, self.place.id)
            return list((found if batch is None else found.filter(batch=batch)).order_by("batch", "number"))

    def unmapped(self, batch: Batch) -> list[tuple[int, str, str, bool]]:
        """What had no code."""
        with acting(self.one.actor):
            return list(
                Unmapped.objects.filter(batch=batch).order_by("id").values_list("row", "field", "why", "left_out")
            )

    def holding(self, text: str) -> list[int]:
        """Numbers of those whose words hold it."""
        with acting(self.one.actor):
            return sorted(
                queries.incidents_holding(self.one.actor, self.place.id, text).values_list("number", flat=True)
            )
