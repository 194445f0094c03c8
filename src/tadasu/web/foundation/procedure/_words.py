"""The words of a run for its pages: its head, its clock, its story, and what an act will do."""

import re
from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tadasu.law import LATEST, Move, Procedure, State
from tadasu.reports import basis_text, clock_text, in_words
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.procedure._history import What
from tadasu.web.foundation.procedure._pinned import NAMED, clock_from
from tadasu.web.foundation.procedure._times import TimeLeft, Why
from tadasu.web.foundation.procedure.kinds import run_kinds
from tadasu.web.foundation.procedure.models import Run, Step
from tadasu.web.foundation.procedure.queries import RunShown
from tadasu.web.foundation.procedure.versions import procedure_of
from tadasu.web.ui import parts
from tadasu.web.ui.days import day_text, language
from tadasu.wording import say

SHORT = 8
"""Letters of a run's id that are enough to tell it from others on a desk."""

_TIMELESS = {What.HANDED_OVER.value, What.BOUND.value}
"""Steps that leave every time as it was."""


def head(shown: RunShown, actor: Actor) -> parts.CaseHead:
    """What, who, stage, clock. With whom the task is, its own organisation is told."""
    regime = shown.procedure.regime
    who = [parts.Pair(term=_("What it is in law"), text=standing(shown.procedure, shown.time.on))]
    if not shown.run.over:
        who.append(parts.Pair(term=_("To act"), text=part_text(shown.procedure, shown.state.owner)))
    task = shown.task
    if task is not None and task.user is not None and is_theirs(shown, actor, task.part):
        who.append(parts.Pair(term=_("With"), text=str(task.user)))
    time = clock(shown.time, stopped_since=shown.run.suspended_on)
    return parts.CaseHead(
        kind=in_words(regime.names, language()),
        number=str(shown.run.id)[:SHORT],
        title=title(shown.run),
        stage=in_words(shown.state.names, language()),
        who=who,
        clocks=[time] if time is not None else [],
    )


def is_theirs(shown: RunShown, actor: Actor, part: str) -> bool:
    """Whether the actor is of an organisation that plays a part."""
    return any(one.part == part and one.organisation_id in actor.places for one in shown.bindings)


def title(run: Run) -> str:
    """What a run is about, as its desk says it."""
    kind = run_kinds().get(run.kind)
    return kind.title(run.subject) if kind is not None else str(run.subject)


def standing(procedure: Procedure, day: date) -> str:
    """What the regime is in law on a day: nothing is shown as law that is not."""
    status = procedure.regime.status_on(day, known=LATEST)
    return say(f"law.standing.{status.standing.value if status else 'none'}", {}, language())


def part_text(procedure: Procedure, part: str) -> str:
    """What a part of the procedure is called."""
    return in_words(procedure.actors.get(part, {}), language()) or part


def state_text(procedure: Procedure, state: str) -> str:
    """What a state is called; one that the version does not have (any more) by its id."""
    found = procedure.states.get(state)
    return in_words(found.names, language()) if found is not None else state


def clock(time: TimeLeft, *, stopped_since: date | None) -> parts.Clock | None:
    """The time of the present state for a page; None where there is none."""
    if time.clock is None or time.basis is None:
        return None
    return parts.Clock(
        rule=rule(time),
        today=time.on,
        due=time.due,
        left=time.left,
        working_days=time.working,
        stopped_since=stopped_since if time.due is None else None,
    )


def rule(time: TimeLeft) -> str:
    """How long, with its extensions, and what it rests on."""
    if time.clock is None or time.basis is None:
        return ""
    clocks = [time.clock, *time.extensions]
    length = " + ".join(clock_text(one, language()) for one in clocks)
    return f"{length} — {basis_text(time.basis, language())}"


def no_time(procedure: Procedure, state: State, time: TimeLeft) -> str:
    """Why there is no last day; empty where there is one, or where a suspension stops it."""
    if time.why is Why.NO_CLOCK:
        return without_clock(procedure, state, time.on)
    if time.why is Why.NO_NUMBER:
        return _("The time has no number in law yet.")
    if time.why is Why.NOT_ENTERED:
        return _("The time runs from a stage in which this case never was.")
    return ""


