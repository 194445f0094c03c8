"""Outbox and inbox: what was sent, what came, and files in place of the network."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy as plazy
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.web.foundation.access import allow, asking, may
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.foundation.exchange import actions, queries, words
from tadasu.web.foundation.exchange._receipt import Answer, read_receipt
from tadasu.web.foundation.exchange.access import SEE, SEND, TAKE
from tadasu.web.foundation.exchange.faults import Fault
from tadasu.web.foundation.exchange.forms import Nothing, PackageFile
from tadasu.web.foundation.exchange.models import Arrival, Peer, Sending
from tadasu.web.foundation.exchange.views._found import organisation_of
from tadasu.web.foundation.exchange.views.own import file_answer
from tadasu.web.ui.parts import Said
from tadasu.web.ui.tables import Column, Table
from tadasu.web.ui.views import tables
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted

PACKAGE = "application/octet-stream"


@require_safe
def outbox(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """What was sent, the latest first."""
    actor, found = asking(request), organisation_of(request, organisation)
    rows = queries.sendings(actor, found).order_by("-made_at")
    values = {"organisation": found, "name": name_of(found), "takes_receipts": may(actor, SEND.name, found)}
    return tables.answer(request, "exchange/outbox.html", _OUTBOX.show(request.GET, rows), values)


@require_safe
def inbox(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """What came, the latest first, and the counts of others."""
    actor, found = asking(request), organisation_of(request, organisation)
    rows = queries.arrivals(actor, found).order_by("-at")
    counts = queries.statistics(actor, found).order_by("peer__known_as", "-month", "measure", "of")
    values = {
        "organisation": found,
        "name": name_of(found),
        "takes": may(actor, TAKE.name, found),
        "statistics": _STATISTICS.show(request.GET, counts) if counts.exists() else None,
    }
    return tables.answer(request, "exchange/inbox.html", _INBOX.show(request.GET, rows), values)


@require_http_methods(QUESTION)
def save(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A package as a file, to be carried."""
    actor = asking(request)
    found = Sending.objects.select_related("peer").filter(id=id).first()
    if found is None or not may(actor, SEE.name, found):
        if actor.user is None:
            allow(actor, SEE.name)
        raise Http404
    allow(actor, SEND.name, found)

    def do(form: Nothing) -> HttpResponseBase:
        data = actions.save_file(actor, sending=found)
        return file_answer(data, f"{found.kind}-{found.serial}.package", PACKAGE)

    asked = Question(
        question=_("Save this package as a file?"),
        act=_("Save the file"),
        form=Nothing(posted(request)),
        do=do,
        back=reverse("exchange-outbox", args=[found.organisation_id]),
        happens=[
            _("The file is sealed to %(name)s: nobody else can open it, not even we.") % {"name": found.peer.known_as},
            _("A package that waits is not posted any more: it counts as carried by hand."),
        ],
    )
    return answer(request, asked)


