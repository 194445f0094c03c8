"""Changing: what is said of an article, its passages, what it repeats."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.web.evidence.press import actions, queries
from tadasu.web.evidence.press.access import CHANGE
from tadasu.web.evidence.press.crediting import attribution
from tadasu.web.evidence.press.forms import Change, Nothing, OnePassage, Repeats, Said, Verdict
from tadasu.web.evidence.press.models import Passage
from tadasu.web.evidence.press.views._shown import ASK, article_for
from tadasu.web.ui.days import language
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted

MOST_OFFERED = 500
"""Articles that a page offers as the one that is repeated: the latest."""


@login_required
@require_http_methods(QUESTION)
def change(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Correct what is said of it."""
    found, actor = article_for(request, id, CHANGE)

    def do(form: Change) -> None:
        actions.change(actor, article=id, told=form.told(found.url), seen=form.cleaned_data["seen"])

    values = {name: getattr(found, name) for name in Said.base_fields} | {"seen": found.changes}
    return answer(
        request,
        Question(
            question=_("Correct what is said of “%(title)s”") % {"title": found.title},
            act=_("Save the corrections"),
            form=Change(posted(request), initial=values),
            do=do,
            back=_back(id),
            happens=[_("Its text, its bytes, its address and its fingerprint stay as they are.")],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def add_passage(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """One more that matters."""
    found, actor = article_for(request, id, CHANGE)

    def do(form: OnePassage) -> None:
        actions.add_passage(actor, article=id, text=form.cleaned_data["text"])

    return answer(
        request,
        Question(
            question=_("Add a passage of “%(title)s”") % {"title": found.title},
            act=_("Add this passage"),
            form=OnePassage(posted(request)),
            do=do,
            back=_back(id),
            template=ASK,
            values={"text": found.text, "attribution": attribution(found, language())},
        ),
    )


@login_required
@require_http_methods(QUESTION)
def remove_passage(request: HttpRequest, id: UUID, number: int) -> HttpResponseBase:
    """It does not matter after all."""
    found, actor = article_for(request, id, CHANGE)
    if not Passage.objects.filter(article=found, number=number).exists():
        raise Http404

    def do(form: Nothing) -> None:
        actions.remove_passage(actor, article=id, number=number)

    return answer(
        request,
        Question(
            question=_("Take a passage of “%(title)s” away?") % {"title": found.title},
            act=_("Take this passage away"),
            form=Nothing(posted(request)),
            do=do,
            back=_back(id),
            happens=[_("It is not shown as a passage that matters any more. The text of the article stays.")],
            template=ASK,
            values={"text": Passage.objects.get(article=found, number=number).text},
        ),
    )


@login_required
@require_http_methods(QUESTION)
def repeats(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Which article it repeats."""
    found, actor = article_for(request, id, CHANGE)
    rows = queries.articles_of(actor, found.organisation_id).exclude(id=found.id).order_by("-retrieved_on", "id")
    others = [(str(one.id), f"{one.outlet}: {one.title}") for one in rows[:MOST_OFFERED]]
    if found.copied_from is not None and str(found.copied_from) not in dict(others):
        others += [(str(one.id), f"{one.outlet}: {one.title}") for one in rows.filter(id=found.copied_from)]

    def do(form: Repeats) -> None:
        other = form.cleaned_data["other"]
        actions.set_copied_from(actor, article=id, other=UUID(other) if other else None)

    return answer(
        request,
        Question(
            question=_("What does “%(title)s” repeat?") % {"title": found.title},
            act=_("Keep this"),
            form=Repeats(posted(request), others=others, initial={"other": str(found.copied_from or "")}),
            do=do,
            back=_back(id),
            happens=[
                _(
                    "An article that repeats another is no independent source: where evidence is weighed, the two count as one."
                ),
                _("It counts so at once, also in inquiries that rest on it."),
            ],
            template=ASK,
            values={"attribution": attribution(found, language())},
        ),
    )


@login_required
@require_http_methods(QUESTION)
def likeness(request: HttpRequest, id: UUID, likeness: UUID) -> HttpResponseBase:
    """Two texts that are nearly the same: which repeats which."""
    found, actor = article_for(request, id, CHANGE)
    asked = queries.suggestions_of(found).filter(id=likeness).first()
    if asked is None:
        raise Http404
    other = asked.other if asked.article_id == found.id else asked.article

    def do(form: Verdict) -> None:
        actions.decide(actor, article=id, likeness=likeness, verdict=form.cleaned_data["verdict"])

    return answer(
        request,
        Question(
            question=_("Does one of these repeat the other?"),
            act=_("Keep this"),
            form=Verdict(posted(request), article=found, other=other),
            do=do,
            back=_back(id),
            happens=[
                _("Their texts have long passages in common: about %(share)s in a hundred of the shorter one.")
                % {"share": asked.share},
                attribution(found, language()),
                attribution(other, language()),
                _(
                    "Both may also rest on a third that is not here: then neither repeats the other, "
                    "and verification names the common origin."
                ),
            ],
            template=ASK,
        ),
    )


def _back(id: UUID) -> str:
    return reverse("press-one", args=[id])
