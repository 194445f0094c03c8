"""The list of items, one of them, and the walk along all logs."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tadasu.web.evidence.custody import queries
from tadasu.web.evidence.custody.access import (
    DERIVE,
    DISCLOSE,
    ERASE,
    EXPORT,
    HOLD,
    OPEN,
    RECEIVE,
    RELEASE,
    SEE,
    SET_STATUS,
    SHARE,
)
from tadasu.web.evidence.custody.models import Item, Step
from tadasu.web.evidence.custody.verifying import Fault, of_codes, verify, walk
from tadasu.web.evidence.custody.words import named, words
from tadasu.web.foundation.access import Act, Actor, allow, asking, may_anew
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.accounts.pages import organisation_or_404
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.foundation.vault.purposes import name_of as purpose_name
from tadasu.web.foundation.vault.views.asking import cleaning_said
from tadasu.web.ui.days import day_text, language
from tadasu.web.ui.parts import CaseHead, Coded, Event, Pair, Said
from tadasu.web.ui.tables import Column, Filter, Table
from tadasu.web.ui.views import tables

ASK = "custody/ask.html"
"""The page of a question whose answer destroys nothing."""

MOST_WALKED = 2000
"""Items whose logs a page walks; for more there is the command."""


@login_required
@require_safe
def items(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Every item of an organisation."""
    found = organisation_or_404(request, organisation)
    actor = asking(request)
    rows = queries.items_of(actor, organisation)
    receives = may_anew(actor, RECEIVE.name, found)
    values = {"name": name_of(found), "organisation": found, "receives": receives}
    return tables.answer(request, "custody/items.html", _table().show(request.GET, rows), values)


@login_required
@require_safe
def one(request: HttpRequest, id: UUID) -> HttpResponse:
    """An item: what it is, where it comes from, its log, what may be done."""
    found = item_or_404(request, id)
    actor = asking(request)
    line = queries.lineage(found)
    faults = walk(found)
    values = {
        "item": found,
        "head": _head(found),
        "facts": _facts(found),
        "cleaning": "" if found.ended else cleaning_said(request, found.record),
        "ancestors": [_way(one) for one in line.ancestors],
        "derived": [_way(one) for one in line.derived],
        "events": [_event(found, one) for one in queries.steps_of(found).reverse()],
        "faults": [fault_text(one) for one in faults],
        "buttons": [] if found.ended else _buttons(actor, found),
        "opens": not found.ended and may_anew(actor, OPEN.name, found),
        "sealed": found.record is not None,
    }
    return render(request, "custody/one.html", values)


