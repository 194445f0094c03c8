"""Making a move: the page repeats what will happen before it does."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.web.foundation.access import Actor, Refused, asking
from tadasu.web.foundation.procedure import _happens, _words, actions
from tadasu.web.foundation.procedure._moves import moved
from tadasu.web.foundation.procedure.access import MOVE
from tadasu.web.foundation.procedure.forms import DayAct, started
from tadasu.web.foundation.procedure.models import Step
from tadasu.web.foundation.procedure.queries import Offer, RunShown
from tadasu.web.foundation.procedure.views._proposed import Proposed, answer, overtaken, state_before
from tadasu.web.foundation.procedure.views.run import shown_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, id: UUID, move: str) -> HttpResponse:
    """The page of a move of the present state. One that others have made impossible meanwhile is a conflict, not a mistake."""
    actor = asking(request)
    shown = shown_or_404(actor, id)
    if page := overtaken(request, shown, _wanted(request, shown, move)):
        return page
    offer = next((one for one in shown.offers if one.move.id == move), None)
    if offer is None:
        raise Http404
    if not offer.may:
        raise Refused(MOVE.name)
    return answer(request, shown, _proposed(actor, shown, offer))


def _wanted(request: HttpRequest, shown: RunShown, move: str) -> str:
    """What the move was called in the state that was shown when it was asked for."""
    number = request.POST.get("seen", "")
    state = shown.procedure.states.get(state_before(shown, int(number[:9]) + 1 if number.isdecimal() else 0))
    found = next((one for one in state.moves if one.id == move), None) if state is not None else None
    return _words.move_text(found) if found is not None else move


def _proposed(actor: Actor, shown: RunShown, offer: Offer) -> Proposed[DayAct]:
    move = offer.move

    def form(sent: QueryDict | None) -> DayAct:
        return DayAct(sent) if sent is not None else started(DayAct, seen=shown.seen, today=shown.time.on)

    def happens(form: DayAct) -> list[str]:
        event = moved(shown.procedure, shown.position, part=move.by, move=move.id, day=form.values["day"])
        return list(_happens.of_move(shown, move, event, outside=offer.outside))

    def do(form: DayAct) -> Step:
        said = form.cleaned_data
        return actions.make_move(
            actor, run=shown.run.id, move=move.id, seen=said["seen"], reason=said["reason"], day=said["day"]
        )

    label = _words.move_text(move)
    return Proposed(question=_("%(move)s?") % {"move": label}, act=label, form=form, happens=happens, do=do)
