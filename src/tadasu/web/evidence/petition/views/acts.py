"""Attaching, naming an author, releasing, and noting what became of it: the page says what will happen and asks."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.web.evidence.custody.words import named as custody_named
from tadasu.web.evidence.petition import access, actions, queries
from tadasu.web.evidence.petition.forms import Attach, Close, OnDay, Plain, Release, Send, Share
from tadasu.web.evidence.petition.models import ARTICLE, ITEM, Attachment, Petition
from tadasu.web.evidence.petition.views._shown import ASK, fields_shown, petition_or_404, recipient, remarks_of
from tadasu.web.evidence.petition.views.petitions import could_open
from tadasu.web.evidence.press.models import Article
from tadasu.web.foundation.access import Act, Actor, allow, asking
from tadasu.web.foundation.vault.views.asking import key_or_unlock
from tadasu.web.ui.days import day_text, language
from tadasu.web.ui.forms import Reason
from tadasu.web.ui.parts import State
from tadasu.web.ui.sentences import sentence
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted
from tadasu.wording import say

GRAVE = "ui/reason.html"


@login_required
@require_http_methods(QUESTION)
def attach(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Articles, and items of evidence that may go to an authority; of the others is said why they may not."""
    held, actor = _held(request, id, access.ATTACH)
    allowed, refused = [], []
    for item in queries.offered_items(actor, held):
        name = f"{item.label} ({custody_named('kinds', item.kind, language())})"
        error = queries.refusal(item)
        if error is None:
            allowed.append((str(item.id), name))
        else:
            refused.append((name, sentence(error)))
    articles = [(str(one.id), _article_name(one)) for one in queries.offered_articles(actor, held)]

    def do(form: Attach) -> None:
        for kind, name in ((ITEM, "items"), (ARTICLE, "articles")):
            for thing in form.chosen(name):
                actions.attach(actor, petition=id, kind=kind, thing=thing)

    return _ask(
        request,
        held,
        question=_("What goes along?"),
        act=_("Attach these"),
        form=Attach(posted(request), items=allowed, articles=articles),
        do=do,
        happens=[
            _("Only items that you can open, and whose source lets them go to an authority, can be chosen."),
            _("An item leaves with a package of its own, in which its log stands."),
        ],
        values={"refused": refused, "nothing": not allowed and not articles},
        template="petition/attach.html",
    )


@login_required
@require_http_methods(QUESTION)
def detach(request: HttpRequest, id: UUID, number: int) -> HttpResponseBase:
    """It does not go along."""
    held, actor = _held(request, id, access.ATTACH)

    def do(form: Plain) -> HttpResponseBase | None:
        try:
            actions.detach(actor, petition=id, number=number)
        except Attachment.DoesNotExist:
            return redirect("petition-one", id)
        return None

    return _ask(
        request,
        held,
        question=_("Take attachment %(number)s out?") % {"number": number},
        act=_("Take it out"),
        form=Plain(posted(request)),
        do=do,
        happens=[_("It stays where it is kept. It can be attached again, with another number.")],
    )


