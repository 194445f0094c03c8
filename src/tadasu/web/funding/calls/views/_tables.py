"""Calls as staff read them: the terms of one in words, the table of all, and that of invitations."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tadasu.reports import in_words, standing_on
from tadasu.web.foundation.access import Actor, may_anew
from tadasu.web.funding.calls.access import WITHDRAW
from tadasu.web.funding.calls.definitions import said_in
from tadasu.web.funding.calls.models import Call, Invitation
from tadasu.web.funding.calls.promises import promise_of
from tadasu.web.funding.calls.queries import form_of
from tadasu.web.funding.calls.views._shown import amounts, language_name, title, written
from tadasu.web.funding.calls.words import named, words
from tadasu.web.funding.programmes.models import Line
from tadasu.web.funding.programmes.policy import policy_of
from tadasu.web.funding.programmes.views._shown import called
from tadasu.web.ui.days import day_text, language
from tadasu.web.ui.parts import Pair
from tadasu.web.ui.tables import Column, Filter, Table
from tadasu.wording import say


def facts_of(held: Call) -> Sequence[Pair]:
    """Its terms, in words."""
    policy, today = policy_of(held.regime), timezone.localdate()
    line = Line.objects.select_related("fund").filter(id=held.line).first()
    promise = promise_of(held, today)
    comma = say("list.separator", {}, language())
    rows = [
        Pair(term=_("Kind of call"), text=named("kinds", held.kind, language())),
        Pair(term=_("Tier of the policy"), text=named("tiers", held.tier, language())),
        Pair(
            term=_("Policy and procedure"),
            text=f"{in_words(policy.names, language())}: {standing_on(policy, today, language())}",
            address=reverse("programmes-policy", args=[line.fund_id]) if line is not None else "",
        ),
    ]
    if line is not None:
        rows.append(
            Pair(
                term=_("Line of a fund from which it is paid"),
                text=f"{called(line.fund)}: {line.code} {called(line)}",
                address=reverse("programmes-line", args=[line.id]),
            )
        )
    if promise is not None:
        rows.append(
            Pair(
                term=_("How soon a decision is due"),
                text=f"{_due(promise.count, promise.hours)} {written(held, promise)}",
            )
        )
    rows += [
        Pair(term=_("Amounts"), text=amounts(held)),
        Pair(term=_("First day"), text=day_text(held.opens_on, language())),
        Pair(
            term=_("Last day"),
            text=day_text(held.closes_on, language()) if held.closes_on else _("none: it goes on until it is closed"),
        ),
        Pair(term=_("Who may apply"), text=comma.join(named("applicants", one, language()) for one in held.applicants)),
        Pair(
            term=_("Conflicts of interest"),
            text=comma.join(named("conflicts", one, language()) for one in held.conflicts) or _("no rule"),
        ),
        Pair(
            term=_("Form that it asks with"),
            text=f"{said_in(form_of(held).title, language())} {held.form.number}",
            address=reverse("calls-form", args=[held.form_id]),
        ),
        Pair(term=_("Languages in which one applies"), text=comma.join(language_name(one) for one in held.languages)),
    ]
    return rows


def _due(count: int, hours: bool) -> str:
    return (_("%(count)s hours.") if hours else _("%(count)s days.")) % {"count": count}


def calls_table() -> Table:
    """Every call of an organisation."""
    return Table(
        name="calls",
        caption=gettext_lazy("Calls"),
        columns=(
            Column(
                name="title",
                label=gettext_lazy("Call"),
                value=title,
                sorts="title",
                address=lambda one: reverse("calls-one", args=[one.id]),
            ),
            Column(
                name="kind",
                label=gettext_lazy("Kind"),
                value=lambda one: named("kinds", one.kind, language()),
                sorts="kind",
            ),
            Column(
                name="tier",
                label=gettext_lazy("Tier"),
                value=lambda one: named("tiers", one.tier, language()),
                sorts="tier",
            ),
            Column(
                name="state",
                label=gettext_lazy("State"),
                value=lambda one: named("states", one.state, language()),
                sorts="state",
            ),
            Column(name="opens_on", label=gettext_lazy("First day"), sorts="opens_on"),
            Column(name="closes_on", label=gettext_lazy("Last day"), sorts="closes_on"),
        ),
        filters=(
            Filter(
                name="state",
                label=gettext_lazy("State"),
                choices=[(code, names[language()]) for code, names in words("states").items()],
            ),
        ),
        searched=("title", "title_ja"),
        order="-opens_on",
        empty=gettext_lazy("No call yet"),
        how=gettext_lazy("A call is written as a draft, then opened."),
    )


def invitations_table(actor: Actor, held: Call) -> Table:
    """Who was invited stands nowhere."""
    withdraws = may_anew(actor, WITHDRAW.name, held)

    def fresh(one: Invitation) -> bool:
        return one.used_in is None and not one.withdrawn

    return Table(
        name="invitations",
        caption=gettext_lazy("Invitations"),
        columns=(
            Column(name="month", label=gettext_lazy("Made in"), value=lambda one: f"{one.month:%Y-%m}", sorts="month"),
            Column(name="ends_on", label=gettext_lazy("Can be used until"), sorts="ends_on"),
            Column(name="state", label=gettext_lazy("State"), value=_invitation_state),
            Column(
                name="withdraw",
                label=gettext_lazy("Withdraw"),
                value=lambda one: _("Withdraw") if withdraws and fresh(one) else "",
                address=lambda one: reverse("calls-withdraw", args=[one.id]) if withdraws and fresh(one) else "",
            ),
        ),
        empty=gettext_lazy("No invitation yet"),
        how=gettext_lazy("Each is a code that is shown once; you hand it over yourselves, by a way that is safe."),
        file=False,
    )


def _invitation_state(one: Invitation) -> str:
    if one.used_in is not None:
        return _("used in %(month)s") % {"month": f"{one.used_in:%Y-%m}"}
    if one.withdrawn:
        return _("withdrawn")
    return _("open") if one.ends_on >= timezone.localdate() else _("over")
