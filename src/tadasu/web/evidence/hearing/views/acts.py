"""Pages on which something is done with a notice."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tadasu.schema import UsageError
from tadasu.web.evidence.hearing import actions
from tadasu.web.evidence.hearing.access import DROP, NOT_TELL, NOTE, PREPARE, RELEASE, SEND
from tadasu.web.evidence.hearing.forms import Checked, NotTold, Prepare, Send
from tadasu.web.evidence.hearing.models import RELEASED, Answer
from tadasu.web.evidence.hearing.views._shown import before, inquiry_or_404, letters_of, notice_or_404
from tadasu.web.evidence.hearing.words import data
from tadasu.web.foundation.access import Act, allow, asking
from tadasu.web.foundation.correspondence.pages import grouped
from tadasu.web.ui.days import language
from tadasu.web.ui.forms import Reason
from tadasu.web.ui.sentences import sentence
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted

ASK = "hearing/ask.html"


@login_required
@require_http_methods(QUESTION)
def prepare(request: HttpRequest, inquiry: UUID) -> HttpResponseBase:
    """Compose what is told."""
    found, actor = inquiry_or_404(request, inquiry), asking(request)
    allow(actor, PREPARE.name, found)

    def do(form: Prepare) -> HttpResponseBase:
        return redirect("hearing-one", actions.prepare(actor, inquiry=inquiry, prepared=form.prepared()).id)

    initial = {"elements": list(found.elements), "time": "own"}
    return answer(
        request,
        Question(
            question=_("What is told to the company"),
            act=_("Show the letter"),
            form=Prepare(posted(request), elements=found.elements, initial=initial),
            do=do,
            back=reverse("inquiry-one", args=[inquiry]),
            happens=[
                _("The letter is made of codes of the claim, as coarsely as few people ask for, and of your words."),
                _("Nothing is sent. You read the letter, and a second person releases it."),
                data()["why_least"][language()],
            ],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def not_tell(request: HttpRequest, inquiry: UUID) -> HttpResponseBase:
    """Nothing is told, and why."""
    found, actor = inquiry_or_404(request, inquiry), asking(request)
    allow(actor, NOT_TELL.name, found)

    def do(form: NotTold) -> HttpResponseBase:
        made = actions.not_tell(actor, inquiry=inquiry, **form.cleaned_data)
        return redirect("hearing-one", made.id)

    return answer(
        request,
        Question(
            question=_("Say why nothing is told to the company"),
            act=_("Keep this reason"),
            form=NotTold(posted(request)),
            do=do,
            back=reverse("inquiry-one", args=[inquiry]),
            happens=[
                _("The claim counts as not heard: the higher standards cannot be reached."),
                _("The reason stands beside the finding as a code. Your words stay here; write no names of sources."),
            ],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def release(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """The second person."""
    found, actor = notice_or_404(request, id), asking(request)
    allow(actor, RELEASE.name, found)

    def do(form: Checked) -> None:
        actions.release(actor, notice=id, confirmed=form.cleaned_data["confirmed"])

    return answer(
        request,
        Question(
            question=_("Release this notice?"),
            act=_("Release the notice"),
            form=Checked(posted(request)),
            do=do,
            back=reverse("hearing-one", args=[id]),
            happens=[
                _(
                    "It waits for its day: weeks after the last piece of evidence came in, by a die, and always the same weekday."
                ),
                _("Until then it can be given up. Before it goes, everything is looked at once more."),
            ],
            template=ASK,
            values={"letters": letters_of(found), "before": before(found)},
        ),
    )


@login_required
@require_http_methods(QUESTION)
def send(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Open the box, and print the letter with its code: once."""
    found, actor = notice_or_404(request, id), asking(request)
    allow(actor, SEND.name, found)
    first = found.state == RELEASED

    def do(form: Send) -> HttpResponseBase:
        sent = actions.send(actor, notice=id, instead_of=form.cleaned_data["instead_of"])
        address = request.build_absolute_uri(reverse("correspondence-box"))
        values = {
            "letters": letters_of(sent.notice, address=address),
            "code": grouped(sent.code),
            "notice": sent.notice,
        }
        return render(request, "hearing/letter.html", values)

    again = [_("The old code opens a box that is closed. The time goes on.")]
    return answer(
        request,
        Question(
            question=_("Print the letter and start the time?") if first else _("Make a new code?"),
            act=_("Show the letter with its code"),
            form=Send(posted(request), initial={"instead_of": found.box}),
            do=do,
            back=reverse("hearing-one", args=[id]),
            happens=[
                *([] if first else again),
                _(
                    "The code is shown once. Print the letter now, and hand it over today, by a way that the company trusts."
                ),
                *([_("The time runs from today.")] if first else []),
            ],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def drop(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """It is not sent."""
    happens = [_("Nothing is sent. Another notice can be prepared.")]
    return _with_reason(request, id, DROP, _("Give this notice up?"), _("Give it up"), happens, actions.drop)


@login_required
@require_http_methods(QUESTION)
def lengthen(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """More time."""
    happens = [_("Its time becomes longer once, by what the procedure says.")]
    return _with_reason(request, id, NOTE, _("Give it more time?"), _("Give more time"), happens, actions.lengthen)


@login_required
@require_http_methods(QUESTION)
def answered(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """It answered."""
    happens = [_("The claim counts as heard if all of it was told: the party was asked and answered.")]
    question, act = _("Note that it answered?"), _("Note the answer")
    return _with_reason(request, id, NOTE, question, act, happens, actions.note_answer)


@login_required
@require_http_methods(QUESTION)
def silent(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """It was asked and had its time."""
    happens = [
        _(
            "The claim counts as heard if all of it was told: the party was asked and had its time. A late answer is taken all "
            "the same."
        )
    ]
    question, act = _("Note that it had its time?"), _("Note the silence")
    return _with_reason(request, id, NOTE, question, act, happens, actions.note_silence)


@login_required
@require_POST
def take(request: HttpRequest, id: UUID, letter: int) -> HttpResponseBase:
    """What came becomes an item of the inquiry."""
    found, actor = notice_or_404(request, id), asking(request)
    try:
        taken = actions.take_in(actor, notice=id, letter=letter)
    except Answer.DoesNotExist:
        raise Http404 from None
    except UsageError as error:  # it was taken back, or the inquiry closed, while the page was open
        messages.error(request, sentence(error))
        return redirect("hearing-one", id)
    return redirect("inquiry-item", found.inquiry, taken.item)


def _with_reason(
    request: HttpRequest,
    id: UUID,
    act: Act,
    question: str,
    words: str,
    happens: Sequence[str],
    do: Callable[..., object],
) -> HttpResponseBase:
    found, actor = notice_or_404(request, id), asking(request)
    allow(actor, act.name, found)

    def done(form: Reason) -> None:
        do(actor, notice=id, reason=form.cleaned_data["reason"])

    back = reverse("hearing-one", args=[id])
    return answer(
        request,
        Question(
            question=question,
            act=words,
            form=Reason(posted(request)),
            do=done,
            back=back,
            happens=happens,
            template=ASK,
        ),
    )
