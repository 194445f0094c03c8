"""A funder with forms and calls, for tests: all invented."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from tests.web.made_programmes import Desk as Books
from tests.web.made_vault import Holder, lately, unlocking, with_keys

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.correspondence.actions.counters import set_up_counter
from tadasu.web.foundation.correspondence.models import Counter
from tadasu.web.foundation.correspondence.purposes import Limits, Purpose, purposes, register
from tadasu.web.funding.calls import actions
from tadasu.web.funding.calls.actions import CallSaid
from tadasu.web.funding.calls.definitions import starting
from tadasu.web.funding.calls.models import Call, FormVersion
from tadasu.web.funding.calls.queries import PURPOSE

TITLE, TITLE_JA = "Voices that were silenced (invented)", "消された声のために（架空）"
ABOUT, ABOUT_JA = (
    "Money for reporting from exile.\n\nPay and rent count.",
    "亡命先からの報道のための資金です。\n\n給与と家賃も対象です。",
)


def the_purpose() -> None:
    """That of applications; where their app does not run, one for tests."""
    if PURPOSE not in purposes():
        register(
            Purpose(
                key=PURPOSE,
                kinds=frozenset({"funder"}),
                roles=frozenset({"programme", "reviewer"}),
                names={"en": "Application (invented)"},
                readers={"en": "Programme officers read it."},
                states={"received": {"en": "received"}},
                limits=Limits(),
            )
        )


class Desk(Books):
    """Its calls can be opened: somebody reads what comes in, and rates are known."""

    def __init__(self, vehicle: str = "fund") -> None:
        super().__init__(vehicle)
        the_purpose()
        self.reader = unlocking(with_keys(self.officer))
        self.second = unlocking(with_keys(self.reviewer))
        self.rate("EUR", "163.5")
        self.form = self.loaded("ordinary")
        self.short = self.loaded("emergency")

    def loaded(self, key: str, said: Any = None) -> FormVersion:
        """A version of a starting form, or of what is given."""
        actor = lately(self.officer)
        with acting(actor):
            return actions.load_form(actor, organisation=self.place.id, said=said or starting()[key])

    def counter(self, *readers: Holder) -> Counter:
        """Where applications come in."""
        actor = lately(self.organiser)
        with acting(actor):
            made = set_up_counter(
                actor,
                organisation=self.place,
                purpose=PURPOSE,
                readers=[one.id for one in readers or (self.reader, self.second)],
                open=True,
            )
            return Counter.objects.get(id=made)

    def said(self, kind: str = "open", **more: Any) -> CallSaid:
        """What a call says, if nothing else is said."""
        emergency = kind == "emergency"
        today = timezone.localdate()
        values: dict[str, Any] = {
            "line": self.line.id,
            "kind": kind,
            "title": TITLE,
            "title_ja": TITLE_JA,
            "about": ABOUT,
            "about_ja": ABOUT_JA,
            "tier": "emergency" if emergency else "bridge",
            "opens_on": today,
            "closes_on": None if emergency else today + timedelta(days=30),
            "currency": "JPY",
            "least": 100_000,
            "most": 1_000_000,
            "applicants": ("individual", "organisation")
            if emergency
            else ("organisation", "informal-group", "exile-entity"),
            "conflicts": ("family", "work"),
            "form": (self.short if emergency else self.form).id,
        }
        return CallSaid(**{**values, **more})

    def draft(self, kind: str = "open", *, by: User | None = None, **more: Any) -> Call:
        """A call that is not open."""
        actor = lately(by or self.officer)
        with acting(actor):
            return actions.begin_call(actor, organisation=self.place.id, said=self.said(kind, **more))

    def opened(self, kind: str = "open", **more: Any) -> Call:
        """A call that is open."""
        if not Counter.objects.filter(organisation=self.place, purpose=PURPOSE, open=True).exists():
            self.counter()
        return self.opening(self.draft(kind, **more).id)

    def opening(self, call: UUID) -> Call:
        """Open it."""
        actor = lately(self.officer)
        with acting(actor):
            return actions.open_call(actor, call=call)
