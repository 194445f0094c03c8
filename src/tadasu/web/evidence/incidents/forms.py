"""What is asked about files of incidents. The browser keeps nothing of it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tadasu.web.evidence.incidents._plan import FIELDS, KEEP, LEAVE, Plan
from tadasu.web.evidence.incidents._reading import Look
from tadasu.web.evidence.incidents.models import LONGEST_LABEL, LONGEST_ORIGIN, Kind
from tadasu.web.evidence.incidents.words import FIELDS as FIELD_NAMES
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.vault import purposes
from tadasu.web.ui.forms import Unremembered

CONFIDENTIAL, PUBLIC = "confidential", "public"

HINTS: Mapping[str, Any] = {
    "id": _("By it a later file of the same kind is compared with this one."),
    "issue": _("Codes of ours, or words as “forced labour”, “強制労働”, “debt bondage”. Several with ; or |."),
    "country": _("A code, or a name in any language."),
    "place": _("Only the province or prefecture is coded."),
    "good": _("Only codes of the Harmonized System are coded, not names."),
    "date": _("Only the month is coded. Years of Japanese eras are read."),
    "people": _("Only a plain number is coded: not “about 200”, not “200-300”."),
}


class Receive(Unremembered):
    """A file of incidents."""

    sealing = forms.ChoiceField(
        label=_("Is what stands in it public?"),
        choices=[
            (CONFIDENTIAL, _("No: it is confidential")),
            (PUBLIC, _("Yes: all of it was published, and may be shown")),
        ],
        initial=CONFIDENTIAL,
        widget=forms.RadioSelect,
    )
    label = forms.CharField(
        label=_("What to call it"),
        help_text=_(
            "Your own words, as “incidents of the north, second half of 2025”. They stand in lists in plain: no names."
        ),
        max_length=LONGEST_LABEL,
    )
    origin = forms.CharField(
        label=_("Group or outlet that all of it comes from"),
        help_text=_(
            "It stands in rows in plain, so that we know how many sources rest on one. Leave it empty if nobody may know it."
        ),
        max_length=LONGEST_ORIGIN,
        required=False,
    )
    attribution = forms.CharField(
        label=_("Line of attribution"),
        help_text=_("Of a public file: whom to credit wherever something of it is shown, with the licence."),
        max_length=LONGEST_ORIGIN,
        required=False,
    )
    readers = forms.MultipleChoiceField(
        label=_("Who else can open it"),
        help_text=_("You can, and those whom you choose. Others can be added later."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *arguments: Any, people: Sequence[User] = (), **named: Any) -> None:
        super().__init__(*arguments, **named)
        if people:
            cast(Any, self.fields["readers"]).choices = [(str(one.id), str(one)) for one in people]
        else:
            del self.fields["readers"]

    def clean(self) -> dict[str, Any]:
        """Who is published is credited."""
        found = super().clean() or {}
        if found.get("sealing") == PUBLIC and not found.get("attribution"):
            self.add_error("attribution", _("Say whom to credit."))
        return found


class Columns(Unremembered):
    """Which column is what, and what becomes of what has no code. `seen` takes what the file looks like from page to page."""

    order = forms.ChoiceField(
        label=_("Days that can be read in two ways, as 03/04/2025"),
        choices=[
            ("", _("leave them without a month")),
            ("dmy", _("the day comes first: 3 April")),
            ("mdy", _("the month comes first: 4 March")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    unmapped = forms.ChoiceField(
        label=_("Rows in which something has no code"),
        help_text=_("They are counted and listed either way. Places and sectors do not count here."),
        choices=[(KEEP, _("come in, without that code")), (LEAVE, _("are left out"))],
        initial=KEEP,
        widget=forms.RadioSelect,
    )
    kind = forms.CharField(
        label=_("Kind of files that this one belongs to"),
        help_text=_(
            "If another file like this will come. Its columns are then known, and the same incident in it becomes a new version. "
            "The name stands in plain."
        ),
        max_length=LONGEST_LABEL,
        required=False,
    )
    purpose = forms.CharField(widget=forms.HiddenInput, max_length=40)
    reason = forms.CharField(widget=forms.HiddenInput, max_length=purposes.MOST_LETTERS)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=200_000)

    def __init__(self, *arguments: Any, look: Look, kinds: Sequence[Kind] = (), **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._format = look.format
        columns: list[tuple[str, str]] = [("", gettext("not in this file"))]
        columns += [(str(at), f"{at + 1}. {name}"[:120]) for at, name in enumerate(look.columns)]
        for name in FIELDS:
            self.fields[f"is-{name}"] = forms.ChoiceField(
                label=str(FIELD_NAMES[name]), choices=columns, required=False, help_text=HINTS.get(name, "")
            )
        if len(look.templates) > 1:
            templates = [("", _("all of them")), *((one, one) for one in look.templates)]
            self.fields["only"] = forms.ChoiceField(
                label=_("Template whose entries are incidents"), choices=templates, required=False
            )
        if kinds:
            known = gettext("Known here: %(names)s.") % {"names": ", ".join(one.name for one in kinds)}
            self.fields["kind"].help_text = f"{self.fields['kind'].help_text} {known}"
        self.order_fields(["only", *(f"is-{name}" for name in FIELDS), "order", "unmapped", "kind"])

    def clean(self) -> dict[str, Any]:
        """A column is one thing, and something says what happened."""
        found = super().clean() or {}
        taken: dict[str, str] = {}
        for name in FIELDS:
            at = found.get(f"is-{name}", "")
            if at and at in taken:
                self.add_error(f"is-{name}", _("This column is taken already. A column can be one thing."))
            taken.setdefault(at, name)
        if not (found.get("is-title") or found.get("is-text")):
            self.add_error("is-text", _("Choose the column that says what happened, or a title."))
        return found

    @property
    def plan(self) -> Plan:
        """What was chosen."""
        said = self.cleaned_data
        return Plan(
            format=self._format,
            columns={name: int(said[f"is-{name}"]) for name in FIELDS if said.get(f"is-{name}")},
            order=said["order"],
            unmapped=said["unmapped"],
            only=said.get("only", ""),
        )


def first_choice(look: Look, kind: Kind | None) -> dict[str, Any]:
    """What the form shows at first: what was chosen for the kind that the file is of, else what the headers suggest."""
    columns = kind.plan["columns"] if kind else look.guessed
    chosen: dict[str, Any] = {f"is-{name}": str(at) for name, at in columns.items()}
    if kind:
        chosen |= {name: kind.plan[name] for name in ("order", "unmapped", "only")} | {"kind": kind.name}
    elif look.templates:
        chosen["only"] = ""
    return chosen


def seen_text(look: Look) -> str:
    """What the form takes along of what the file looks like; no row of it."""
    return json.dumps([look.format, look.columns, look.templates, look.encoding, look.beside], ensure_ascii=False)


def seen_of(text: str) -> Look | None:
    """As it was taken along; None for anything else."""
    try:
        format, columns, templates, encoding, beside = json.loads(text)
        look = Look(
            format=format,
            columns=tuple(map(str, columns)),
            rows=(),
            guessed={},
            templates=tuple(map(str, templates)),
            encoding=str(encoding),
            beside=int(beside),
        )
    except (ValueError, TypeError):
        return None
    return look if look.format in ("csv", "ftm", "uwazi", "uwazi-zip") else None
