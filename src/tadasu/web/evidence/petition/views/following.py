"""What became of it: handed in, acknowledged, closed, withdrawn. The page says what will happen and asks."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.web.evidence.petition import actions
from tadasu.web.evidence.petition.access import ACKNOWLEDGE, CLOSE, SEND, WITHDRAW
from tadasu.web.evidence.petition.forms import Close, OnDay, Send
from tadasu.web.evidence.petition.views._asking import GRAVE, ask, held_for
from tadasu.web.evidence.petition.views._shown import findings_text, recipient
from tadasu.web.ui.forms import Reason
from tadasu.web.ui.views.question import QUESTION, posted


@login_required
@require_http_methods(QUESTION)
def send(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """It was handed in."""
    held, actor = held_for(request, id, SEND)

    def do(form: Send) -> None:
        actions.send(actor, petition=id, **form.cleaned_data)

    return ask(
        request,
        held,
        question=_("Note that it was handed in"),
        act=_("Note this"),
        form=Send(posted(request), initial={"day": timezone.localdate()}),
        do=do,
        happens=[
            *findings_text(held),
            _("To: %(to)s") % {"to": recipient(held.regime)},
            _(
                "Nothing is sent by this server: you hand it in yourselves. From this day the times of the law are counted."
            ),
            _("In the log of every item that goes along stands that it was disclosed to a public authority."),
            _("It cannot be taken back."),
        ],
    )


@login_required
@require_http_methods(QUESTION)
def acknowledge(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """The authority said that it came."""
    held, actor = held_for(request, id, ACKNOWLEDGE)

    def do(form: OnDay) -> None:
        actions.acknowledge(actor, petition=id, day=form.cleaned_data["day"])

    return ask(
        request,
        held,
        question=_("Note that it was acknowledged"),
        act=_("Note this"),
        form=OnDay(posted(request), initial={"day": timezone.localdate()}),
        do=do,
        happens=[_("The day on which the authority said that it came stays in the log.")],
    )


@login_required
@require_http_methods(QUESTION)
def close(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """What became of it."""
    held, actor = held_for(request, id, CLOSE)

    def do(form: Close) -> None:
        actions.close(actor, petition=id, **form.cleaned_data)

    return ask(
        request,
        held,
        question=_("Close the petition?"),
        act=_("Close the petition"),
        form=Close(posted(request), initial={"day": timezone.localdate()}),
        do=do,
        happens=[_("No time runs any more. It cannot be reopened; a new one can be begun from it.")],
    )


@login_required
@require_http_methods(QUESTION)
def withdraw(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """It is not pursued."""
    held, actor = held_for(request, id, WITHDRAW)

    def do(form: Reason) -> None:
        actions.withdraw(actor, petition=id, reason=form.cleaned_data["reason"])

    return ask(
        request,
        held,
        question=_("Withdraw the petition?"),
        act=_("Withdraw the petition"),
        form=Reason(posted(request)),
        do=do,
        happens=[_("What an authority has already it keeps: tell it yourselves."), _("It cannot be taken up again.")],
        template=GRAVE,
    )
