"""What is asked about inquiries. The browser keeps nothing of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tadasu.places import all_places
from tadasu.schema import UsageError
from tadasu.web.evidence.custody.actions.noting import LONGEST_NOTE
from tadasu.web.evidence.custody.words import words as custody_words
from tadasu.web.evidence.verification._about import About, about_of, checked
from tadasu.web.evidence.verification.actions import Claimed, Said
from tadasu.web.evidence.verification.models import LONGEST_LABEL, Assessment, Inquiry
from tadasu.web.evidence.verification.words import words
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.findings.words import named as finding_named
from tadasu.web.ui.days import language
from tadasu.web.ui.forms import MOST_REASON, Day, Reason, Unremembered
from tadasu.web.ui.parts import Said as Text
from tadasu.weighing import INDICATOR, STANDARDS, elements_for, rules
from tadasu.wording import element_text, say

Choices = Sequence[tuple[str, Text]]
SILENT = "silent"


def _line(label: Any, most: int, hint: Any = "", *, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=most, required=required)


def _lines(label: Any, hint: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    return forms.CharField(label=label, help_text=hint, required=False, max_length=6000, widget=widget)


class Claim(Unremembered):
    """What an inquiry claims."""

    label = _line(
        _("What to call it"),
        LONGEST_LABEL,
        _("Your own words. They stand in lists in plain: no names of sources, nothing that a source said."),
        required=True,
    )
    issue = forms.ChoiceField(label=_("Which abuse is claimed"))
    elements = forms.MultipleChoiceField(
        label=_("What the claim says"),
        help_text=_(
            "Each of these is weighed by itself, and the weakest decides. The abuse itself is always weighed. "
            "Indicators are for forced labour."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    kind = forms.ChoiceField(label=_("Whom or what it is about"), widget=forms.RadioSelect)
    names = _lines(_("Names of the company"), _("One a line, for a company. They go into the finding."))
    country = _line(_("Country"), 2, _("Two letters, as cn or jp: where the company is, or where the good is made."))
    place = _line(_("Place"), 60, _("The key of a place in the list of places, as cn-xinjiang."))
    good = _line(_("Good"), 10, _("The HS code, as 5205."))
    start = forms.DateField(label=_("Since when"), required=False, widget=Day)
    end = forms.DateField(label=_("Until when"), required=False, widget=Day)
    party = forms.UUIDField(
        label=_("Party"),
        help_text=_("The number of a party of your organisation, if it is kept here: the end of its address."),
        required=False,
    )
    plan = _lines(_("What to look for"), _("One thing a line, twenty at most. Your own words: no names of sources."))
    lead = forms.ChoiceField(label=_("Who leads"))
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *arguments: Any, people: Sequence[User], **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self, "issue", sorted((one.value, issue_name(one.value)) for one in rules().issues))
        _choose(self, "elements", element_choices(rules().issues))
        _choose(self, "kind", _named("subjects"))
        known = [(str(one.id), str(one)) for one in people]
        left = self.get_initial_for_field(self.fields["lead"], "lead") not in dict(known)
        # Without an empty line a browser would put the first in the place of who left.
        _choose(self, "lead", [("", ""), *known] if left else known)

    def clean_place(self) -> str:
        """A place that there is."""
        place: str = self.cleaned_data["place"].strip().lower()
        if place and place not in all_places():
            raise forms.ValidationError(_("There is no place of this key in the list."))
        return place

    def clean(self) -> None:
        """What cannot be so is said at its field."""
        super().clean()
        if self.errors:
            return
        try:
            checked(self._about())
        except UsageError as error:
            self.add_error(dict(error.params)["field"], _("This cannot be so. Look at it again."))

    def _about(self) -> About:
        said = self.cleaned_data
        return About(
            kind=said["kind"],
            names=tuple(line for one in said["names"].splitlines() if (line := " ".join(one.split()))),
            country=said["country"].strip().lower(),
            place=said["place"],
            good=said["good"].strip(),
        )

    def claimed(self) -> Claimed:
        """What was claimed, in a form that holds."""
        said = self.cleaned_data
        return Claimed(
            label=said["label"],
            issue=said["issue"],
            elements=tuple(said["elements"]),
            about=self._about(),
            lead=said["lead"],
            start=said["start"],
            end=said["end"],
            party=said["party"],
            plan=tuple(said["plan"].splitlines()),
        )

    def clean_lead(self) -> UUID:
        """As an id."""
        return UUID(self.cleaned_data["lead"])


def claim_values(inquiry: Inquiry) -> dict[str, Any]:
    """What the form holds for an inquiry as it stands."""
    about = about_of(inquiry.about)
    return {
        "label": inquiry.label,
        "issue": inquiry.issue,
        "elements": inquiry.elements,
        "kind": about.kind,
        "names": "\n".join(about.names),
        "country": about.country,
        "place": about.place,
        "good": about.good,
        "start": inquiry.start,
        "end": inquiry.end,
        "party": inquiry.party,
        "plan": "\n".join(inquiry.plan),
        "lead": str(inquiry.lead_id),
        "seen": inquiry.version,
    }


class Take(forms.Form):
    """Which items."""

    items = forms.MultipleChoiceField(
        label=_("Items of evidence"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one item at least.")},
    )

    def __init__(self, *arguments: Any, items: Choices, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self, "items", items)


class NameOrigin(forms.Form):
    """Of which kind."""

    kind = forms.ChoiceField(label=_("What it is"), widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self, "kind", _named("origins"))


class Assess(Unremembered):
    """One person's assessment of one item. A field for each element is called `bears:` and the element."""

    kind = forms.ChoiceField(label=_("What it is"))
    reliability = forms.ChoiceField(
        label=_("How reliable the source is"),
        help_text=_("Of the source alone, whatever it says here. Who speaks for the first time cannot be judged yet."),
        widget=forms.RadioSelect,
    )
    credibility = forms.ChoiceField(
        label=_("How credible what it says is"),
        help_text=_("Of what it says alone, whoever says it."),
        widget=forms.RadioSelect,
    )
    firsthand = forms.BooleanField(
        label=_("Firsthand"), help_text=_("Somebody saw, did or suffered it."), required=False
    )
    origins = forms.MultipleChoiceField(
        label=_("Where what it says goes back to"),
        help_text=_("Other items of this inquiry, or origins without a name. Nothing: it is an origin itself."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    own = forms.BooleanField(
        label=_("It also says what its author saw or made"),
        help_text=_("Then it is an origin itself, beside those chosen above."),
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *arguments: Any, elements: Iterable[str], origins: Choices, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self, "kind", [(code, names[language()]) for code, names in custody_words("kinds").items()])
        _choose(self, "reliability", _named("reliability"))
        _choose(self, "credibility", _named("credibility"))
        if origins:
            _choose(self, "origins", origins)
        else:
            del self.fields["origins"], self.fields["own"]
        self._elements = tuple(elements)
        for element in self._elements:
            self.fields[f"bears:{element}"] = forms.ChoiceField(
                label=element_text(element, language()), choices=_named("standings"), initial=SILENT
            )

    def said(self) -> Said:
        """What was said, in a form that holds."""
        said = self.cleaned_data
        bears = {element: said[f"bears:{element}"] for element in self._elements}
        return Said(
            kind=said["kind"],
            reliability=said["reliability"],
            credibility=said["credibility"],
            firsthand=said["firsthand"],
            own=said.get("own", False),
            origins=frozenset(said.get("origins", ())),
            bears={element: standing for element, standing in bears.items() if standing != SILENT},
        )


def assessment_values(own: Assessment | None, kind: str) -> dict[str, Any]:
    """What the form holds: one's own assessment as it stands, or nothing but what the item is."""
    if own is None:
        return {"kind": kind, "reliability": "unjudged", "credibility": "unjudged", "seen": 0}
    bears: Mapping[str, str] = own.bears
    return {
        "kind": own.kind,
        "reliability": own.reliability,
        "credibility": own.credibility,
        "firsthand": own.firsthand,
        "own": own.own and bool(own.origins),
        "origins": own.origins,
        "seen": own.number,
        **{f"bears:{element}": standing for element, standing in bears.items()},
    }


class Hear(forms.Form):
    """Whether the named party was asked."""

    code = forms.ChoiceField(label=_("What happened"), widget=forms.RadioSelect)
    day = forms.DateField(
        label=_("On which day"), help_text=_("The day of the answer, of the end of its time, or of this."), widget=Day
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self, "code", _named("heard"))


class AddNote(Unremembered):
    """A note about an item."""

    kind = forms.ChoiceField(label=_("What it is about"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Note"),
        help_text=_("It is sealed to the readers of the item, and not changed any more."),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        strip=False,
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self, "kind", _named("notes"))


class Conclude(Unremembered):
    """What is said of what was weighed."""

    standard = forms.ChoiceField(label=_("Standard that is said"), widget=forms.RadioSelect)
    looked_for = forms.BooleanField(
        label=_("Contrary evidence was looked for"),
        help_text=_("Where some was found it is stated, whatever you choose here."),
        required=False,
    )
    reason = forms.CharField(
        label=_("Reason for saying less"),
        help_text=_("Only if you say less than what was weighed. It stays here. No names of sources."),
        max_length=MOST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _choose(self, "standard", [(one, finding_named("standards", one, language())) for one in STANDARDS])


class Prepare(Reason):
    """A finding from a conclusion."""

    field_order = ("review_on", "reason")

    review_on = forms.DateField(label=_("When it is looked at again"), required=False, widget=Day)


def issue_name(issue: str) -> str:
    """What an abuse is called."""
    return say(f"issue.{issue}", {}, language())


def element_choices(issues: Iterable[Any]) -> list[tuple[str, Text]]:
    """The elements of these abuses, indicators last."""
    found = {element for issue in issues for element in elements_for(issue)}
    order = sorted(found, key=lambda one: (one.startswith(INDICATOR), one))
    return [(one, element_text(one, language())) for one in order]


def _named(what: str) -> Choices:
    return [(code, names[language()]) for code, names in words(what).items()]


def _choose(form: forms.Form, name: str, choices: Choices) -> None:
    cast(Any, form.fields[name]).choices = choices
