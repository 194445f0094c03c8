"""Lists: the check, what was alike, and what two people find."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.web.foundation.access import may_anew
from tadasu.web.foundation.vault.actions import Unlocked
from tadasu.web.funding.review import actions, standing
from tadasu.web.funding.review._writing import opened, opened_again
from tadasu.web.funding.review.access import CONFIRM, JUDGE, SCREEN
from tadasu.web.funding.review.by_hand import OF_A_STATE, japans
from tadasu.web.funding.review.forms import Checked, Judged, Noted, Nothing, Why
from tadasu.web.funding.review.views._asking import ask, held_for, hit_for, with_key
from tadasu.web.funding.review.words import named, publishers
from tadasu.web.ui.days import language
from tadasu.web.ui.views.question import QUESTION, posted


@login_required
@require_http_methods(QUESTION)
def check(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Hold the sealed parties against the lists."""
    actor = held_for(request, id, SCREEN)[1]

    def then(key: Unlocked) -> HttpResponseBase:
        def do(form: Checked) -> None:
            by_hand = japans(form.cleaned_data["list_jp"])
            actions.check(actor, review=id, key=key, reason=form.cleaned_data["reason"], by_hand=by_hand)

        return ask(
            request,
            id,
            question=_("Check the parties against lists"),
            act=_("Check"),
            form=Checked(posted(request)),
            do=do,
            happens=[
                _("Kept are yes or no, the lists with their versions, and the day. Who and which entry is sealed."),
                _("A check that is missing blocks a payment, not the application."),
            ],
        )

    return with_key(request, then)


@login_required
@require_http_methods(QUESTION)
def note(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Something that a person found."""
    actor = held_for(request, id, SCREEN)[1]

    def do(form: Noted) -> None:
        said = form.cleaned_data
        lists = publishers()[said["publisher"]].lists
        actions.note_hit(
            actor,
            review=id,
            list_id=lists[0] if lists else OF_A_STATE,
            list_day=said["list_day"],
            publisher=said["publisher"],
            text=said["text"],
        )

    return ask(
        request,
        id,
        question=_("Note something found by hand"),
        act=_("Note it"),
        form=Noted(posted(request)),
        do=do,
        happens=[_("A list that you looked through, or a label by a persecuting state.")],
    )


@login_required
@require_http_methods(QUESTION)
def hit(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """What was alike, opened by whom it is sealed to."""
    held, actor = hit_for(request, id, JUDGE)

    def then(key: Unlocked) -> HttpResponseBase:
        found = opened_again(actor, held.record, key)
        if found is None:

            def do(form: Why) -> HttpResponseBase:
                opened(actor, held.record, key, purpose="check", reason=form.cleaned_data["reason"])
                if held.words is not None:
                    opened(actor, held.words, key, purpose="check", reason=form.cleaned_data["reason"])
                return redirect("review-hit", id)

            return ask(
                request,
                held.made_in.review_id,
                question=_("Open what was found on a list"),
                act=_("Open it"),
                form=Why(posted(request)),
                do=do,
            )
        words = opened_again(actor, held.words, key) if held.words is not None else None
        values = {
            "hit": held,
            "found": [
                (name, found[name])
                for name in ("party", "query", "name", "entry", "programme", "countries", "topics", "remarks", "text")
                if found.get(name)
            ],
            "words": words["text"] if words else "",
            "publisher": publishers()[held.publisher].name[language()] if held.publisher in publishers() else "",
            "verdict": named("verdicts", held.verdict, language()) if held.verdict else "",
            "reasons": [named("hit_reasons", one, language()) for one in held.reasons],
            "resolved": standing.resolved(held),
            "judges": held.second_by_id is None,
            "confirms": bool(held.verdict) and held.second_by_id is None and may_anew(actor, CONFIRM.name, held),
        }
        return render(request, "review/hit.html", values)

    return with_key(request, then)


@login_required
@require_http_methods(QUESTION)
def judge(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """What somebody finds."""
    held, actor = hit_for(request, id, JUDGE)
    initial = {"publisher": held.publisher}
    return ask(
        request,
        held.made_in.review_id,
        question=_("Judge what was found"),
        act=_("Seal my judgement"),
        form=Judged(posted(request), initial=initial),
        do=lambda form: actions.judge(actor, hit=id, **form.cleaned_data),
        back=reverse("review-hit", args=[id]),
        happens=[
            _(
                "A government that lists somebody proves nothing by it. Say who listed, on what ground, and what you "
                "find yourself."
            ),
            _("Lists about terror want a second person, who finds the same."),
        ],
    )


@login_required
@require_http_methods(QUESTION)
def confirm(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """The second person."""
    held, actor = hit_for(request, id, CONFIRM)
    return ask(
        request,
        held.made_in.review_id,
        question=_("Find the same as the first"),
        act=_("I find the same"),
        form=Nothing(posted(request)),
        do=lambda form: actions.confirm(actor, hit=id),
        back=reverse("review-hit", args=[id]),
        happens=[
            named("verdicts", held.verdict, language()),
            _("If you find something else, judge anew: then the first may confirm yours."),
        ],
    )
