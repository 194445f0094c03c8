"""The living page of all components, with invented data. For those who are signed in; it reads no record of anybody."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.web.ui import example
from tadasu.web.ui.forms import Day, Reason, Unremembered
from tadasu.web.ui.views import errors, tables
from tadasu.web.ui.views.bare import bare


class Example(forms.Form):
    """One field of every kind."""

    name = forms.CharField(
        label=lazy("Name of the supplier"), help_text=lazy("As it stands in the register."), max_length=200
    )
    country = forms.ChoiceField(label=lazy("Country"), choices=example.COUNTRIES)
    since = forms.DateField(label=lazy("Supplier since"), widget=Day, required=False)
    share = forms.IntegerField(label=lazy("Share of your purchases (%)"), min_value=0, max_value=100)
    way = forms.ChoiceField(
        label=lazy("How should the supplier be asked?"), choices=example.WAYS, widget=forms.RadioSelect
    )
    goods = forms.MultipleChoiceField(
        label=lazy("Goods"), choices=example.GOODS, widget=forms.CheckboxSelectMultiple, required=False
    )
    text = forms.CharField(label=lazy("What do you want to know?"), widget=forms.Textarea)
    file = forms.FileField(label=lazy("File"), help_text=lazy("PDF or CSV, 2.5 MB at most."), required=False)
    sure = forms.BooleanField(label=lazy("I have read the answers to earlier questions"))


class Told(Unremembered):
    """What somebody tells without an account."""

    text = forms.CharField(label=lazy("What happened?"), widget=forms.Textarea)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def components(request: HttpRequest) -> HttpResponse:
    """Every component once. A form that is sent shows its errors and stores nothing."""
    today = timezone.localdate()
    shown = example.queue().show(request.GET, example.lines(today))
    form = Example(request.POST, request.FILES) if request.method == "POST" else Example()
    values = {
        "invented": True,
        "form": form,
        "navigation": example.navigation(),
        "rail": example.rail(),
        "case": example.case(today),
        "clocks": example.clocks(today),
        "events": example.events(today),
        "pairs": example.pairs(),
        "answers": example.answers(),
        "files": example.files(),
        "nothing": example.nothing(),
        "picture": example.picture(today),
        "wide": example.wide(),
        "day": today,
        "now": timezone.now(),
    }
    return tables.answer(request, "ui/components.html", shown, values)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reason(request: HttpRequest) -> HttpResponse:
    """The page that asks for a reason; nothing happens."""
    form = Reason(request.POST) if request.method == "POST" else Reason()
    if form.is_bound and form.is_valid():
        return redirect("ui-components")
    values = {
        "invented": True,
        "form": form,
        "question": _("Release this shipment?"),
        "happens": [
            _("The goods leave custody today; this cannot be taken back."),
            _("The importer is told, with your reason."),
            _("The record names you and the time."),
        ],
        "act": _("Release this shipment"),
        "address": reverse("ui-reason"),
        "back": reverse("ui-components"),
    }
    return render(request, "ui/reason.html", values)


@bare
@login_required
@require_safe
def bare_page(request: HttpRequest) -> HttpResponse:
    """The frame for frightened people."""
    return render(request, "ui/example_bare.html", {"invented": True, "form": Told()})


@login_required
@require_safe
def conflict(request: HttpRequest) -> HttpResponse:
    """What two people see who changed one record."""
    return errors.conflict(request, example.compared(), again=reverse("ui-components"), invented=True)
