"""Write what is to be public: a new proposal, a correction, a change of a proposal."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.release import Kind, kinds
from tadasu.schema import UsageError
from tadasu.web.foundation.access import allow, asking
from tadasu.web.foundation.publication import actions
from tadasu.web.foundation.publication._kept import published_by
from tadasu.web.foundation.publication.access import CHANGE, PROPOSE
from tadasu.web.foundation.publication.content import Content, read
from tadasu.web.foundation.publication.forms import DocumentForm, can_be_typed
from tadasu.web.foundation.publication.views._found import organisation_of, proposal_of
from tadasu.web.ui.days import language
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted

WRITE = "publication/write.html"


@login_required
@require_http_methods(QUESTION)
def propose(request: HttpRequest, organisation: UUID, kind: str) -> HttpResponseBase:
    """A new one."""
    actor = asking(request)
    organisation_of(actor, organisation, PROPOSE.name)
    of = _typed(kind)

    def do(form: DocumentForm) -> HttpResponseBase:
        id = actions.propose(
            actor, organisation=organisation, kind=kind, document=form.document, reason=form.cleaned_data["reason"]
        )
        return redirect("publication-proposal", id)

    return answer(
        request,
        Question(
            question=_("Propose: %(kind)s") % {"kind": of.names[language()]},
            act=_("Propose this text"),
            form=_form(request, of),
            do=do,
            back=reverse("publication-proposals", args=[organisation]),
            happens=_happens(),
            template=WRITE,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def correct(request: HttpRequest, organisation: UUID, number: int) -> HttpResponseBase:
    """A new version of what is public."""
    actor = asking(request)
    organisation_of(actor, organisation, PROPOSE.name)
    try:
        before = published_by(organisation, number)
    except UsageError:
        raise Http404 from None
    of = _typed(before.kind)

    def do(form: DocumentForm) -> HttpResponseBase:
        id = actions.propose(
            actor,
            organisation=organisation,
            kind=before.kind,
            document=form.document,
            reason=form.cleaned_data["reason"],
            corrects=number,
            changed=form.changed,
        )
        return redirect("publication-proposal", id)

    return answer(
        request,
        Question(
            question=_("Correct publication %(number)s") % {"number": number},
            act=_("Propose this correction"),
            form=_form(request, of, corrects=True, before=_unchanged(read(before.content))),
            do=do,
            back=reverse("publication-proposal", args=[before.id]),
            happens=[*_happens(), _("The earlier version stays public beside it.")],
            template=WRITE,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def change(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Another text in a proposal. The form holds the digest of the text that it shows."""
    actor, found = asking(request), proposal_of(request, id)
    allow(actor, CHANGE.name, found)
    of, before = _typed(found.kind), read(found.content)
    digest = request.POST.get("digest", found.digest)

    def do(form: DocumentForm) -> None:
        actions.change(
            actor,
            proposal=id,
            digest=digest,
            document=form.document,
            reason=form.cleaned_data["reason"],
            changed=form.changed,
        )

    return answer(
        request,
        Question(
            question=_("Change this proposal"),
            act=_("Propose the changed text"),
            form=_form(request, of, corrects=found.corrects is not None, before=before, reason=found.reason),
            do=do,
            back=reverse("publication-proposal", args=[id]),
            happens=[_("Signatures of the text as it was no longer count."), *_happens()],
            template=WRITE,
            values={"digest": digest},
        ),
    )


def _form(
    request: HttpRequest, kind: Kind, *, corrects: bool = False, before: Content | None = None, reason: str = ""
) -> DocumentForm:
    sent = posted(request)
    form = DocumentForm(sent, kind=kind, corrects=corrects, before=before)
    form.initial["reason"] = reason
    return form


def _typed(kind: str) -> Kind:
    """A kind that is typed on a page. Raises Http404."""
    found = kinds().get(kind)
    if found is None or not can_be_typed(found):
        raise Http404
    return found


def _unchanged(content: Content) -> Content:
    """What an earlier correction changed is not what this one does."""
    return Content(kind=content.kind, document=content.document, by=content.by, invented=content.invented)


def _happens() -> list[str]:
    return [
        _("The rules look for what must not be published. What they find stands on the page of the proposal."),
        _("Two people read exactly what will be public and sign it. Then everybody can read it."),
        _("Once published, it cannot be called back: others copy it at once."),
    ]
