"""What pages of rounds have in common: the record or 404, and how counts are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tadasu.reports import Bar, bars_svg
from tadasu.web.foundation.access import Act, Actor, allow, asking
from tadasu.web.funding.feedback import queries
from tadasu.web.funding.feedback.access import SEE
from tadasu.web.funding.feedback.counting import middle
from tadasu.web.funding.feedback.models import Round
from tadasu.web.funding.feedback.questions import form
from tadasu.web.funding.feedback.words import named, words
from tadasu.web.funding.programmes.models import Fund
from tadasu.web.ui.days import language
from tadasu.web.ui.pictures import Picture
from tadasu.web.ui.tables import Column, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A line of a question's table. `before` is of the round before, None where that cannot be told."""

    name: str
    count: int
    before: int | None = None


def round_or_404(request: HttpRequest, id: UUID, act: Act = SEE) -> tuple[Round, Actor]:
    """The round, and who asks, who may. Raises Http404, Refused."""
    actor = asking(request)
    found = Round.objects.select_related("organisation").filter(id=id).first()
    if found is None or found.organisation_id not in actor.places:
        raise Http404
    allow(actor, act.name, found)
    return found, actor


def called(fund: Fund) -> str:
    """A programme in the language of the page."""
    return (fund.name_ja if language() == "ja" else "") or fund.name


def question_name(id: str) -> str:
    """In the language of the page."""
    return form().questions[id][1][language()]


def middle_text(id: str, counts: Sequence[int]) -> str:
    """The step in the middle in words."""
    found = middle(counts)
    if found is None:
        return ""
    steps = [names[language()] for names in form().steps(id).values()]
    if found[0] == found[1]:
        return _("In the middle: %(step)s") % {"step": steps[found[0]]}
    return _("In the middle: between %(low)s and %(high)s") % {"low": steps[found[0]], "high": steps[found[1]]}


def svg_of(id: str, counts: Sequence[int]) -> str:
    """The bars of a question."""
    bars = [
        Bar(label=names[language()], value=float(count), said=str(count))
        for names, count in zip(form().steps(id).values(), counts, strict=True)
    ]
    told = "; ".join(f"{one.label}: {one.said}" for one in bars)
    return bars_svg(bars, title=question_name(id), told=told, key=f"voice-{id}", language=language())


def picture_of(round: Round, id: str, counts: Sequence[int], before: Sequence[int] | None) -> Picture:
    """With its table, and the counts of the round before beside them."""
    table = Table(
        name=f"steps-{id}",
        caption=question_name(id),
        columns=(
            Column(name="name", label=gettext_lazy("Answer")),
            Column(name="count", label=gettext_lazy("Answers"), number=True),
            *([Column(name="before", label=gettext_lazy("In the round before"), number=True)] if before else []),
        ),
        prefix=f"{id}-",
        file=False,
    )
    earlier_counts: Sequence[int | None] = before or [None] * len(counts)
    rows = [
        Step(name=names[language()], count=count, before=earlier)
        for names, count, earlier in zip(form().steps(id).values(), counts, earlier_counts, strict=True)
    ]
    svg = svg_of(id, counts)
    return Picture(
        address=reverse("feedback-picture", args=[round.id, id]),
        width=640,
        height=int(svg.split(' height="', 1)[1].split('"', 1)[0]),
        finding=_("%(question)s %(answered)s answered.") % {"question": question_name(id), "answered": sum(counts)},
        alternative=_("A bar for each answer. The table beneath says the same."),
        source=_("answers to round %(number)s") % {"number": round.number},
        as_of=round.closed_on or timezone.localdate(),
        table=table.show({}, rows),
    )


def pictures_of(round: Round) -> list[tuple[Picture, str]]:
    """Of every question that enough answered, and the step in the middle."""
    questions: Mapping[str, Sequence[int]] = (round.results or {}).get("questions", {})
    earlier = queries.before(round)
    before: Mapping[str, Sequence[int]] = (earlier.results or {}).get("questions", {}) if earlier is not None else {}
    return [
        (picture_of(round, id, questions[id], before.get(id)), middle_text(id, questions[id]))
        for id in form().questions
        if id in questions
    ]


def parts_of(round: Round) -> list[tuple[str, list[tuple[str, str, int]]]]:
    """Part -> question, its middle, how many: of programmes and languages that may be told of."""
    parts = (round.results or {}).get("parts", {})
    return [
        (
            part_name(kind, part),
            [
                (question_name(id), middle_text(id, of_part[id]), sum(of_part[id]))
                for id in form().questions
                if id in of_part
            ],
        )
        for kind, by_part in parts.items()
        for part, of_part in by_part.items()
    ]


def left_out(round: Round) -> list[str]:
    """Questions that too few answered."""
    told = (round.results or {}).get("questions", {})
    return [question_name(id) for id in form().questions if id not in told]


def part_name(kind: str, part: str) -> str:
    """A programme, a group or a language."""
    if kind == "language":
        return named("languages", part, language())
    if part in words("groups"):
        return named("groups", part, language())
    fund = Fund.objects.filter(id=UUID(part)).first()
    return called(fund) if fund is not None else part
