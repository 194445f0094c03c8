"""Files about past funding and press freedom: which are held, loaded, dropped, and what they tell row by row."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.funds import dac_recipients
from tadasu.release import macro_regions
from tadasu.web.foundation.access import allow, asking, may, may_anew
from tadasu.web.funding.need import actions, queries
from tadasu.web.funding.need.access import DROP, LOAD, SEE_MAP
from tadasu.web.funding.need.forms import Load
from tadasu.web.funding.need.models import Given, LoadedFile
from tadasu.web.funding.need.views._shown import ASK_FILE, country_said, place_or_404, saves
from tadasu.web.funding.need.views.maps import purpose_said
from tadasu.web.funding.need.words import named, words
from tadasu.web.ui.days import language
from tadasu.web.ui.forms import Reason
from tadasu.web.ui.parts import Coded
from tadasu.web.ui.tables import Column, Filter, Table
from tadasu.web.ui.views import tables
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted


@login_required
@require_safe
def files(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """Each with where it is from and how sure that is."""
    place, actor = place_or_404(request, organisation, SEE_MAP)
    drops = may_anew(actor, DROP.name, place)
    table = _table(drops=drops, file=saves(actor, place)).show(request.GET, queries.files_of(actor, organisation))
    values = {"organisation": place, "loads": may(actor, LOAD.name, place)}
    return tables.answer(request, "need/files.html", table, values)


@login_required
@require_safe
def past(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """Every row of the files about past funding."""
    place, actor = place_or_404(request, organisation, SEE_MAP)
    table = _past_table(file=saves(actor, place)).show(request.GET, queries.given_of(actor, organisation))
    return tables.answer(request, "need/past.html", table, {"organisation": place})


@login_required
@require_http_methods(QUESTION)
def load(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """One."""
    _place, actor = place_or_404(request, organisation, LOAD)

    def do(form: Load) -> None:
        made = actions.load(
            actor, organisation=organisation, said=form.said(), content=form.cleaned_data["file"].read()
        )
        said = ngettext("%(count)s row is kept.", "%(count)s rows are kept.", made.rows) % {"count": f"{made.rows:,}"}
        problems = sum(made.problems.values())
        if problems:
            said += " " + ngettext(
                "%(count)s place could not be read as it should be.",
                "%(count)s places could not be read as they should be.",
                problems,
            ) % {"count": f"{problems:,}"}
        messages.success(request, said)

    form = Load(request.POST, request.FILES) if posted(request) is not None else Load(initial={"sure": "reported"})
    return answer(
        request,
        Question(
            question=_("Load a file about past funding or press freedom"),
            act=_("Load this file"),
            form=form,
            do=do,
            back=reverse("need-files", args=[organisation]),
            happens=[
                _("Its rows are kept with where it is from. The file itself and its name are not."),
                _("Nothing is converted, and rows of two files are never added: they may tell of the same money."),
            ],
            template=ASK_FILE,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def drop(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Its rows go."""
    actor = asking(request)
    found = LoadedFile.objects.filter(id=id).first()
    if found is None:
        raise Http404
    allow(actor, DROP.name, found)

    def do(form: Reason) -> None:
        actions.drop(actor, file=id, reason=form.cleaned_data["reason"])

    return answer(
        request,
        Question(
            question=_("Drop this file: %(kind)s") % {"kind": named("files", found.kind, language())},
            act=_("Drop its rows"),
            form=Reason(posted(request)),
            do=do,
            back=reverse("need-files", args=[found.organisation_id]),
            happens=[
                _("All its rows are deleted. It can be loaded again."),
                _("Plans that were asked for keep what they were made from."),
            ],
        ),
    )