@login_required
@require_safe
def logs(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Walk every log, and name the first bad step of each that has one."""
    found = organisation_or_404(request, organisation)
    actor = asking(request)
    allow(actor, SEE.name, found)
    many = queries.items_of(actor, organisation).count() > MOST_WALKED
    walked = None if many else verify(actor, organisation)
    faults = [
        ("" if one.code == "vanished" else reverse("custody-one", args=[one.item]), _short(one.item), fault_text(one))
        for one in (walked.faults if walked else ())
    ]
    values = {"organisation": found, "name": name_of(found), "walked": walked, "faults": faults}
    return render(request, "custody/logs.html", values)


def item_or_404(request: HttpRequest, id: UUID) -> Item:
    """An item; what is not theirs is not there. Raises Http404."""
    try:
        return queries.item_of(asking(request), id)
    except Item.DoesNotExist:
        raise Http404 from None


def item_for(request: HttpRequest, id: UUID, act: Act) -> tuple[Item, Actor]:
    """An item, and the actor, who may do this with it. Raises Http404, Refused."""
    found, actor = item_or_404(request, id), asking(request)
    allow(actor, act.name, found)
    return found, actor


def fault_text(fault: Fault) -> str:
    """In words."""
    said = {"number": fault.number, "what": named("faults", fault.code, language())}
    return _("Step %(number)s: %(what)s") % said


def name_of_item(item: Item) -> str:
    """What it is called; of an erased one the label is gone."""
    return item.label or _("erased item %(short)s") % {"short": _short(item.id)}


def _short(item: UUID) -> str:
    return item.hex[:8]


def _buttons(actor: Actor, item: Item) -> Sequence[tuple[str, str, bool]]:
    """Address, words and whether it cannot be taken back, of what this person may do."""
    sealed = item.record is not None
    offered: list[tuple[Act, bool, str, str, bool]] = [
        (OPEN, sealed, "custody-check", _("Check for changes"), False),
        (DERIVE, True, "custody-derive", _("Add a text made of it"), False),
        (DERIVE, True, "custody-derive-file", _("Add a file made of it"), False),
        (DISCLOSE, True, "custody-disclose", _("Note a disclosure"), False),
        (SHARE, sealed, "custody-share", _("Let a colleague open it"), False),
        (EXPORT, sealed, "custody-export", _("Export a package"), False),
        (SET_STATUS, True, "custody-status", _("Change the status"), False),
        (HOLD, not item.hold, "custody-hold", _("Set a hold"), False),
        (RELEASE, item.hold, "custody-release", _("Release the hold"), False),
        (ERASE, not item.hold, "custody-erase", _("Erase the item"), True),
    ]
    return [
        (reverse(view, args=[item.id]), label, grave)
        for act, there, view, label, grave in offered
        if there and may_anew(actor, act.name, item)
    ]


def _head(item: Item) -> CaseHead:
    until = queries.kept_until(item)
    if item.ended:
        kept = named("ends", item.ended, language())
    elif until is None:
        kept = _("as long as the hold lasts")
    else:
        kept = day_text(until, language())
    return CaseHead(
        kind=_("Item of evidence"),
        number=_short(item.id),
        title=name_of_item(item),
        stage=_("Erased") if item.ended else named("statuses", item.status, language()),
        who=[
            Pair(term=_("What it is"), text=named("kinds", item.kind, language())),
            Pair(term=_("Erased because") if item.ended else _("Kept until"), text=kept),
        ],
    )


def _facts(item: Item) -> Sequence[Pair]:
    made = named("how", item.how, language()) if item.how else _("It was received")
    rows: list[tuple[Said, str]] = [
        (_("How it came here"), made),
        (_("Month"), f"{item.month:%Y-%m}"),
        (_("Language"), item.language),
        (_("Published"), _("yes") if item.public else _("no")),
        (_("Fingerprint"), _chunks(bytes(item.fingerprint).hex())),
        (_("End of the log"), _chunks(bytes(item.head).hex())),
    ]
    return [Pair(term=term, text=text) for term, text in rows if text]


def _chunks(digits: str) -> str:
    """In groups, so that a long number breaks where a screen is narrow."""
    return " ".join(digits[at : at + 8] for at in range(0, len(digits), 8))


def _way(item: Item) -> tuple[str, str, str]:
    """Address, name, and what it is."""
    how = named("how", item.how, language()) if item.how else _("original")
    return reverse("custody-one", args=[item.id]), name_of_item(item), how


def _event(item: Item, step: Step) -> Event:
    """A step; its number stands before it, as in what the walk says."""
    detail = step.detail if of_codes(step.detail) else {}  # else it was changed, which the page says above
    said, address = _detail(step.act, detail), ""
    if "item" in detail:
        address = reverse("custody-one", args=[detail["item"]])
    if "note" in detail and not item.ended:
        address = reverse("custody-note", args=[item.id, step.number])
    return Event(
        at=step.day,
        what=f"{step.number}. {named('acts', step.act, language())}",
        who=_who(step.user),
        text=said,
        address=address,
    )


def _detail(act: str, detail: Mapping[str, str]) -> str:
    """The codes of a step, in words."""
    match act:
        case "viewed" | "exported":
            return purpose_name(detail.get("purpose", ""), language())
        case "disclosed":
            to = named("recipients", detail.get("to", ""), language())
            return _("%(to)s; a note is sealed") % {"to": to} if "note" in detail else to
        case "held":
            return named("holds", detail.get("ground", ""), language())
        case "erased":
            return named("ends", detail.get("ground", ""), language())
        case "status":
            return named("statuses", detail.get("to", ""), language())
        case "checked":
            return named("results", detail.get("result", ""), language())
        case "shared":
            reader = User.objects.filter(id=detail["reader"]).first() if "reader" in detail else None
            return str(reader) if reader else ""
    return ""


def _who(user: User | None) -> str:
    return str(user) if user is not None else _("the system")


def _table() -> Table:
    def choices(what: str) -> list[tuple[str, Said]]:
        return [(code, names[language()]) for code, names in words(what).items()]

    return Table(
        name="items",
        caption=gettext_lazy("Items of evidence"),
        columns=(
            Column(
                name="label",
                label=gettext_lazy("Item"),
                value=name_of_item,
                sorts="label",
                address=lambda one: reverse("custody-one", args=[one.id]),
            ),
            Column(
                name="kind",
                label=gettext_lazy("What it is"),
                value=lambda one: Coded(one.kind, named("kinds", one.kind, language())),
            ),
            Column(
                name="how",
                label=gettext_lazy("How it came here"),
                value=lambda one: named("how", one.how, language()) if one.how else _("original"),
            ),
            Column(name="month", label=gettext_lazy("Month"), value=lambda one: f"{one.month:%Y-%m}", sorts="month"),
            Column(name="status", label=gettext_lazy("Status"), value=_standing),
            Column(name="until", label=gettext_lazy("Kept until"), value=queries.kept_until),
            Column(name="steps", label=gettext_lazy("Steps"), number=True),
        ),
        filters=(
            Filter(name="kind", label=gettext_lazy("What it is"), choices=choices("kinds")),
            Filter(name="status", label=gettext_lazy("Status"), choices=choices("statuses")),
            Filter(
                name="hold",
                label=gettext_lazy("Hold"),
                choices=[("True", gettext_lazy("on hold")), ("False", gettext_lazy("not on hold"))],
            ),
        ),
        searched=("label",),
        order="-month",
        empty=gettext_lazy("No item yet"),
        how=gettext_lazy("An item comes here when somebody receives evidence, from a report or by hand."),
    )


def _standing(item: Item) -> str:
    """Its status, or that it is on hold or was erased."""
    if item.ended:
        return _("erased")
    said = named("statuses", item.status, language())
    return _("%(status)s, on hold") % {"status": said} if item.hold else said
