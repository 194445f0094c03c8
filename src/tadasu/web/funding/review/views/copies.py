"""What reviewers read: made by a programme officer, opened by who sits."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.schema import TadasuError
from tadasu.web.foundation.vault.actions import Unlocked
from tadasu.web.funding.review import actions, reading
from tadasu.web.funding.review.access import GIVE_COPY, READ
from tadasu.web.funding.review.forms import Copied, Why
from tadasu.web.funding.review.views._asking import ASK, ask, held_for, with_key
from tadasu.web.ui.days import language
from tadasu.web.ui.sentences import sentence
from tadasu.web.ui.views.question import QUESTION, posted


@login_required
@require_http_methods(QUESTION)
def copy(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Open the application, look through its texts without names, seal what is left."""
    held, actor = held_for(request, id, GIVE_COPY)

    def first(key: Unlocked) -> HttpResponseBase:
        if "text" in request.POST:
            return second(key, request.POST.get("reason", ""))
        return ask(
            request,
            id,
            question=_("Make the reviewers' copy"),
            act=_("Open the application"),
            form=Why(posted(request)),
            do=lambda form: second(key, form.cleaned_data["reason"]),
            happens=[
                _(
                    "You see its texts with the names of the parties taken out, and look through them before they are "
                    "sealed to the reviewers."
                )
            ],
        )

    def second(key: Unlocked, reason: str) -> HttpResponseBase:
        texts = actions.prepare_copy(actor, review=id, key=key, reason=reason)
        typed = "text" in request.POST
        asked = reading.asked_as(held, texts, language())
        given = request.POST if typed else None
        form = Copied(given, initial={"reason": reason}, texts=texts, asked=asked)
        if typed and form.is_valid():
            try:
                with transaction.atomic():
                    actions.make_copy(actor, review=id, texts=form.texts(), key=key, reason=reason)
                return redirect("review-one", id)
            except TadasuError as error:
                form.add_error(None, sentence(error))
        values = {
            "question": _("Look through the copy"),
            "act": _("Seal this to the reviewers"),
            "form": form,
            "marked": True,
            "address": request.get_full_path(),
            "back": reverse("review-one", args=[id]),
            "happens": [
                _(
                    "[A] stands for the applicant, [A1] for a person of theirs. Take out what else tells who it is: "
                    "places, titles, dates of arrests."
                ),
                _("Empty a field to leave it out."),
            ],
        }
        return render(request, ASK, values, status=400 if form.is_bound else 200)

    return with_key(request, first)


@login_required
@require_http_methods(QUESTION)
def read(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Open everything of a review that is sealed to whoever asks, for one reason."""
    held, actor = held_for(request, id, READ)

    def then(key: Unlocked) -> HttpResponseBase:
        def do(form: Why) -> HttpResponseBase:
            reading.open_all(actor, review=held, key=key, reason=form.cleaned_data["reason"])
            return redirect("review-text", id)

        return ask(
            request,
            id,
            question=_("Read what is sealed in this review"),
            act=_("Open it"),
            form=Why(posted(request)),
            do=do,
            happens=[_("You can read it for half an hour. Each opening stands in the log of the vault.")],
        )

    return with_key(request, then)


@login_required
@require_safe
def text(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """What was opened less than half an hour ago."""
    held, actor = held_for(request, id, READ)

    def then(key: Unlocked) -> HttpResponseBase:
        shown = reading.shown(actor, review=held, key=key)
        if shown is None:
            return redirect("review-read", id)
        copy = shown.copy
        asked = reading.asked_as(held, [question for question, _text in copy], language())
        values = {"review": held, "words": shown.words, "copy": [(asked[question], text) for question, text in copy]}
        return render(request, "review/text.html", values)

    return with_key(request, then)