def _table(*, drops: bool, file: bool) -> Table:
    return Table(
        name="need-files",
        caption=gettext_lazy("Files that are held"),
        columns=(
            Column(
                name="kind",
                label=gettext_lazy("What it is"),
                value=lambda one: Coded(one.kind, named("files", one.kind, language())),
                sorts="kind",
                address=(lambda one: reverse("need-file-drop", args=[one.id])) if drops else None,
            ),
            Column(
                name="year",
                label=gettext_lazy("Year"),
                value=lambda one: str(one.year) if one.year is not None else _("several"),
                sorts="year",
            ),
            Column(name="source", label=gettext_lazy("Source")),
            Column(name="licence", label=gettext_lazy("Licence"), value=lambda one: one.licence or None),
            Column(
                name="sure",
                label=gettext_lazy("How sure"),
                value=lambda one: Coded(one.sure, named("sure", one.sure, language())),
                sorts="sure",
            ),
            Column(name="rows", label=gettext_lazy("Rows"), number=True, sorts="rows"),
            Column(name="problems", label=gettext_lazy("Not read as it should be"), value=_problems),
            Column(name="loaded_on", label=gettext_lazy("Loaded on"), sorts="loaded_on"),
        ),
        empty=gettext_lazy("No file yet: what was given before is unknown"),
        how=gettext_lazy(
            "Files of the OECD (CRS), of donors (IATI) and of press freedom are loaded by a programme officer."
        ),
        file=file,
    )


def _problems(one: LoadedFile) -> str:
    """Counts by what was wrong: of what could not be read, and of what was left out on purpose."""
    said = [f"{named('unread', code, language())}: {count:,}" for code, count in one.problems.items()]
    said += [
        _("left out, %(code)s: %(count)s") % {"code": named("left_out", code, language()), "count": f"{count:,}"}
        for code, count in one.left_out.items()
    ]
    return "; ".join(said) or _("everything was read")


def _past_table(*, file: bool) -> Table:
    return Table(
        name="need-past",
        caption=gettext_lazy("What was given, row by row"),
        columns=(
            Column(name="year", label=gettext_lazy("Year"), value=lambda one: str(one.year), sorts="year"),
            Column(name="country", label=gettext_lazy("Where"), value=_where, sorts="country"),
            Column(
                name="donor",
                label=gettext_lazy("Donor"),
                value=lambda one: one.donor or _("all donors together"),
                sorts="donor",
            ),
            Column(
                name="purpose",
                label=gettext_lazy("What for"),
                value=lambda one: purpose_said(one.purpose),
                sorts="purpose",
            ),
            Column(
                name="flow",
                label=gettext_lazy("Kind of flow"),
                value=lambda one: Coded(one.flow, named("flows", one.flow, language())),
            ),
            Column(name="amount", label=gettext_lazy("Amount"), number=True, sorts="amount"),
            Column(name="currency", label=gettext_lazy("Currency"), sorts="currency"),
            Column(
                name="onward",
                label=gettext_lazy("Goes on"),
                value=lambda one: _("to a donor who reports here too") if one.onward else _("no"),
            ),
            Column(name="source", label=gettext_lazy("Source"), value=_source),
        ),
        searched=("donor", "country", "purpose"),
        filters=(
            Filter(
                name="kind",
                label=gettext_lazy("File"),
                choices=[(one, named("files", one, language())) for one in words("files") if one != "press"],
                field="file__kind",
            ),
        ),
        empty=gettext_lazy("No row yet: what was given before is unknown, not nothing"),
        file=file,
    )


def _where(one: Given) -> Coded:
    if one.country:
        return Coded(one.country, country_said(one.country))
    return Coded(one.region, _region(one.region) if one.region else _("not said"))


def _region(code: str) -> str:
    """By our name where we have one, else as the givers call it."""
    ours = {each.iati: each for each in macro_regions().values()}.get(code)
    if ours is not None:
        return ours.ja if language() == "ja" else ours.en
    listed = dac_recipients().get(code)
    return _("region %(code)s") % {"code": code} if listed is None else listed.name


def _source(one: Given) -> str:
    return f"{one.file.source}, {named('sure', one.file.sure, language())}"
