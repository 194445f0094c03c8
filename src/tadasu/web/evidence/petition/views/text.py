"""The text of a petition: opened for a purpose with a reason, written by its authors, printed, saved as a package, copied."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.law import Part
from tadasu.reports import part_text
from tadasu.schema import TadasuError, UsageError
from tadasu.web.evidence.petition import actions, packing, queries
from tadasu.web.evidence.petition._content import Content, beside_of
from tadasu.web.evidence.petition._writing import opened
from tadasu.web.evidence.petition.access import OPEN, PACK, WRITE
from tadasu.web.evidence.petition.conflicts import Conflict
from tadasu.web.evidence.petition.forms import Text
from tadasu.web.evidence.petition.laws import law_of
from tadasu.web.evidence.petition.models import DRAFT, HANDED_IN, RELEASED, Petition
from tadasu.web.evidence.petition.sheet import sheet_of
from tadasu.web.evidence.petition.views._asking import ASK, held_for
from tadasu.web.evidence.petition.views._shown import fields_shown, findings_text, law_name, remarks_of
from tadasu.web.foundation.access import allow, asking, may
from tadasu.web.foundation.vault.actions import Unlocked, open_record
from tadasu.web.foundation.vault.forms import Purpose
from tadasu.web.foundation.vault.views.asking import key_or_unlock
from tadasu.web.ui.days import language
from tadasu.web.ui.parts import Compared
from tadasu.web.ui.sentences import sentence
from tadasu.web.ui.views import errors
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted

PURPOSE = "petition"


@login_required
@require_http_methods(QUESTION)
def open_(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """For a purpose, with a reason; then it can be read and written for half an hour after the last time."""
    held, actor = held_for(request, id, OPEN)
    key = key_or_unlock(request)
    if isinstance(key, HttpResponse):
        return key

    def do(form: Purpose) -> HttpResponseBase:
        open_record(actor, record=held.record, key=key, **form.cleaned_data)
        return redirect("petition-text", id)

    return answer(
        request,
        Question(
            question=_("Open the text of “%(name)s”?") % {"name": held.label},
            act=_("Open it"),
            form=Purpose(posted(request), initial={"purpose": PURPOSE}),
            do=do,
            back=reverse("petition-one", args=[id]),
            happens=[
                _("That you opened it, and for which purpose, stays in the log of the vault."),
                _("You can read and write it for half an hour; each time it is kept, that time begins anew."),
            ],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def text(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Field by field, with the article, what helps, and what is missing."""
    held, actor = held_for(request, id, OPEN)
    writes = held.state == DRAFT and may(actor, WRITE.name, held)
    if request.method == "POST":
        allow(actor, WRITE.name, held)
        return _keep(request, held)
    return _shown(request, held, writes=writes)


def _shown(request: HttpRequest, held: Petition, *, writes: bool) -> HttpResponseBase:
    """As it is sealed."""
    found = content_or_way(request, held)
    if isinstance(found, HttpResponse):
        return found
    content = found[1]
    initial = {"seen": held.version, **{part.value: text for part, text in content.parts.items()}}
    form = Text(parts=_parts(held), initial=initial)
    return _page(request, held, form, content.parts, writes=writes)


def _keep(request: HttpRequest, held: Petition) -> HttpResponseBase:
    """What was typed is kept, or comes back as it was typed: also where the keys were locked meanwhile, and where somebody
    released it meanwhile, so that it changes no more."""
    form = Text(request.POST, parts=_parts(held))
    if not form.is_valid() or held.state != DRAFT:
        return _page(
            request, held, form, _typed(form), writes=held.state == DRAFT, late=held.state != DRAFT, status=400
        )
    key = key_or_unlock(request)
    try:
        if isinstance(key, HttpResponse):
            raise UsageError("petition-not-open")
        actions.write_text(
            asking(request), petition=held.id, parts=form.parts(), seen=form.cleaned_data["seen"], key=key
        )
        return redirect("petition-text", held.id)
    except Conflict as conflict:
        return errors.conflict(request, _compared(form, conflict), again=reverse("petition-text", args=[held.id]))
    except TadasuError as error:
        form.add_error(None, sentence(error))
        closed = isinstance(error, UsageError) and error.code == "petition-not-open"
        return _page(request, held, form, form.parts(), writes=True, status=400, closed=closed)


