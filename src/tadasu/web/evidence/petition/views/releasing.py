"""Two people release it: one says that it is ready, another releases it; what was released is taken back to be changed."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.law import Held, Need
from tadasu.reports import in_words
from tadasu.web.evidence.petition import actions, queries
from tadasu.web.evidence.petition.access import OFFER, RELEASE, REOPEN
from tadasu.web.evidence.petition.forms import Nothing, Release
from tadasu.web.evidence.petition.models import Petition
from tadasu.web.evidence.petition.views._asking import GRAVE, ask, held_for
from tadasu.web.evidence.petition.views._shown import findings_text, recipient, remarks_of
from tadasu.web.ui.days import language
from tadasu.web.ui.forms import Reason
from tadasu.web.ui.views.question import QUESTION, posted
from tadasu.wording import say


@login_required
@require_http_methods(QUESTION)
def offer(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """It is ready."""
    held, actor = held_for(request, id, OFFER)

    def do(form: Nothing) -> None:
        actions.offer(actor, petition=id)

    return ask(
        request,
        held,
        question=_("Is it ready?"),
        act=_("Ask a second person"),
        form=Nothing(posted(request)),
        do=do,
        happens=[
            *_missing(held),
            _("An author who may release petitions, and is not you, is asked to read and release it.")
            if queries.others_release(held, actor.user)
            else _("Nobody else who can open it may release it: name another author first."),
            _("Whatever is changed afterwards takes this back."),
        ],
    )


@login_required
@require_http_methods(QUESTION)
def release(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """The second person."""
    held, actor = held_for(request, id, RELEASE)

    def do(form: Release) -> None:
        actions.release(actor, petition=id, seen=form.cleaned_data["seen"], reason=form.cleaned_data["reason"])

    return ask(
        request,
        held,
        question=_("Release “%(name)s”?") % {"name": held.label},
        act=_("Release this petition"),
        form=Release(posted(request), initial={"seen": queries.last_step(held)}),
        do=do,
        happens=[
            *_missing(held),
            _("You stand for it that nothing in it leads to a source who did not allow it."),
            _("From then on neither its text nor what goes along can be changed."),
            _("It goes to: %(to)s") % {"to": recipient(held.regime)},
        ],
        template=GRAVE,
    )


@login_required
@require_http_methods(QUESTION)
def reopen(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Back to a draft."""
    held, actor = held_for(request, id, REOPEN)

    def do(form: Reason) -> None:
        actions.reopen(actor, petition=id, reason=form.cleaned_data["reason"])

    return ask(
        request,
        held,
        question=_("Take it back to change it?"),
        act=_("Take it back"),
        form=Reason(posted(request)),
        do=do,
        happens=[_("It is a draft again, and two people have to release it anew.")],
    )


def _missing(held: Petition) -> Sequence[str]:
    """What is required and not there, and what is to be minded: it can be released all the same."""
    found = queries.completeness_of(held)
    lacking = [
        in_words(one.field.names, language())
        for one in found.fields
        if one.field.need is Need.REQUIRED and one.held is not Held.THERE
    ]
    said = []
    if not found.whole:
        names = say("list.separator", {}, language()).join(lacking)
        said.append(_("It is not whole yet: %(fields)s") % {"fields": names})
    return [*said, *remarks_of(held), *findings_text(held)]
