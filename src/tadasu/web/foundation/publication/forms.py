"""A document as it is typed: the fields of its kind, each text in both languages. What the rules say comes afterwards."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tadasu.places import all_places, lineage
from tadasu.release import Field, Kind, place_name, place_too_fine
from tadasu.web.foundation.publication._checking import LONGEST_CHANGE
from tadasu.web.foundation.publication.content import Content
from tadasu.web.foundation.publication.grounds import grounds
from tadasu.web.foundation.publication.shown import band_text
from tadasu.web.ui.days import language
from tadasu.web.ui.forms import MOST_REASON, Reason
from tadasu.wording import Language

_LANGUAGES: Mapping[str, Any] = {"en": _("English"), "ja": _("Japanese")}
_ROWS_OF_TEXT = 8


def can_be_typed(kind: Kind) -> bool:
    """A table, a grid, a file is built by a desk, from what it counts; credits come with the works that are credited."""
    return all(one.type not in ("table", "grid", "files", "credits") for one in kind.fields.values())


class DocumentForm(forms.Form):
    """The fields of a kind; of a correction also what was changed; and why it is to be public, for those who sign."""

    def __init__(self, sent: QueryDict | None, *, kind: Kind, corrects: bool, before: Content | None = None) -> None:
        super().__init__(sent, initial=_initial(before))
        self.kind = kind
        self.corrects = corrects
        for one in kind.fields.values():
            self.fields.update(_fields(one))
        if corrects:
            for code, label in _LANGUAGES.items():
                said = _area(_("What was changed"), label, most=LONGEST_CHANGE, rows=3)
                self.fields[f"changed_{code}"] = said
        self.fields["reason"] = forms.CharField(
            label=_("Why it is to be public"),
            help_text=_("For those who sign. It is not published."),
            max_length=MOST_REASON,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    @property
    def document(self) -> dict[str, Any]:
        """What was typed, as the kind's document; an empty field is not in it."""
        found = {one.id: self._value(one) for one in self.kind.fields.values()}
        return {name: value for name, value in found.items() if value not in (None, "", {})}

    @property
    def changed(self) -> dict[str, str] | None:
        """What was changed, in both languages."""
        return self._both("changed") if self.corrects else None

    def _value(self, one: Field) -> Any:
        said = self.cleaned_data.get(one.id)
        match one.type:
            case "text":
                return self._both(one.id)
            case "band":
                return int(said) if said else None
            case "count":
                return said
            case _:
                return (said or "").strip()

    def _both(self, name: str) -> dict[str, str]:
        said = {code: self.cleaned_data.get(f"{name}_{code}", "").replace("\r\n", "\n").strip() for code in _LANGUAGES}
        return {code: text for code, text in said.items() if text}


class Withdrawal(Reason):
    """What the public page says, and why really."""

    ground = forms.ChoiceField(label=_("What the public page says"), widget=forms.RadioSelect)
    field_order = ("ground", "reason")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["ground"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, names[language()]) for key, names in grounds().items()]


def _fields(one: Field) -> Iterator[tuple[str, forms.Field]]:
    name = one.names[language()]
    given: dict[str, Any] = {"label": name, "required": one.required}
    match one.type:
        case "text":
            for code, label in _LANGUAGES.items():
                rows = _ROWS_OF_TEXT if one.lines else 0
                yield f"{one.id}_{code}", _area(name, label, most=one.most, rows=rows, required=one.required)
        case "code":
            yield one.id, forms.ChoiceField(choices=[(key, said[language()]) for key, said in one.of.items()], **given)
        case "place":
            yield one.id, forms.ChoiceField(choices=[("", ""), *_places(one.finest, language())], **given)
        case "period":
            yield (
                one.id,
                forms.CharField(help_text=_("A year or a quarter, as 2026 or 2026-Q1."), max_length=20, **given),
            )
        case "count":
            help_text = _("At least %(least)s; leave it empty for fewer.") % {"least": one.least}
            yield one.id, forms.IntegerField(min_value=0, help_text=help_text, **given)
        case "band":
            yield one.id, forms.ChoiceField(choices=[("", ""), *_bands(one)], **given)
        case "link":
            yield one.id, forms.CharField(help_text=_("It begins with https://"), max_length=300, **given)
        case _:
            yield one.id, forms.CharField(max_length=one.most, **given)


def _area(name: Any, of: Any, *, most: int, rows: int, required: bool = True) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    label = _("%(field)s (%(language)s)") % {"field": name, "language": of}
    return forms.CharField(label=label, max_length=most, widget=widget, required=required)


def _bands(one: Field) -> list[tuple[str, str]]:
    return [(str(each), band_text(one, each)) for each in one.bands]


@cache
def _places(finest: str, of: Language) -> list[tuple[str, str]]:
    """Countries, and what is not too fine within them, by country."""
    ids = [one for one in all_places() if place_too_fine(one, finest) is False]
    ways = {one: [place_name(each.id, of) for each in reversed(lineage(one))] for one in ids}
    return sorted(((one, " / ".join(way)) for one, way in ways.items()), key=lambda each: each[1])


def _initial(before: Content | None) -> dict[str, Any]:
    """What stands in the fields at first."""
    if before is None:
        return {}
    found: dict[str, Any] = {}
    for name, value in (*before.document.items(), ("changed", before.changed)):
        if isinstance(value, Mapping):
            found.update({f"{name}_{code}": text for code, text in value.items()})
        else:
            found[name] = value
    return found
