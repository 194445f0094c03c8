"""Who else can open the text."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.web.evidence.petition import actions, queries
from tadasu.web.evidence.petition.access import SHARE
from tadasu.web.evidence.petition.forms import Share
from tadasu.web.evidence.petition.views._asking import ask, held_for
from tadasu.web.foundation.vault.views.asking import key_or_unlock
from tadasu.web.ui.views.question import QUESTION, posted


@login_required
@require_http_methods(QUESTION)
def share(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Another author."""
    held, actor = held_for(request, id, SHARE)
    key = key_or_unlock(request)
    if isinstance(key, HttpResponseBase):
        return key
    there = {one.id for one in queries.authors(held)}
    people = [one for one in queries.could_open(held.organisation_id) if one.id not in there]

    def do(form: Share) -> None:
        actions.share(actor, petition=id, user=UUID(form.cleaned_data["user"]), key=key)

    return ask(
        request,
        held,
        question=_("Name another author"),
        act=_("Let this person open it"),
        form=Share(posted(request), people=people),
        do=do,
        happens=[
            _("This person can open the text from then on, and what is written later."),
            _("Only people with keys who draft or release petitions here can be chosen."),
        ],
    )
