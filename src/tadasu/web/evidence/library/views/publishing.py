"""Propose a finding for publication: what it would say is shown, and the proposal then is signed by two people like any other."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.web.evidence.library import actions
from tadasu.web.evidence.library.actions.publishing import COUNTRY, REGION, rolled_up
from tadasu.web.evidence.library.forms import Publish
from tadasu.web.evidence.library.resting import published_of
from tadasu.web.evidence.library.views._shown import ASK
from tadasu.web.evidence.library.views.led import finding_or_404
from tadasu.web.foundation.access import allow, asking
from tadasu.web.foundation.findings.models import IN_FORCE
from tadasu.web.foundation.publication.access import PROPOSE
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted


@login_required
@require_http_methods(QUESTION)
def publish(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A proposal; of a finding that is public already, a correction of it."""
    found, actor = finding_or_404(request, id), asking(request)
    if found.origin or found.status != IN_FORCE:
        raise Http404
    allow(actor, PROPOSE.name, found)
    corrects = max((number for number, still in published_of([found]).items() if still), default=None)
    subject = found.content["subject"]
    places = {level: rolled_up(subject, level) for level in (COUNTRY, REGION)}
    if places[REGION] == places[COUNTRY]:
        del places[REGION]

    def do(form: Publish) -> HttpResponseBase:
        made = actions.propose(actor, finding=id, telling=form.telling(), reason=form.cleaned_data["reason"])
        return redirect("publication-proposal", made)

    return answer(
        request,
        Question(
            question=_("Propose “%(title)s” for publication") % {"title": found.title},
            act=_("Propose this finding"),
            form=Publish(
                posted(request),
                company=next(iter(subject["names"]), ""),
                places=places,
                corrects=corrects,
                initial={"names": "no", "finest": COUNTRY},
            ),
            do=do,
            back=reverse("library-finding", args=[id]),
            happens=[
                _(
                    "Told are: abuse, standard, country or region, since which quarter, goods, whether the one named was heard."
                ),
                _("Not told are: spots, days, people, what it rests on except published articles, which are credited."),
                _("The next page shows exactly what would be public. Two people sign it before it is."),
                *(
                    [_("It is public already: this corrects publication %(number)s.") % {"number": corrects}]
                    if corrects
                    else []
                ),
            ],
            template=ASK,
        ),
    )
