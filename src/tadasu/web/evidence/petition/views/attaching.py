"""What goes along: chosen from what may, and taken out."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.web.evidence.custody.words import named as custody_named
from tadasu.web.evidence.petition import actions, queries
from tadasu.web.evidence.petition.access import ATTACH
from tadasu.web.evidence.petition.forms import Attach, Nothing
from tadasu.web.evidence.petition.models import ARTICLE, ITEM, Attachment
from tadasu.web.evidence.petition.views._asking import ask, held_for
from tadasu.web.evidence.petition.views._shown import article_name
from tadasu.web.ui.days import language
from tadasu.web.ui.sentences import sentence
from tadasu.web.ui.views.question import QUESTION, posted


@login_required
@require_http_methods(QUESTION)
def attach(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Articles, and items of evidence that may go to an authority; of the others is said why they may not."""
    held, actor = held_for(request, id, ATTACH)
    allowed, refused = [], []
    for item in queries.offered_items(actor, held):
        name = f"{item.label} ({custody_named('kinds', item.kind, language())})"
        error = queries.refusal(item)
        if error is None:
            allowed.append((str(item.id), name))
        else:
            refused.append((name, sentence(error)))
    articles = [(str(one.id), article_name(one)) for one in queries.offered_articles(actor, held)]

    def do(form: Attach) -> None:
        for kind, name in ((ITEM, "items"), (ARTICLE, "articles")):
            for thing in form.chosen(name):
                actions.attach(actor, petition=id, kind=kind, thing=thing)

    return ask(
        request,
        held,
        question=_("What goes along?"),
        act=_("Attach these"),
        form=Attach(posted(request), items=allowed, articles=articles),
        do=do,
        happens=[
            _("Only items that you can open, and whose source lets them go to an authority, can be chosen."),
            _("An item leaves with a package of its own, in which its log stands."),
            *_cut(len(allowed) + len(refused), len(articles)),
        ],
        values={"refused": refused, "nothing": not allowed and not articles},
        template="petition/attach.html",
    )


@login_required
@require_http_methods(QUESTION)
def detach(request: HttpRequest, id: UUID, number: int) -> HttpResponseBase:
    """It does not go along."""
    held, actor = held_for(request, id, ATTACH)

    def do(form: Nothing) -> HttpResponseBase | None:
        try:
            actions.detach(actor, petition=id, number=number)
        except Attachment.DoesNotExist:
            return redirect("petition-one", id)
        return None

    return ask(
        request,
        held,
        question=_("Take attachment %(number)s out?") % {"number": number},
        act=_("Take it out"),
        form=Nothing(posted(request)),
        do=do,
        happens=[_("It stays where it is kept. It can be attached again, with another number.")],
    )


def _cut(*numbers: int) -> Sequence[str]:
    """Whether there may be more than is offered at once."""
    if max(numbers) < queries.MOST_OFFERED:
        return ()
    most = {"most": queries.MOST_OFFERED}
    return [_("The %(most)s latest are offered at once: attach those you want, and the next ones are offered.") % most]
