"""The same to be read: one page that loads nothing, in the language that was chosen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from tadasu.web.foundation.correspondence.purposes import purposes, state_text
from tadasu.web.foundation.guided.shown import Matter, answered_pages, matters
from tadasu.web.funding.applications.documents import Content, read
from tadasu.web.funding.applications.names import lane_name, level_name, state_name, title_of
from tadasu.web.funding.applications.of_call import asking_for, words_for
from tadasu.web.funding.awards import money
from tadasu.web.funding.awards.words import cost_name, named
from tadasu.web.funding.calls.models import Call
from tadasu.web.funding.intermediaries.words import named as named_there
from tadasu.web.funding.results.words import named as result_named
from tadasu.web.ui.days import day_text, language

Said = Mapping[str, Any]

STYLE = Path(__file__).parents[1] / "data" / "file.css"
"""Stands in the page itself: it is opened from a folder on somebody's device, where nothing of ours can be asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A heading, facts by name, lists of lines, and texts in somebody's own words."""

    title: str
    facts: Sequence[tuple[str, str]] = ()
    lists: Sequence[tuple[str, Sequence[str]]] = ()
    texts: Sequence[tuple[str, str]] = field(default=(), repr=False)
    matters: Sequence[Matter] = field(default=(), repr=False)


def page(document: Said, purpose: str, contents: Mapping[str, Content]) -> bytes:
    """The page. `contents` are applications by pseudonym and number."""
    values = {
        "language": language(),
        "style": format_html("<style>{}</style>", mark_safe(STYLE.read_text(encoding="utf-8"))),
        "funder": document["funder"],
        "taken_on": _day(document["taken_on"]),
        "ends_on": _day(document["ends_on"]),
        "state": state_text(purposes().get(purpose), document["box"]["state"]),
        "applications": [part for one in document["applications"] for part in _application(one, contents)],
        "grants": [_grant(one) for one in document["grants"]],
        "letters": [_letter(one) for one in document["letters"]],
    }
    return render_to_string("winddown/file.html", values).encode()


def contents_of(document: Said) -> dict[str, Content]:
    """Applications that the code opened, as their app reads them."""
    import json

    found = {}
    for one in document["applications"]:
        for sent in one["versions"]:
            if sent["content"] is not None:
                found[f"{one['pseudonym']} {sent['number']}"] = read(json.dumps(sent["content"]).encode())
    return found


def _application(said: Said, contents: Mapping[str, Content]) -> Iterator[Part]:
    facts = [
        (_("State"), state_name(said["state"])),
        (_("Lane"), lane_name(said["lane"])),
        (_("Protection"), level_name(said["level"])),
        (_("Amount"), _amount(said["amount"], said["currency"])),
        (_("Month"), said["month"][:7]),
    ]
    yield Part(title=f"{_('Application')} {said['pseudonym']}", facts=[one for one in facts if one[1]])
    for sent in said["versions"]:
        content = contents.get(f"{said['pseudonym']} {sent['number']}")
        title = _("Sent as number %(number)s") % {"number": sent["number"]}
        if content is None:
            yield Part(title=title, facts=[(_("What it says"), _("Your code does not open it."))])
            continue
        call = Call.objects.filter(id=UUID(str(content.call))).select_related("form").first()
        if call is None:
            words = [(key, "; ".join(one) if isinstance(one, tuple) else one) for key, one in content.answers.items()]
            yield Part(title=title, texts=words)
            continue
        pages = answered_pages(content.answers, asking_for(call).steps)
        shown = list(matters(content.answers, words_for(call, language()), pages))
        yield Part(title=f"{title}: {title_of(call)}", matters=shown)


def _grant(said: Said) -> Part:
    currency = said["currency"]
    texts = [(named("sealed", key, language()), one) for key, one in (said["agreement"] or {}).items()]
    texts += [(_("Condition %(number)s") % one, one["text"]) for one in said["conditions"] if one["text"]]
    return Part(
        title=f"{_('Grant')} {said['pseudonym']}",
        facts=[
            (_("State"), named("states", said["state"], language())),
            (_("Amount"), _amount(said["amount"], currency)),
            (_("From"), _day(said["starts_on"])),
            (_("Until"), _day(said["ends_on"])),
            (_("Signed"), _day(said["signed_on"])),
            (_("Agreement"), "" if said["agreement"] else _("Your code does not open it: ask for a copy.")),
        ],
        lists=[(title, lines) for title, lines in _lists(said, currency) if lines],
        texts=texts,
    )


def _lists(said: Said, currency: str) -> Iterator[tuple[str, list[str]]]:
    def code(what: str, one: str) -> str:
        return named(what, one, language())

    yield _("What was agreed"), [code("clauses", one) for one in said["clauses"]]
    yield (
        _("Conditions"),
        [_line(code("conditions", one["code"]), code("condition_states", one["state"])) for one in said["conditions"]],
    )
    yield (
        _("Budget"),
        [_line(cost_name(one["code"], language()), _amount(one["amount"], currency)) for one in said["costs"]],
    )
    yield (
        _("Tranches"),
        [
            _line(
                f"{one['number']}. {_amount(one['amount'], currency)}",
                _day(one["due_on"]) or code("milestones", one["milestone"]),
                code("tranche_states", one["state"]),
            )
            for one in said["tranches"]
        ],
    )
    yield (
        _("Payments"),
        [
            _line(_amount(one["amount"], one["currency"]), _day(one["paid_on"]), code("payment_states", one["state"]))
            for one in said["payments"]
        ],
    )
    yield (
        _("Receipts"),
        [
            _line(
                f"{one['number']}. {_amount(one['amount'], currency)}",
                code("evidence", one["evidence"]),
                code("receipt_states", one["state"]),
                one["text"] or "",
            )
            for one in said["receipts"]
        ],
    )
    yield (
        _("Reports"),
        [
            _line(
                f"{one['number']}. {code('forms', one['form'])}",
                _day(one["due_on"]),
                code("report_states", one["state"]),
                _("letter %(number)s") % {"number": one["letter"]} if one["letter"] else one["text"] or "",
            )
            for one in said["reports"]
        ],
    )
    yield (
        _("Returned"),
        [
            _line(_amount(one["amount"], one["currency"]), _day(one["came_on"]), code("returns", one["reason"]))
            for one in said["returns"]
        ],
    )
    yield (
        _("Changes"),
        [
            _line(
                code("amendment_kinds", one["kind"]),
                code("amendment_reasons", one["reason"]),
                code("amendment_states", one["state"]),
            )
            for one in said["changes"]
        ],
    )
    yield (
        _("Passed on"),
        [
            _line(one["pseudonym"], _amount(one["amount"], one["currency"]), code("states", one["state"]))
            for one in said["passed_on"]
        ],
    )
    yield (
        _("Results you told"),
        [
            _line(
                _("letter %(number)s") % {"number": one["letter"]},
                _day(one["day"]),
                result_named("told_states", one["state"], language()),
                result_named("set_asides", one["set_aside"], language()),
            )
            for one in said["results"]
        ],
    )
    yield from _chain(said["chain"])


def _chain(said: Said | None) -> Iterator[tuple[str, list[str]]]:
    if said is None:
        return
    yield (
        _("Duties"),
        [_line(named_there("duties", one["code"], language()), _day(one["acknowledged_on"])) for one in said["duties"]],
    )
    yield (
        _("Attestations"),
        [
            _line(
                f"{one['first'][:7]} – {one['last'][:7]}",
                _("%(count)s grants") % {"count": one["sub_grants"]},
                _amount(one["amount"], one["currency"]),
                named_there("attestation_states", one["state"], language()),
            )
            for one in said["attestations"]
        ],
    )
    yield (
        _("Incidents"),
        [
            _line(
                named_there("incidents", one["code"], language()),
                named_there("incident_states", one["state"], language()),
            )
            for one in said["incidents"]
        ],
    )


def _letter(said: Said) -> Said:
    by = _("You") if said["by"] == "grantee" else _("The funder")
    if said["file"]:
        text, shut = "", False
    else:
        text, shut = said["text"] or "", said["text"] is None and said["sort"] != "form"
    return {
        "number": said["number"],
        "by": by,
        "day": _day(said["day"]),
        "text": text,
        "file": said["file"],
        "shut": shut,
        "form": said["sort"] == "form",
    }


def _line(*parts: str) -> str:
    return ", ".join(one for one in parts if one)


def _day(said: str | None) -> str:
    return day_text(date.fromisoformat(said), language()) if said else ""


def _amount(amount: int | None, currency: str) -> str:
    return money.shown(amount, currency) if amount is not None and currency else ""
