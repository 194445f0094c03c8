"""A group with evidence, for tests: people, companies and texts are invented."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.http import QueryDict
from tests.web.made import organisation, person
from tests.web.made_vault import REASON, Holder, holder, lately, place_of

from tadasu.web.evidence.custody import actions, exporting
from tadasu.web.evidence.custody.models import Item, Step
from tadasu.web.evidence.custody.verifying import verify
from tadasu.web.foundation.access import Actor, acting
from tadasu.web.foundation.vault.incoming import arriving
from tadasu.web.foundation.vault.receiving import Received

TEXT = "Ikumi Tanemoto (invented) says: the gate was locked at night. 夜は門に鍵がかかっていた。"
PICTURE = b"An invented picture of a gate. " * 3000
NAME = "gate (invented).jpg"
LABEL = "picture of a gate 1"
PURPOSE = "verify"


class Desk:
    """An authority: an investigator who receives, a colleague, a decider, an auditor; a person of another organisation."""

    def __init__(self) -> None:
        self.place = organisation("authority", "Kumanezawa Office (invented)")
        self.one, self.other = holder(self.place, "investigator"), holder(self.place, "investigator")
        self.decider: Actor = lately(person(self.place, "decider"))
        self.auditor: Actor = lately(person(self.place, "auditor"))
        self.elsewhere = organisation("civil-society", "Another Group (invented)")
        self.stranger = holder(self.elsewhere, "documenter", "verifier", "editor")

    def text(self, text: str = TEXT, *, by: Holder | None = None, readers: list[UUID] | None = None) -> Item:
        """A text that was received."""
        by = by or self.one
        with acting(by.actor):
            made = actions.receive_text(
                by.actor,
                organisation=self.place.id,
                kind="testimony",
                label="account of a gate 1",
                text=text,
                readers=readers or [by.id],
                language="en",
            )
            return Item.objects.get(id=made)

    def file(self, content: bytes = PICTURE, name: str = NAME) -> Item:
        """A file that was received."""
        with acting(self.one.actor), coming(content, name) as received:
            made = actions.receive_file(
                self.one.actor,
                organisation=self.place.id,
                kind="picture",
                label=LABEL,
                received=received,
                readers=[self.one.id],
            )
        return self.now(made)

    def made(self, item: Item, how: str = "transcript", text: str = "An invented transcript.") -> Item:
        """A text that was made of an item."""
        with acting(self.one.actor):
            found = actions.derive_text(self.one.actor, item=item.id, how=how, label=f"{how} 1", text=text)
        return self.now(found)

    def opened(self, item: Item, by: Holder | None = None) -> actions.OpenedItem:
        """As a reader opens it."""
        by = by or self.one
        with acting(by.actor):
            return actions.open_item(by.actor, item=item.id, key=by.key, purpose=PURPOSE, reason=REASON)

    def checked(self, item: Item) -> list[tuple[int, str]]:
        """What a check finds: step and code."""
        with acting(self.one.actor):
            found = actions.check_item(self.one.actor, item=item.id, key=self.one.key, purpose=PURPOSE, reason=REASON)
        return [(one.number, one.code) for one in found.faults]

    def exported(self, item: Item, by: Holder | None = None) -> bytes:
        """The package."""
        by = by or self.one
        with acting(by.actor):
            made = exporting.export(by.actor, item=item.id, key=by.key, purpose="law", reason=REASON)
        return b"".join(made.pieces)

    def unpacked(self, item: Item, folder: Path, by: Holder | None = None) -> Path:
        """The package, unpacked: the one folder in it."""
        zipfile.ZipFile(io.BytesIO(self.exported(item, by))).extractall(folder)
        (found,) = folder.iterdir()
        return found

    def now(self, item: Item | UUID) -> Item:
        """As it stands."""
        with acting(self.one.actor):
            return Item.objects.select_related("organisation").get(id=item.id if isinstance(item, Item) else item)

    def log(self, item: Item) -> list[Step]:
        """Its steps."""
        with acting(self.one.actor):
            return list(Step.objects.filter(item=item).order_by("number"))

    def acts(self, item: Item) -> list[str]:
        """What was done, in order."""
        return [one.act for one in self.log(item)]

    def stored(self, item: Item) -> Path:
        """Where its file lies on disk."""
        assert item.record is not None
        return place_of(self.one, item.record)


def found(desk: Desk) -> list[tuple[int, str]]:
    """The first bad step of each item."""
    with acting(desk.auditor):
        return [(one.number, one.code) for one in verify(desk.auditor, desk.place.id).faults]


@contextmanager
def coming(content: bytes, name: str = NAME) -> Iterator[Received]:
    """A file that has come in."""
    with arriving(1 << 30) as incoming:
        incoming.take(content)
        incoming.end()
        yield Received(incoming, name, "image/jpeg", QueryDict())
