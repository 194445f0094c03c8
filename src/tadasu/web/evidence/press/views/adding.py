"""Adding: by address, as a file, as a text; then a person says what it is."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from tadasu.web.evidence.press import actions, queries
from tadasu.web.evidence.press._reading import LITTLE, Guess, read
from tadasu.web.evidence.press._upload import InMemory
from tadasu.web.evidence.press.access import ADD
from tadasu.web.evidence.press.forms import ByAddress, ByFile, ByText, Confirm, Nothing, Said
from tadasu.web.evidence.press.models import HTML, PDF, SEEN, Article, Entry, Pending
from tadasu.web.evidence.press.views._shown import ASK, organisation_for
from tadasu.web.foundation.access import Actor, asking
from tadasu.web.ui.parts import Way
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted

_ENTRY = "entry"
"""The word in the address for an entry of a feed."""


@login_required
@require_http_methods(QUESTION)
def by_address(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """The page is fetched, which its outlet sees."""
    found, actor = organisation_for(request, organisation, ADD)
    entry = _entry(request, organisation)

    def do(form: ByAddress) -> HttpResponseBase:
        made = actions.take_page(actor, organisation=found.id, url=form.cleaned_data["url"], entry=_id(entry))
        return redirect("press-confirm", made.id)

    return answer(
        request,
        Question(
            question=_("Add an article by its address"),
            act=_("Fetch this page"),
            form=ByAddress(posted(request), initial={"url": entry.url if entry else ""}),
            do=do,
            back=_back(organisation, entry),
            happens=[
                _("This server asks the outlet for the page: the outlet sees that this server looked, and when."),
                _("Nothing else is sent: no name of yours or ours, no cookie. Pictures and scripts are not fetched."),
                _(
                    "If nobody there should see that, save the page yourself in a way that is safe for you, "
                    "and add the file or the text."
                ),
                _("Nothing is kept before you have confirmed what the page says of itself."),
            ],
            template=ASK,
            values={"others": _others(organisation, entry, "press-add")},
        ),
    )


@csrf_exempt  # checked by `csrf_protect` below, once the bound of the file is set
@require_http_methods(QUESTION)
@login_required
def by_file(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """A saved page: HTML, PDF or text."""
    if request.method == "POST":
        request.upload_handlers = [InMemory(request)]
    answered: HttpResponseBase = csrf_protect(_by_file)(request, organisation)
    return answered


def _by_file(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    found, actor = organisation_for(request, organisation, ADD)
    entry = _entry(request, organisation)

    def do(form: ByFile) -> HttpResponseBase:
        said = form.cleaned_data
        made = actions.take_bytes(
            actor, organisation=found.id, content=said["file"].read(), url=said["url"], entry=_id(entry)
        )
        return redirect("press-confirm", made.id)

    sent = request.method == "POST"
    form = ByFile(request.POST, request.FILES) if sent else ByFile(initial={"url": entry.url if entry else ""})
    return answer(
        request,
        Question(
            question=_("Add an article from a saved page"),
            act=_("Take this file"),
            form=form,
            do=do,
            back=_back(organisation, entry),
            happens=[
                _(
                    "No outlet is asked for anything. Text is read out of HTML; of a PDF nothing is read, it is kept as a file."
                ),
                _("It is kept as it is and never shown in the browser as a page. What it is called is not kept."),
                _("It is not checked for harmful software. Other kinds of files are received as evidence, not here."),
                _("Nothing is kept before you have confirmed what it is."),
            ],
            template=ASK,
            values={"others": _others(organisation, entry, "press-add-file")},
        ),
    )


@login_required
@require_http_methods(QUESTION)
def by_text(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """A text as it was copied."""
    found, actor = organisation_for(request, organisation, ADD)
    entry = _entry(request, organisation)

    def do(form: ByText) -> HttpResponseBase:
        said = form.cleaned_data
        made = actions.take_text(actor, organisation=found.id, text=said["text"], url=said["url"], entry=_id(entry))
        return redirect("press-confirm", made.id)

    return answer(
        request,
        Question(
            question=_("Add an article from its text"),
            act=_("Take this text"),
            form=ByText(posted(request), initial={"url": entry.url if entry else ""}),
            do=do,
            back=_back(organisation, entry),
            happens=[
                _("No outlet is asked for anything."),
                _("Nothing is kept before you have confirmed what it is."),
            ],
            template=ASK,
            values={"others": _others(organisation, entry, "press-add-text")},
        ),
    )


@login_required
@require_http_methods(QUESTION)
def confirm(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """What it seems to say of itself, for a person to correct; then it is an article."""
    actor = asking(request)
    if (there := _added(actor, id)) is not None:
        return redirect("press-one", there.id)
    found = _pending_or_404(request, id)
    content = bytes(found.content)
    kind = {HTML: "text/html", PDF: ""}.get(found.media, "text/plain")
    came = read(content, media_type=kind, charset=found.charset, url=found.url)
    before = _before(found)
    values, guessed = _initial(came.guess, before, found)

    def do(form: Confirm) -> HttpResponseBase:
        made = actions.add(actor, pending=id, told=form.told(found.url), passages=form.said_passages())
        messages.success(request, _("The article is added."))
        return redirect("press-one", made.id)

    form = Confirm(posted(request), initial=values, guessed=guessed)
    return answer(
        request,
        Question(
            question=_("Is this what it says?"),
            act=_("Add the article"),
            form=form,
            do=do,
            back=reverse("press-discard", args=[id]),
            template="press/confirm.html",
            values={
                "pending": found,
                "text": came.text,
                "little": found.media == HTML and len(came.text) < LITTLE,
                "before": before,
            },
        ),
    )


@login_required
@require_http_methods(QUESTION)
def discard(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Nothing of it is kept."""
    actor, found = asking(request), _pending_or_404(request, id)
    return answer(
        request,
        Question(
            question=_("Discard what came?"),
            act=_("Discard it"),
            form=Nothing(posted(request)),
            do=_then(lambda: actions.discard(actor, pending=id), found.organisation_id),
            back=reverse("press-confirm", args=[id]),
            happens=[_("Its bytes are deleted. What was typed is not kept. It can be added again.")],
            template=ASK,
        ),
    )