@login_required
@require_http_methods(QUESTION)
def share(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Another author."""
    held, actor = _held(request, id, access.SHARE)
    key = key_or_unlock(request)
    if isinstance(key, HttpResponseBase):
        return key
    there = {one.id for one in queries.authors(held)}
    people = [one for one in could_open(actor, held.organisation) if one.id not in there]

    def do(form: Share) -> None:
        actions.share(actor, petition=id, user=UUID(form.cleaned_data["user"]), key=key)

    return _ask(
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


@login_required
@require_http_methods(QUESTION)
def offer(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """It is ready."""
    held, actor = _held(request, id, access.OFFER)
    return _ask(
        request,
        held,
        question=_("Is it ready?"),
        act=_("Ask a second person"),
        form=Plain(posted(request)),
        do=lambda form: _nothing(actions.offer(actor, petition=id)),
        happens=[
            *_missing(held),
            _("An author who may release petitions, and is not you, is asked to read and release it."),
            _("Whatever is changed afterwards takes this back."),
        ],
    )


@login_required
@require_http_methods(QUESTION)
def release(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """The second person."""
    held, actor = _held(request, id, access.RELEASE)

    def do(form: Release) -> None:
        actions.release(actor, petition=id, seen=form.cleaned_data["seen"], reason=form.cleaned_data["reason"])

    return _ask(
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
    held, actor = _held(request, id, access.REOPEN)

    def do(form: Reason) -> None:
        actions.reopen(actor, petition=id, reason=form.cleaned_data["reason"])

    return _ask(
        request,
        held,
        question=_("Take it back to change it?"),
        act=_("Take it back"),
        form=Reason(posted(request)),
        do=do,
        happens=[_("It is a draft again, and two people have to release it anew.")],
    )


@login_required
@require_http_methods(QUESTION)
def send(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """It was handed in."""
    held, actor = _held(request, id, access.SEND)

    def do(form: Send) -> None:
        actions.send(actor, petition=id, **form.cleaned_data)

    return _ask(
        request,
        held,
        question=_("Note that it was handed in"),
        act=_("Note this"),
        form=Send(posted(request), initial={"day": timezone.localdate()}),
        do=do,
        happens=[
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
    held, actor = _held(request, id, access.ACKNOWLEDGE)

    def do(form: OnDay) -> None:
        actions.acknowledge(actor, petition=id, day=form.cleaned_data["day"])

    return _ask(
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
    held, actor = _held(request, id, access.CLOSE)

    def do(form: Close) -> None:
        actions.close(actor, petition=id, **form.cleaned_data)

    return _ask(
        request,
        held,
        question=_("Close the petition?"),
        act=_("Close the petition"),
        form=Close(posted(request), initial={"day": timezone.localdate()}),
        do=do,
        happens=[_("No time runs any more. It cannot be reopened; for another law it can be copied.")],
    )


@login_required
@require_http_methods(QUESTION)
def withdraw(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """It is not pursued."""
    held, actor = _held(request, id, access.WITHDRAW)

    def do(form: Reason) -> None:
        actions.withdraw(actor, petition=id, reason=form.cleaned_data["reason"])

    return _ask(
        request,
        held,
        question=_("Withdraw the petition?"),
        act=_("Withdraw the petition"),
        form=Reason(posted(request)),
        do=do,
        happens=[_("What an authority has already it keeps: tell it yourselves."), _("It cannot be taken up again.")],
        template=GRAVE,
    )


def _held(request: HttpRequest, id: UUID, act: Act) -> tuple[Petition, Actor]:
    held, actor = petition_or_404(request, id), asking(request)
    allow(actor, act.name, held)
    return held, actor


def _ask(
    request: HttpRequest,
    held: Petition,
    *,
    question: str,
    act: str,
    form: BaseForm,
    do: Callable[[Any], HttpResponseBase | None],
    happens: Sequence[str],
    template: str = ASK,
    values: dict[str, object] | None = None,
) -> HttpResponseBase:
    back = reverse("petition-one", args=[held.id])
    return answer(
        request,
        Question(
            question=question,
            act=act,
            form=form,
            do=do,
            back=back,
            happens=happens,
            template=template,
            values=values or {},
        ),
    )


def _missing(held: Petition) -> Sequence[str]:
    """What is required and not there, and what is to be minded: it can be released all the same."""
    lacking = [
        one.name for one in fields_shown(held) if one.state is State.HOLD or (one.state is State.ASK and one.parts)
    ]
    said = []
    if not queries.completeness_of(held).whole:
        names = say("list.separator", {}, language()).join(lacking)
        said.append(_("It is not whole yet: %(fields)s") % {"fields": names})
    return [*said, *remarks_of(held)]


def _article_name(article: Article) -> str:
    published = day_text(article.published_on, language()) if article.published_on else ""
    said = (article.author, f"“{article.title}”" if article.title else "", article.outlet, published)
    return say("list.separator", {}, language()).join(filter(None, said))


def _nothing(_done: object) -> None:
    """An act after which the page goes back."""
