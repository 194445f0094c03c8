"""What readers do with an application: lead it on, write to its holder."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.web.foundation.access import allow, asking
from tadasu.web.funding.applications.access import SET_STATE, TELL
from tadasu.web.funding.applications.actions.letters import tell
from tadasu.web.funding.applications.actions.states import letters, set_state
from tadasu.web.funding.applications.forms import Asked, Letter
from tadasu.web.funding.applications.models import DECIDED, EMERGENCY
from tadasu.web.funding.applications.names import state_told
from tadasu.web.funding.applications.views._staff import application_or_404
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted


@login_required
@require_http_methods(QUESTION)
def lead_on(request: HttpRequest, id: UUID, state: str) -> HttpResponseBase:
    """The next state, with the letter that tells it."""
    actor, found = asking(request), application_or_404(request, id)
    allow(actor, SET_STATE.name, found)
    usual = letters().get(state)
    if usual is None:
        raise Http404

    def form(sent: QueryDict | None) -> Letter:
        return Letter(sent, initial=dict(usual))

    def do(form: Letter) -> None:
        set_state(actor, application=found, state=state, texts=form.cleaned_data)
        messages.success(request, _("Its holder reads it at the head of the box, and in a letter."))

    happens = [_("Whoever has the code reads at the head of the box: “%(state)s”") % {"state": state_told(state)}]
    if state == DECIDED and found.lane == EMERGENCY:
        happens.append(_("The clock stops, and the hour in which it came is deleted."))
    return answer(
        request,
        Question(
            question=_("Lead %(name)s on?") % {"name": found.pseudonym},
            act=_("Say this, and lead it on"),
            form=form(posted(request)),
            do=do,
            back=reverse("applications-one", args=[id]),
            happens=happens,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def tell_applicant(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A letter into the box."""
    actor, found = asking(request), application_or_404(request, id)
    allow(actor, TELL.name, found)

    def do(form: Asked) -> None:
        texts = {one: form.cleaned_data[one] for one in ("en", "ja")}
        tell(actor, found, texts, question=form.cleaned_data["question"])
        messages.success(request, _("Your letter lies in the box, sealed to whoever has its code."))

    return answer(
        request,
        Question(
            question=_("Write to %(name)s") % {"name": found.pseudonym},
            act=_("Seal and send this letter"),
            form=Asked(posted(request)),
            do=do,
            back=reverse("applications-one", args=[id]),
            happens=[_("Both languages are one letter; what its holder reads best comes first.")],
        ),
    )
