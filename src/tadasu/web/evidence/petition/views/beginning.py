"""How a petition begins: a law, what was found, and who can open it; or another petition."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.reports import in_words
from tadasu.web.evidence.petition import actions, found, laws, queries
from tadasu.web.evidence.petition.access import BEGIN, COPY
from tadasu.web.evidence.petition.forms import Begin, Copy
from tadasu.web.evidence.petition.models import OVER
from tadasu.web.evidence.petition.views._asking import ASK, held_for
from tadasu.web.evidence.petition.views.text import content_or_way
from tadasu.web.foundation.access import allow, asking
from tadasu.web.foundation.accounts.pages import organisation_or_404
from tadasu.web.ui.days import language
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted


@login_required
@require_http_methods(QUESTION)
def begin(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """A new petition, filled from what was found."""
    place, actor = organisation_or_404(request, organisation), asking(request)
    allow(actor, BEGIN.name, place)

    def do(form: Begin) -> HttpResponseBase:
        return redirect("petition-one", actions.begin(actor, organisation=organisation, begun=form.begun()).id)

    inquiries = [(str(one.id), one.label) for one in found.inquiries_offered(actor, organisation)]
    findings = [(str(one.id), one.title) for one in found.findings_offered(actor, organisation)]
    form = Begin(
        posted(request),
        regimes=_regimes(),
        inquiries=inquiries,
        findings=findings,
        people=[each for each in queries.could_open(place.id) if each.id != actor.user],
        initial={"language": language()},
    )
    happens = [
        _(
            "What the inquiries and findings say of who, where, which goods and since when is filled in. You can change it."
        ),
        _("The text is sealed: you and those whom you choose open it, nobody else, whatever their role."),
        _("A petition may lead to a source. Write nothing in it that the source did not allow."),
    ]
    if not inquiries and not findings:
        happens.append(_("There is no inquiry and no finding to fill it from yet: everything has to be typed."))
    return answer(
        request,
        Question(
            question=_("Begin a petition"),
            act=_("Begin this petition"),
            form=form,
            do=do,
            back=reverse("petition-list", args=[organisation]),
            happens=happens,
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def copy(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """To another law."""
    held, actor = held_for(request, id, COPY)
    found = content_or_way(request, held, back=request.get_full_path())
    if isinstance(found, HttpResponse):
        return found
    key = found[0]

    def do(form: Copy) -> HttpResponseBase:
        said = form.cleaned_data
        made = actions.copy(actor, petition=id, regime=said["regime"], label=said["label"], key=key)
        return redirect("petition-one", made.id)

    return answer(
        request,
        Question(
            question=_("Copy “%(name)s” to another law") % {"name": held.label},
            act=_("Begin the copy"),
            form=Copy(posted(request), regimes=_regimes(but="" if held.state in OVER else held.regime)),
            do=do,
            back=reverse("petition-one", args=[id]),
            happens=[
                _("What both laws ask is taken over, and what else the other asks is shown as missing."),
                _("Attachments go along as far as their sources still let them. The authors are the same."),
                _("What you have here stays as it is."),
            ],
            template=ASK,
        ),
    )


def _regimes(*, but: str = "") -> Sequence[tuple[str, str]]:
    """Laws that say what a petition holds, each with to whom it goes."""
    said = _("%(law)s. It goes to: %(to)s")
    return [
        (key, said % {"law": in_words(law.names, language()), "to": in_words(law.to, language())})
        for key, law in laws.asking().items()
        if key != but
    ]