def without_clock(procedure: Procedure, state: State, on: date) -> str:
    """Why a state has no clock. A parameter that the words name by its id is said by its name, with its value on a day."""

    def named(found: re.Match[str]) -> str:
        parameter = procedure.regime.parameters.get(found[1])
        if parameter is None:
            return found[0]
        value = parameter.on(on, known=LATEST)
        name = in_words(parameter.names, language())
        if value is None or value.value is None:
            return _("“%(name)s”") % {"name": name}
        return _("“%(name)s: %(value)s”") % {"name": name, "value": value.value}

    return NAMED.sub(named, in_words(state.no_clock, language()))


def left_afterwards(time: TimeLeft) -> str:
    """While a suspension stops the time: how much of it will be left. Empty where it runs, or there is none."""
    if time.why is not Why.SUSPENDED or time.left is None:
        return ""
    if time.working:
        said = ngettext(
            "%(count)d working day will be left when the case goes on.",
            "%(count)d working days will be left when the case goes on.",
            time.left,
        )
    else:
        said = ngettext(
            "%(count)d day will be left when the case goes on.",
            "%(count)d days will be left when the case goes on.",
            time.left,
        )
    return said % {"count": time.left}


def story(shown: RunShown, actor: Actor) -> Sequence[parts.Event]:
    """What happened, the latest first."""
    return [event(one, actor) for one in reversed(shown.steps)]


def event(step: Step, actor: Actor) -> parts.Event:
    """A step: who did it is told by name to the organisation of whoever acted, by part to everybody else."""
    procedure = procedure_of(step.version)
    who = part_text(procedure, step.part) if step.part else ""
    if step.organisation_id in actor.places and step.user is not None:
        who = f"{step.user} ({who})" if who else str(step.user)
    return parts.Event(at=step.day, what=what_text(procedure, step), who=who, text=_text(step))


def what_text(procedure: Procedure, step: Step) -> str:
    """What happened, in a sentence."""
    state = state_text(procedure, step.state_to)
    match What(step.what):
        case What.OPENED:
            return _("Opened: %(state)s") % {"state": state}
        case What.MOVED:
            return _("%(move)s. Now: %(state)s") % {"move": _move(procedure, step), "state": state}
        case What.SUSPENDED if step.until is not None:
            return _("Suspended to %(day)s") % {"day": day_text(step.until, language())}
        case What.SUSPENDED:
            return _("Suspended")
        case What.RESUMED:
            return _("Resumed")
        case What.EXTENDED:
            return _("Time extended by %(clock)s") % {"clock": _extension(step)}
        case What.MIGRATED:
            return _("Goes on by another version of the procedure. Now: %(state)s") % {"state": state}
        case What.HANDED_OVER if step.to_user is not None:
            return _("Handed over to %(person)s") % {"person": step.to_user}
        case What.HANDED_OVER:
            return _("Given back to all who may do it")
        case What.BOUND:
            return _("Who acts as “%(part)s” was changed") % {"part": part_text(procedure, step.part)}


def _text(step: Step) -> str:
    """The reason, and the last day as it was counted then."""
    said = []
    if step.what != What.OPENED.value:
        reason = getattr(step, "reason", None)
        said.append(reason.text if reason is not None else _("The reason was erased."))
    if step.outside:
        said.append(_("Written down on behalf of somebody who has no place here."))
    if step.due_on is not None and step.what not in _TIMELESS:
        said.append(_("Last day, as counted then: %(day)s") % {"day": day_text(step.due_on, language())})
    return "\n".join(said)


def _move(procedure: Procedure, step: Step) -> str:
    state = procedure.states.get(step.state_from)
    move = next((one for one in state.moves if one.id == step.move), None) if state is not None else None
    return move_text(move) if move is not None else step.move


def _extension(step: Step) -> str:
    return clock_text(clock_from(step.extension), language()) if step.extension is not None else ""


def move_text(move: Move) -> str:
    """What a move is called."""
    return in_words(move.names, language())


def limit_text(procedure: Procedure, state: State) -> str:
    """How long a state may take, from where it is counted, or why there is no limit."""
    limit = state.limit
    if limit is None:
        return without_clock(procedure, state, timezone.localdate())
    later = limit.counted.later if limit.counted is not None else None
    clock = limit.clock or (later[1] if later is not None else None)
    said = clock_text(clock, language()) if clock is not None else say("law.clock.none", {}, language())
    if limit.clock is None and later is not None:
        said = say("law.number.later", {"said": said, "day": day_text(later[0], language())}, language())
    if not limit.since:
        return said
    return _("%(clock)s from “%(state)s”") % {"clock": said, "state": state_text(procedure, limit.since)}