@require_http_methods(QUESTION)
def take(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """A package, or a receipt, that was carried here as a file."""
    actor, found = asking(request), organisation_of(request, organisation)
    allow(actor, TAKE.name, found)

    def do(form: PackageFile) -> HttpResponseBase | None:
        data = form.cleaned_data["file"].read()
        if data.startswith(b"{"):
            return _receipt_taken(request, found.id, data)
        receipt = actions.receive(actor, organisation=found.id, data=data)
        if receipt.answer is Answer.AGAIN:
            form.add_error(None, _("This package was taken before. Nothing was changed."))
            return answer(request, asked)
        return None

    sent = request.method == "POST"
    asked = Question(
        question=_("Take a package from a file"),
        act=_("Take the file"),
        form=PackageFile(request.POST, request.FILES) if sent else PackageFile(),
        do=do,
        back=reverse("exchange-inbox", args=[found.id]),
        happens=[
            _(
                "It is checked as if it had come through the network: signature, recipient, place in its series, content."
            ),
            _("What it says stands here as theirs, never as ours."),
        ],
        template="exchange/form.html",
    )
    return answer(request, asked)


@require_safe
def receipt(request: HttpRequest, id: UUID) -> HttpResponse:
    """What we signed about a package that came, as a file for its sender."""
    actor = asking(request)
    if actor.user is None:
        allow(actor, SEE.name)
    try:
        data = queries.receipt_of(actor, id)
    except Arrival.DoesNotExist:
        raise Http404 from None
    return file_answer(data, f"receipt-{str(id)[:8]}.json", "application/json")


def _receipt_taken(request: HttpRequest, organisation: UUID, data: bytes) -> HttpResponse:
    peer = Peer.objects.filter(organisation=organisation, instance=read_receipt(data).recipient).first()
    if peer is None:
        raise Fault("exchange-receipt")
    actions.take_receipt(asking(request), peer=peer, data=data)
    return redirect("exchange-outbox", organisation)


def _with(label: Said) -> Column:
    """The other side."""
    return Column(
        name="peer",
        label=label,
        value=lambda one: one.peer.known_as,
        address=lambda one: reverse("exchange-peer", args=[one.peer_id]),
    )


_NUMBERED = Column(
    name="kind",
    label=plazy("of a package", "What"),
    value=lambda one: f"{words.kind_label(one.kind)} {one.serial}",
)

_OUTBOX = Table(
    name="outbox",
    caption=lazy("Packages that we made"),
    columns=(
        _NUMBERED,
        _with(plazy("of a package", "To")),
        Column(name="made_at", label=plazy("of a package", "Made"), sorts="made_at"),
        Column(name="lines", label=lazy("Documents"), number=True, sorts="lines"),
        Column(name="state", label=lazy("State"), value=words.sending_state, sorts="state"),
        Column(name="code", label=lazy("Why"), value=lambda one: words.refusal(one.code)),
        Column(name="tries", label=lazy("Tries"), number=True),
        Column(
            name="file",
            label=lazy("As a file"),
            value=lambda one: _("Save") if one.state in (Sending.WAITS, Sending.BY_HAND) else "",
            address=lambda one: (
                reverse("exchange-save", args=[one.id]) if one.state in (Sending.WAITS, Sending.BY_HAND) else ""
            ),
        ),
    ),
    order="-made_at",
    empty=lazy("Nothing was sent yet"),
    how=lazy("Open a peer and send: the package stands here until they have signed that it arrived."),
)

_INBOX = Table(
    name="inbox",
    caption=lazy("Packages that came"),
    columns=(
        _NUMBERED,
        _with(plazy("of a package", "From")),
        Column(name="at", label=plazy("of a package", "Came"), sorts="at"),
        Column(name="answer", label=lazy("Result"), value=words.arrival_answer, sorts="answer"),
        Column(name="code", label=lazy("Why"), value=lambda one: words.refusal(one.code)),
        Column(
            name="counts",
            label=lazy("Documents"),
            value=words.counted,
        ),
        Column(
            name="missing",
            label=lazy("Missing before it"),
            value=lambda one: ", ".join(map(str, one.missing[:10])),
        ),
        Column(
            name="receipt",
            label=lazy("Receipt"),
            value=lambda one: _("Save"),
            address=lambda one: reverse("exchange-receipt", args=[one.id]),
        ),
    ),
    order="-at",
    empty=lazy("Nothing has come yet"),
    how=lazy("What a peer sends stands here with what became of it. What nobody known has signed is not kept at all."),
)

_STATISTICS = Table(
    name="statistics",
    caption=lazy("Counts of others, by month"),
    columns=(
        Column(name="peer", label=plazy("of a package", "From"), value=lambda one: one.peer.known_as),
        Column(name="month", label=lazy("Month"), value=lambda one: f"{one.month:%Y-%m}"),
        Column(name="measure", label=plazy("of a package", "What"), value=lambda one: words.measure_label(one.measure)),
        Column(name="of", label=plazy("of a package", "Of"), value=lambda one: one.of),
        Column(name="count", label=lazy("Count"), number=True),
    ),
    prefix="counts-",
    file=False,
)