def _then(act: Callable[[], None], organisation: UUID) -> Callable[[Nothing], HttpResponse]:
    def do(form: Nothing) -> HttpResponse:
        act()
        return redirect("press-list", organisation)

    return do


def _added(actor: Actor, id: UUID) -> Article | None:
    """What it became, where the form is sent a second time, or gone back to."""
    try:
        return queries.article_of(actor, id)
    except Article.DoesNotExist:
        return None


def _pending_or_404(request: HttpRequest, id: UUID) -> Pending:
    try:
        return queries.pending_of(asking(request), id)
    except Pending.DoesNotExist:
        raise Http404 from None


def _before(pending: Pending) -> Article | None:
    """The last version at its address."""
    if not pending.url:
        return None
    rows = queries.there().filter(organisation=pending.organisation_id, url=pending.url)
    return rows.order_by("-number").first()


def _initial(guess: Guess, before: Article | None, pending: Pending) -> tuple[dict[str, object], frozenset[str]]:
    """What the form begins with, and which of it is a guess. Of a page that is here already it is what people said of it."""
    if before is not None:
        return {name: getattr(before, name) for name in Said.base_fields}, frozenset()
    told: dict[str, object] = {
        "title": guess.title,
        "author": guess.author,
        "outlet": guess.outlet,
        "published_on": guess.published_on,
        "language": guess.language,
        "licence": guess.licence,
    }
    guessed = frozenset(name for name, value in told.items() if value)
    entry = Entry.objects.select_related("feed").filter(id=pending.entry).first() if pending.entry else None
    if entry is not None:
        told |= {
            "outlet": entry.feed.outlet,
            "title": told["title"] or entry.title,
            "published_on": told["published_on"] or entry.published_on,
        }
    return told, guessed


def _entry(request: HttpRequest, organisation: UUID) -> Entry | None:
    """The entry of a feed that is being taken, if it is one of theirs and waits."""
    try:
        id = UUID(request.GET.get(_ENTRY, ""))
    except ValueError:
        return None
    return Entry.objects.filter(id=id, organisation=organisation, state=SEEN).first()


def _id(entry: Entry | None) -> UUID | None:
    return entry.id if entry else None


def _back(organisation: UUID, entry: Entry | None) -> str:
    return reverse("press-entries" if entry else "press-list", args=[organisation])


def _others(organisation: UUID, entry: Entry | None, but: str) -> list[Way]:
    """The other ways."""
    ways = {
        "press-add": _("Add it by its address"),
        "press-add-file": _("Add a saved page instead"),
        "press-add-text": _("Paste its text instead"),
    }
    asked = f"?{_ENTRY}={entry.id}" if entry else ""
    return [
        Way(label=label, address=reverse(name, args=[organisation]) + asked)
        for name, label in ways.items()
        if name != but
    ]