def _page(
    request: HttpRequest,
    held: Petition,
    form: Text,
    texts: Mapping[Part, str],
    *,
    writes: bool,
    status: int = 200,
    closed: bool = False,
    late: bool = False,
) -> HttpResponseBase:
    """The form, or the text to be read. What was typed was not kept: `closed`, because it is not open any more; `late`, because
    the petition is no draft any more."""
    asked = law_of(held.regime).parts
    values = {
        "petition": held,
        "law": law_name(held),
        "form": form,
        "writes": writes,
        "closed": closed,
        "late": late,
        "fields": [
            (one, [_part(form, part, texts, writes=writes) for part in one.parts]) for one in fields_shown(held, texts)
        ],
        "beside": [
            _part(form, part, texts, writes=writes)
            for part in beside_of(asked, _filled(held))
            if writes or part in texts
        ],
        "remarks": [*remarks_of(held, texts), *findings_text(held)],
        "prints": reverse("petition-print", args=[held.id]),
    }
    return render(request, "petition/text.html", values, status=status)


@login_required
@require_safe
def print_(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """As it is handed in, in both languages of ours."""
    held, actor = held_for(request, id, OPEN)
    found = content_or_way(request, held)
    if isinstance(found, HttpResponse):
        return found
    sheet = sheet_of(held, found[1], queries.attached(actor, held))
    return render(request, "petition/print.html", {"petition": held, "sheet": sheet, "draft": held.state == DRAFT})


@login_required
@require_http_methods(QUESTION)
def package(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """The package for delivery by hand."""
    held, actor = held_for(request, id, PACK)
    key = key_or_unlock(request)
    if isinstance(key, HttpResponse):
        return key

    def do(form: Purpose) -> HttpResponseBase:
        made = packing.pack(actor, petition=id, key=key, **form.cleaned_data)
        response = HttpResponse(made.content, content_type="application/octet-stream")
        response["Content-Disposition"] = content_disposition_header(True, made.name) or "attachment"
        return response

    items = [one for one in queries.attached(actor, held) if one.item is not None]
    happens = [
        _("The package holds the petition as a page to print, as JSON, and their digests. It is not sealed any more."),
        _("Its digest stands in the log: so what was handed in can be shown later."),
    ]
    if items:
        happens.append(
            _("Items of evidence are not in it. Save the package of each from its own page; it checks itself.")
        )
    if held.state not in (RELEASED, *HANDED_IN):
        happens.insert(0, _("Two people have to release it first."))
    return answer(
        request,
        Question(
            question=_("Save “%(name)s” as a package?") % {"name": held.label},
            act=_("Save the package"),
            form=Purpose(posted(request), initial={"purpose": PURPOSE}),
            do=do,
            back=reverse("petition-one", args=[id]),
            happens=happens,
            template=ASK,
        ),
    )


def content_or_way(request: HttpRequest, held: Petition, *, back: str = "") -> tuple[Unlocked, Content] | HttpResponse:
    """The key and the text; or the way to unlock, or to say for what it is opened."""
    key = key_or_unlock(request, back)
    if isinstance(key, HttpResponse):
        return key
    found = opened(asking(request), held, key)
    return redirect("petition-open", held.id) if found is None else (key, found)


def _part(form: Text, part: Part, texts: Mapping[Part, str], *, writes: bool) -> dict[str, Any]:
    """A part to write in, or to read."""
    return {
        "name": part_text(part, language()),
        "field": form[part.value] if writes else None,
        "text": texts.get(part, ""),
    }


def _filled(held: Petition) -> frozenset[Part]:
    """What holds something, as far as our data still have a word for it."""
    return frozenset(part for part in Part if part.value in held.filled)


def _parts(held: Petition) -> tuple[Part, ...]:
    """What is written in: what the law asks, what may go along, and what it asked for before."""
    asked = law_of(held.regime).parts
    return (*asked, *beside_of(asked, _filled(held)))


def _typed(form: Text) -> Mapping[Part, str]:
    """What was typed, whether it can be kept or not."""
    return {part: text for part in Part if (text := form.data.get(part.value, ""))}


def _compared(form: Text, conflict: Conflict) -> list[Compared]:
    """Each part in which the two are not the same."""
    theirs: Mapping[Part, str] = conflict.parts
    rows = []
    for part, yours in form.parts().items():
        if yours != (other := theirs.get(part, "")):
            rows.append(Compared(label=part_text(part, language()), before="", theirs=other, yours=yours))
    return rows
