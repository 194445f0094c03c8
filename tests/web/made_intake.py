"""Counters, boxes and reports of the evidence desk, for tests: all invented."""

import html
import re
from typing import Any

from django.test import Client
from django.urls import reverse
from tests.web.made import organisation
from tests.web.made_box import Known, as_holder, box_at, browser, counter, front, token_of
from tests.web.made_vault import REASON, Holder, holder

from tadasu.web.evidence.intake import queries
from tadasu.web.evidence.intake.actions.drafting import save
from tadasu.web.evidence.intake.actions.opening import open_report
from tadasu.web.evidence.intake.actions.sending import send
from tadasu.web.evidence.intake.documents import Report
from tadasu.web.evidence.intake.questions import Page, form
from tadasu.web.foundation.access import acting

MILL = "Ruvesta Spinning Mill (invented)"
OWN = "In the invented mill they keep our passports. 門には見張りがいます。"


class Desk:
    """A group with a reader, somebody there who does not read, and a box with nothing in it."""

    def __init__(self) -> None:
        self.place = organisation("civil-society", name="Nuvagol Documentation Group (invented)")
        self.reader, self.colleague = holder(self.place, "documenter"), holder(self.place, "investigator")
        self.counter = counter(self.place, self.reader, purpose=queries.PURPOSE)
        self.box = box_at(self.counter)


def page(id: str) -> Page:
    return next(one for one in form().pages if one.id == id)


def filled(box: Known, id: str = "what", **answers: Any) -> None:
    """A page of the form, with what was answered; `_` stands for a hyphen."""
    with as_holder(box) as visit:
        save(visit, page=page(id), answers={key.replace("_", "-"): one for key, one in answers.items()})


def reported(box: Known, **answers: Any) -> None:
    """A report of a few answers."""
    filled(box, "what", **({"own_words": OWN, "issues": ("forced-labour",)} | answers))
    with as_holder(box) as visit:
        assert send(visit, language="en")


def opened(one: Holder, box: Known, number: int | None = None) -> Report:
    with acting(one.actor):
        return open_report(one.actor, report=box.id, key=one.key, purpose="verify", reason=REASON, number=number)


def permitted(one: Holder, box: Known) -> set[str]:
    """What those of the organisation see is allowed."""
    with acting(one.actor):
        return {use for use, yes in queries.permissions_of(box.id).items() if yes}


def address() -> str:
    return reverse("intake-form")


def on(client: Client, act: str = "next", *, speak: str = "", **fields: Any) -> Any:
    """The page of the form that the browser is on, filled in and sent as a browser does it, with what stood there
    before; the page that comes."""
    shown = client.get(address()).content.decode()
    answers = {f"q-{key.replace('_', '-')}": one for key, one in fields.items()}
    button = {"speak": speak} if speak else {"act": act}
    return client.post(address(), {**standing(shown), **button, **answers}, follow=True)


def standing(shown: str) -> dict[str, Any]:
    """What a form carries as it comes: hidden fields, words, what is chosen."""
    found: dict[str, Any] = {}
    (form,) = re.findall(r"<form[^>]* autocomplete=\"off\">(.*?)</form>", shown, re.DOTALL)
    for said in re.findall(r"<input [^>]+>", form):
        name, value = (_attribute(said, one) for one in ("name", "value"))
        if 'type="hidden"' in said or 'type="text"' in said:
            found[name] = value
        elif " checked" in said:
            found.setdefault(name, []).append(value)
    for name, value in re.findall(r'<textarea[^>]* name="(.*?)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL):
        found[name] = html.unescape(value)
    return found


def _attribute(said: str, name: str) -> str:
    found = re.search(f' {name}="(.*?)"', said, re.DOTALL)
    return html.unescape(found.group(1)) if found else ""


def title_of(answer: Any) -> str:
    found = re.search(r"<h1>(.*?)</h1>", answer.content.decode())
    return found.group(1) if found else ""


def pressed(client: Client, act: str, **fields: Any) -> Any:
    """A button of the page the box is on, with the token of the visit."""
    token = token_of(client.get(front()))
    return client.post(address(), {"token": token, "act": act, **fields}, follow=True)


__all__ = ["Desk", "browser"]
