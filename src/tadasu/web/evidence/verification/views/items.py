"""Items of an inquiry: taking them in, giving an origin its code, assessing, all assessments side by side."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.schema import Issue
from tadasu.web.evidence.custody.queries import items_of
from tadasu.web.evidence.custody.words import named as custody_named
from tadasu.web.evidence.verification import actions, queries
from tadasu.web.evidence.verification._grades import Combined
from tadasu.web.evidence.verification.access import ASSESS, NAME_ORIGIN, NOTE, TAKE
from tadasu.web.evidence.verification.conflicts import Conflict
from tadasu.web.evidence.verification.forms import Assess, NameOrigin, Take, assessment_values, element_choices
from tadasu.web.evidence.verification.models import CLOSED, Assessment, Inquiry, Note, Taken
from tadasu.web.evidence.verification.views._shown import ASK, Labels, inquiry_or_404, there_or_404
from tadasu.web.evidence.verification.words import named, origin_name
from tadasu.web.foundation.access import allow, asking, may_anew
from tadasu.web.ui.days import day_text, language
from tadasu.web.ui.parts import Compared, Pair
from tadasu.web.ui.views import errors
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted
from tadasu.wording import element_text

MOST_OFFERED = 200
"""Items that a page offers, the latest first."""


@login_required
@require_http_methods(QUESTION)
def take(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Take items in."""
    found, actor = inquiry_or_404(request, id), asking(request)
    allow(actor, TAKE.name, found)
    taken = [one.item for one in queries.taken_of(found)]
    rows = items_of(actor, found.organisation_id).filter(ended="").exclude(id__in=taken).order_by("-month", "label")
    offered = [(str(one.id), one.label) for one in rows[:MOST_OFFERED]]

    def do(form: Take) -> None:
        for item in form.cleaned_data["items"]:
            actions.take_in(actor, inquiry=id, item=UUID(item))

    happens = [_("Whoever can open an item can assess it then, each for themselves.")]
    if not offered:
        happens = [_("There is no item that is not in it already. Items come from reports, or are received by hand.")]
    return answer(
        request,
        Question(
            question=_("Take items into the inquiry"),
            act=_("Take these items in"),
            form=Take(posted(request), items=offered),
            do=do,
            back=reverse("inquiry-one", args=[id]),
            happens=happens,
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def origin(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A code for an origin."""
    found, actor = inquiry_or_404(request, id), asking(request)
    allow(actor, NAME_ORIGIN.name, found)

    def do(form: NameOrigin) -> None:
        actions.name_origin(actor, inquiry=id, kind=form.cleaned_data["kind"])

    there = [origin_name(one.key, language()) for one in found.origins.order_by("kind", "number")]
    happens = [_("The page gives it a letter, as person A. No name is kept here: who it is, the items say.")]
    if there:
        happens.append(_("There are already: %(origins)s") % {"origins": ", ".join(there)})
    return answer(
        request,
        Question(
            question=_("Add an origin to which several items go back"),
            act=_("Add this origin"),
            form=NameOrigin(posted(request)),
            do=do,
            back=reverse("inquiry-one", args=[id]),
            happens=happens,
            template=ASK,
        ),
    )


@login_required
@require_safe
def one(request: HttpRequest, id: UUID, item: UUID) -> HttpResponse:
    """An item of an inquiry: the assessments that stand, side by side, and what is weighed of them."""
    found, actor = inquiry_or_404(request, id), asking(request)
    taken, labels = _taken_or_404(found, item), Labels(found)
    thing = labels.items.get(item)
    standing = queries.standing_of([taken])[item]
    weighed = queries.weighing_of(found).combined.get(str(item))
    values = {
        "inquiry": found,
        "name": labels.of(str(item)),
        "item": item,
        "people": [str(one.user) for one in standing],
        "rows": _rows(found, labels, standing),
        "differs": [_grade(one) for one in weighed.differs] if weighed else [],
        "added": [labels.of(one) for one in sorted(weighed.added)] if weighed else [],
        "weighed": _weighed_rows(weighed) if weighed else [],
        "notes": [
            (reverse("inquiry-note", args=[id, item, one.number]), _note(one), day_text(one.day, language()), one.user)
            for one in queries.notes_of(taken)
        ],
        "erased": thing is None or bool(thing.ended),
        "noting": thing is not None
        and not thing.ended
        and found.status != CLOSED
        and may_anew(actor, NOTE.name, thing),
        "assesses": thing is not None
        and not thing.ended
        and found.status != CLOSED
        and may_anew(actor, ASSESS.name, thing),
    }
    return render(request, "verification/item.html", values)


@login_required
@require_http_methods(QUESTION)
def assess(request: HttpRequest, id: UUID, item: UUID) -> HttpResponseBase:
    """One's own assessment."""
    found, actor = inquiry_or_404(request, id), asking(request)
    taken, labels = _taken_or_404(found, item), Labels(found)
    thing = there_or_404(labels, item)
    allow(actor, ASSESS.name, thing)
    own, back = queries.own_of(actor, taken), reverse("inquiry-item", args=[id, item])
    elements = [code for code, _name in element_choices([Issue(found.issue)])]

    def do(form: Assess) -> HttpResponseBase | None:
        try:
            actions.assess(actor, inquiry=id, item=item, said=form.said(), seen=form.cleaned_data["seen"])
        except Conflict:
            return errors.conflict(request, _compared(form, queries.own_of(actor, taken), thing.kind), again=back)
        return None

    form = Assess(
        posted(request),
        elements=elements,
        origins=_origins(found, labels, item),
        initial=assessment_values(own, thing.kind),
    )
    happens = [
        _("It is yours alone: others give their own, and all of them stay to be seen side by side."),
        _("It is not edited. A new one of yours takes its place; the old one is kept."),
    ]
    return answer(
        request,
        Question(
            question=_("Assess “%(name)s”") % {"name": labels.of(str(item))},
            act=_("Give this assessment"),
            form=form,
            do=do,
            back=back,
            happens=happens,
            template=ASK,
        ),
    )


def _taken_or_404(inquiry: Inquiry, item: UUID) -> Taken:
    found = Taken.objects.filter(inquiry=inquiry, item=item).first()
    if found is None:
        raise Http404
    return found


def _origins(inquiry: Inquiry, labels: Labels, item: UUID) -> list[tuple[str, str]]:
    keys = [one.key for one in inquiry.origins.order_by("kind", "number")]
    others = [str(one.item) for one in labels.taken if one.item != item]
    return [(one, labels.of(one)) for one in [*keys, *others]]


def _note(note: Note) -> str:
    return f"{note.number}. {named('notes', note.kind, language())}"


def _rows(inquiry: Inquiry, labels: Labels, standing: Sequence[Assessment]) -> list[tuple[str, list[str]]]:
    """A row for each grade, a cell for each person."""
    told = language()
    rows = [
        (_grade("kind"), [custody_named("kinds", one.kind, told) for one in standing]),
        (_grade("reliability"), [named("reliability", one.reliability, told) for one in standing]),
        (_grade("credibility"), [named("credibility", one.credibility, told) for one in standing]),
        (_grade("firsthand"), [_("yes") if one.firsthand else _("no") for one in standing]),
        (_grade("origins"), [_origins_text(labels, one) for one in standing]),
    ]
    elements = sorted({element for one in standing for element in one.bears} | set(inquiry.elements))
    for element in elements:
        said = [named("standings", one.bears.get(element, "silent"), told) for one in standing]
        rows.append((element_text(element, told), said))
    return rows


def _origins_text(labels: Labels, one: Assessment) -> str:
    said = [labels.of(origin) for origin in one.origins]
    return ", ".join([*said, _("itself")] if one.own else said)


def _weighed_rows(weighed: Combined) -> list[Pair]:
    told = language()
    return [
        Pair(term=row[0], text=row[1])
        for piece in weighed.pieces
        for row in (
            (_grade("kind"), custody_named("kinds", piece.kind, told)),
            (_grade("reliability"), named("reliability", piece.reliability, told)),
            (_grade("credibility"), named("credibility", piece.credibility, told)),
            *((element_text(one, told), named("standings", standing, told)) for one, standing in piece.bears.items()),
        )
    ]


def _grade(name: str) -> str:
    """What a grade is called; an element's is `bears:` and the element."""
    if name.startswith("bears:"):
        return element_text(name.removeprefix("bears:"), language())
    return named("grades", name, language())


def _compared(form: Assess, now: Assessment | None, kind: str) -> Sequence[Compared]:
    theirs = assessment_values(now, kind)
    rows = []
    for name, field in form.fields.items():
        mine, other = form.cleaned_data[name], theirs.get(name, "silent" if name.startswith("bears:") else "")
        if name != "seen" and _text(mine) != _text(other):
            rows.append(Compared(label=field.label or "", before="", theirs=_text(other), yours=_text(mine)))
    return rows


def _text(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return ", ".join(value) if isinstance(value, list) else str(value)
