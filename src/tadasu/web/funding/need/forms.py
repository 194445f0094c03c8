"""What is asked about sources, files and plans."""

from collections.abc import Mapping, Sequence
from typing import Any
from unicodedata import normalize
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tadasu.places import all_places
from tadasu.schema import UsageError
from tadasu.web.funding.need._problem import Chosen
from tadasu.web.funding.need.actions import FactSaid, FileSaid, PlanSaid
from tadasu.web.funding.need.actions.loading import FIRST_YEAR, LAST_YEAR
from tadasu.web.funding.need.actions.planning import MOST_CANDIDATES, MOST_YEARS
from tadasu.web.funding.need.models import CRS, ENTRY, FORCED, PRESS
from tadasu.web.funding.need.words import choices
from tadasu.web.funding.programmes.models import Fund, Line
from tadasu.web.funding.programmes.money import parsed, shown
from tadasu.web.ui.days import language
from tadasu.web.ui.sentences import sentence

OUT = "out"


class Note(forms.Form):
    """What is known of the money of a source, in codes."""

    months = forms.ChoiceField(label=_("How long does its money last?"), required=False)
    lost = forms.ChoiceField(label=_("How much of its budget of 2024 ended in 2025?"), required=False)
    funders = forms.ChoiceField(label=_("How many funders are left?"), required=False)
    reach = forms.ChoiceField(label=_("How many people does it reach?"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name in self.fields:
            _offer(self, name, [("", _now("not known")), *choices(name, language())])

    def said(self) -> FactSaid:
        """As the action takes it."""
        return FactSaid(**self.cleaned_data)


class Load(forms.Form):
    """A file about past funding or press freedom."""

    kind = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "Up to 2.5 MB here; larger files are loaded by whoever runs the server. The file's name is not kept."
        ),
    )
    year = forms.IntegerField(
        label=_("Year of the commitments"),
        help_text=_("For CRS alone: the file does not say it."),
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
    )
    source = forms.CharField(label=_("Publisher, and where you got it"), max_length=200)
    licence = forms.CharField(
        label=_("Licence, or why you may use it"),
        help_text=_("Needed for press-freedom scores: they are their publisher's, and none come with this software."),
        max_length=200,
        required=False,
    )
    sure = forms.ChoiceField(label=_("How sure are you that it is that?"), widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _offer(self, "kind", choices("files", language()))
        _offer(self, "sure", choices("sure", language()))

    def clean(self) -> dict[str, Any]:
        """A year for CRS and for nothing else, a licence for scores."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("kind") == CRS and found.get("year") is None and "year" not in self.errors:
            self.add_error("year", _now("Say the year."))
        if found.get("kind") == PRESS and not found.get("licence"):
            self.add_error("licence", _now("Say by which licence or permission."))
        return found

    def said(self) -> FileSaid:
        """As the action takes it."""
        values = {name: self.cleaned_data[name] for name in ("kind", "source", "licence", "sure")}
        return FileSaid(**values, year=self.cleaned_data["year"] if values["kind"] == CRS else None)


class MakePlan(forms.Form):
    """Lines, years, money and constraints of a plan."""

    lines = forms.MultipleChoiceField(label=_("Lines of the budget"), widget=forms.CheckboxSelectMultiple)
    first_year = forms.IntegerField(
        label=_("First fiscal year"),
        help_text=_("By the year in which it begins: 2026 is April 2026 to March 2027."),
        min_value=2000,
        max_value=2199,
    )
    years = forms.TypedChoiceField(
        label=_("How many fiscal years"), choices=[(n, str(n)) for n in range(1, MOST_YEARS + 1)], coerce=int
    )
    budget = forms.CharField(
        label=_("At most so much of each line and year"),
        help_text=_("Empty: all that is not committed yet."),
        required=False,
        max_length=40,
    )
    bridge = forms.CharField(
        label=_("What a bridge grant of one year is"),
        help_text=_("Empty: no such grants."),
        required=False,
        max_length=40,
    )
    core = forms.CharField(
        label=_("What a core grant is a year"),
        help_text=_(
            "For all years of the plan. A grant of several years sets aside in advance what ending it well costs."
        ),
        required=False,
        max_length=40,
    )
    months = forms.TypedChoiceField(
        label=_("Whose money counts as ending"),
        help_text=_("Those whose money ends within this time, and those of whom nobody knows, close without a grant."),
        coerce=int,
    )
    order = forms.ChoiceField(
        label=_("What comes first"),
        help_text=_("Each counts only among plans that are equal on what stands before it. Nothing is added up."),
        widget=forms.RadioSelect,
    )
    lot = forms.CharField(
        label=_("Text of the lot"),
        help_text=_(
            "Equals are told apart by it. Take one that was fixed before anybody knew the candidates, "
            "such as the number of a decision."
        ),
        max_length=200,
    )
    reserve = forms.IntegerField(
        label=_("Kept for emergencies, per cent of each line and year"), min_value=0, max_value=100, initial=20
    )
    share = forms.IntegerField(
        label=_("At most so many per cent of what goes through intermediaries for one of them"),
        min_value=0,
        max_value=100,
        initial=50,
    )
    intermediaries = forms.IntegerField(
        label=_("At least so many intermediaries, as soon as there is one"), min_value=0, max_value=20, initial=3
    )
    closing_days = forms.IntegerField(
        label=_("Days that a grant of several years sets aside for its end"), min_value=0, max_value=365, initial=90
    )
    caps = forms.CharField(
        label=_("At most for a country"),
        help_text=_("One a line, code and amount: mm 20,000,000"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
    )
    floors = forms.CharField(
        label=_("At least for a country"),
        help_text=_("One a line, code and amount: mm 20,000,000"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
    )

    def __init__(self, *arguments: Any, fund: Fund, lines: Sequence[tuple[Line, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fund = fund
        _offer(self, "lines", [(str(one.id), said) for one, said in lines])
        _offer(self, "months", choices("horizons", language()))
        _offer(self, "order", choices("orders", language()))
        for name in ("budget", "bridge", "core"):
            self.fields[name].label = f"{self.fields[name].label} ({fund.currency})"

    def clean(self) -> dict[str, Any]:
        """Amounts in whole minor units; a kind of grant at least."""
        found: dict[str, Any] = super().clean() or {}
        for name in ("budget", "bridge", "core"):
            if text := found.get(name):
                found[name] = self._amount(name, text)
            elif name in found:
                found[name] = None
        for name in ("caps", "floors"):
            if name in found:
                found[name] = self._by_country(name, found[name])
        if not self.errors and found.get("bridge") is None and found.get("core") is None:
            self.add_error("bridge", _now("Say what at least one kind of grant is."))
        return found

    def said(self) -> PlanSaid:
        """As the action takes it."""
        values = {**self.cleaned_data, "lines": frozenset(self.cleaned_data["lines"])}
        return PlanSaid(fund=self.fund.id, **values)

    def clean_lines(self) -> list[UUID]:
        """Their ids."""
        return [UUID(one) for one in self.cleaned_data["lines"]]

    def _amount(self, name: str, text: str) -> int | None:
        try:
            found = parsed(text, self.fund.currency)
        except UsageError as error:
            self.add_error(name, ValidationError(sentence(error)))
            return None
        if found <= 0:
            self.add_error(name, _now("More than nothing."))
            return None
        return found

    def _by_country(self, name: str, text: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for line in normalize("NFKC", text).splitlines():
            code, amount = (*line.split(maxsplit=1), "", "")[:2]
            place = all_places().get(code.lower())
            if not code:
                continue
            if place is None or place.country != code.lower() or code.lower() in found:
                self.add_error(name, _now("No country, or one twice: %(line)s") % {"line": line[:40]})
                return {}
            value = self._amount(name, amount)
            if value is None:
                return {}
            found[code.lower()] = value
        return found


class Candidates(forms.Form):
    """Each candidate: whether and how it may be in."""

    def __init__(
        self,
        *arguments: Any,
        offered: Sequence[tuple[str, str]],
        through: Sequence[str],
        currency: str,
        chosen: Mapping[str, Chosen],
        **named: Any,
    ) -> None:
        super().__init__(*arguments, **named)
        self.currency, self.keys = currency, [key for key, _said in offered]
        standing = choices("standing", language())
        direct = [("", _now("we pay ourselves")), *((one, one) for one in through)]
        for key, said in offered:
            one = chosen.get(key)
            self.fields[f"{key}-standing"] = forms.ChoiceField(
                label=said, choices=standing, initial=one.standing if one else OUT
            )
            self.fields[f"{key}-yearly"] = forms.CharField(
                label=_now("Its own amount a year, in %(currency)s") % {"currency": currency},
                help_text=_now("%(source)s. Empty: the usual amount.") % {"source": key},
                required=False,
                max_length=40,
                initial=shown(one.yearly, currency) if one is not None and one.yearly is not None else "",
            )
            if through:
                self.fields[f"{key}-through"] = forms.ChoiceField(
                    label=_now("Through whom"), choices=direct, required=False, initial=one.through if one else ""
                )

    def clean(self) -> dict[str, Any]:
        """At least one, and not too many."""
        found: dict[str, Any] = super().clean() or {}
        for key in self.keys:
            name = f"{key}-yearly"
            if text := found.get(name):
                try:
                    found[name] = parsed(text, self.currency)
                except UsageError as error:
                    self.add_error(name, ValidationError(sentence(error)))
        within = [key for key in self.keys if found.get(f"{key}-standing", OUT) != OUT]
        if not self.errors and not 0 < len(within) <= MOST_CANDIDATES:
            self.add_error(
                None, _now("Choose at least one candidate and at most %(most)s.") % {"most": MOST_CANDIDATES}
            )
        return found

    def chosen(self) -> dict[str, Chosen]:
        """As the action takes it."""
        return {
            key: Chosen(
                standing=self.cleaned_data[f"{key}-standing"],
                yearly=self.cleaned_data[f"{key}-yearly"] or None,
                through=self.cleaned_data.get(f"{key}-through") or "",
            )
            for key in self.keys
            if self.cleaned_data[f"{key}-standing"] != OUT
        }


class AskMore(forms.Form):
    """What would have to change for a candidate that is out."""

    candidate = forms.ChoiceField(label=_("Candidate that is out"))
    kind = forms.ChoiceField(
        label=_("What do you want to know?"),
        choices=[
            (FORCED, _("What would it cost to have it in, with this money?")),
            (ENTRY, _("With how much more money would it be in, and nothing lost?")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *arguments: Any, out: Sequence[str], **named: Any) -> None:
        super().__init__(*arguments, **named)
        _offer(self, "candidate", [(one, one) for one in out])


def _offer(form: forms.Form, name: str, offered: Sequence[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = offered
