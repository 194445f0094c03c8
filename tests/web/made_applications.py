"""A funder that takes applications, and boxes in which somebody applies, for tests: all invented."""

from typing import Any

from django.test import Client
from django.urls import reverse
from tests.web.made import person
from tests.web.made_box import Known, as_holder, box_at, token_of
from tests.web.made_calls import Desk as Calls
from tests.web.made_intake import standing
from tests.web.made_vault import REASON, Holder, again, unlocking, with_keys

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.guided.questions import Value
from tadasu.web.funding.applications import queries
from tadasu.web.funding.applications._drafts import Content as Drafted
from tadasu.web.funding.applications.actions.drafting import asking_of, begin, draft_of, save
from tadasu.web.funding.applications.actions.opening import open_application
from tadasu.web.funding.applications.actions.sending import send
from tadasu.web.funding.applications.documents import Content
from tadasu.web.funding.applications.models import Application
from tadasu.web.funding.calls.models import Call

NAME = "Ostrumel Night Paper (invented)"
SUMMARY = "We print at night. 夜に刷ります（架空）。"

SAID: dict[str, Value] = {
    "inside": "yes",
    "punished": "yes",
    "known": "no",
    "pointing": "no",
    "level": "region",
    "applicant-type": "organisation",
    "region": "619",
    "purpose": "15153",
    "amount": "200,000",
    "months": "6",
    "languages": ("ja", "en"),
    "local-status": "banned",
    "sponsored": "no",
    "can-receive": "yes",
    "name": NAME,
    "other-names": "Остумель\n夜の新聞（架空）",
    "country": "Kazakhstan",
    "people": "Ikumi Tanemoto (invented)",
    "contact": "By the box only.",
}
"""What somebody answers, if nothing else is said; of a call's own questions every one gets words or its first choice."""


class Desk(Calls):
    """A funder with a counter and two readers of what comes in, one who handles applications and does not read, an auditor, an
    open call, and a box in which nothing is."""

    def __init__(self) -> None:
        super().__init__()
        self.bystander = unlocking(with_keys(person(self.place, "programme")))
        self.where = self.counter()
        self.reader, self.second = again(self.reader), again(self.second)
        self.call = self.opened()
        self.box = box_at(self.where)

    def another_box(self) -> Known:
        """Of somebody else."""
        return box_at(self.where)


def begun(box: Known, call: Call, **more: Any) -> Drafted:
    """A draft for a call."""
    with as_holder(box) as visit:
        return begin(visit, call=call.id, **more)


def filled(box: Known, **answers: Any) -> Drafted:
    """What was answered, kept page by page; `_` stands for a hyphen. None takes an answer out."""
    said: dict[str, Any] = {**SAID, **{key.replace("_", "-"): one for key, one in answers.items()}}
    with as_holder(box) as visit:
        draft = draft_of(visit)
        assert draft is not None
        _, asking = asking_of(draft)
        for step in asking.steps:
            found = {one.id: said.get(one.id, _some(one)) for one in step.questions if said.get(one.id, "") is not None}
            draft = save(visit, page=step, answers={key: one for key, one in found.items() if one})
        return draft


def _some(one: Any) -> Value:
    if not one.id.startswith("call-"):
        return ""
    if one.several:
        return (one.choices[0],)
    return one.choices[0] if one.choices else "12" if one.kind == "number" else SUMMARY


def sent(box: Known, language: str = "en") -> bool:
    """What was filled in is sent."""
    with as_holder(box) as visit:
        return send(visit, language=language)


def applied(box: Known, call: Call, **answers: Any) -> Application:
    """An application that was sent."""
    begun(box, call)
    filled(box, **answers)
    assert sent(box)
    return held(box)


def held(box: Known) -> Application:
    """The last application of a box, as its holder sees it."""
    with as_holder(box):
        found = queries.applications_in(box.id).order_by("month", "versions").last()
        assert found is not None
        return found


def seen_by(one: Holder, desk: Desk) -> list[Application]:
    """The list that somebody gets."""
    with acting(one.actor):
        return list(queries.applications_of(one.actor, desk.place.id))


def opened(one: Holder, application: Application, number: int | None = None) -> Content:
    """What it says, to a reader."""
    with acting(one.actor):
        return open_application(
            one.actor, application=application, key=one.key, purpose="check", reason=REASON, number=number
        )


def address() -> str:
    """Of the form."""
    return reverse("applications-form")


def on(client: Client, act: str = "next", *, speak: str = "", **fields: Any) -> Any:
    """The page of the form that the browser is on, filled in and sent as a browser does it; the page that comes."""
    shown = client.get(address()).content.decode()
    answers = {f"q-{key.replace('_', '-')}": one for key, one in fields.items()}
    button = {"speak": speak} if speak else {"act": act}
    return client.post(address(), {**standing(shown), **button, **answers}, follow=True)


def chose(client: Client, call: Call | None = None, **fields: str) -> Any:
    """A call is chosen on the first page."""
    token = token_of(client.get(address()))
    said = {"token": token, "act": "begin", **fields} | ({"call": str(call.id)} if call is not None else {})
    return client.post(address(), said, follow=True)


def pressed(client: Client, act: str, **fields: str) -> Any:
    """A button of the page the box is on, with the token of the visit."""
    token = token_of(client.get(reverse("correspondence-box")))
    return client.post(address(), {"token": token, "act": act, **fields}, follow=True)
