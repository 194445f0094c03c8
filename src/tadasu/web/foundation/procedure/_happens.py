"""What an act will do, said before it is done: the state, whose turn it is, the last day. Nothing is written to find out."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from tadasu.law import Move
from tadasu.web.foundation.procedure._history import Event, after
from tadasu.web.foundation.procedure._times import TimeLeft, Why, time_left
from tadasu.web.foundation.procedure._words import move_text, no_time, part_text, rule, state_text
from tadasu.web.foundation.procedure.queries import RunShown
from tadasu.web.ui.days import day_text, language


def of_move(shown: RunShown, move: Move, event: Event, *, outside: bool) -> Sequence[str]:
    """What a move leads to."""
    procedure = shown.procedure
    state = procedure.states[move.to]
    said = [
        _("%(part)s: %(move)s") % {"part": part_text(procedure, move.by), "move": move_text(move)},
        _("The case goes from “%(before)s” to “%(after)s” on %(day)s.")
        % {
            "before": state_text(procedure, shown.position.state),
            "after": state_text(procedure, move.to),
            "day": day_text(event.day, language()),
        },
    ]
    if outside:
        said.append(_("You write it down on behalf of somebody who has no place here."))
    said.append(
        _("It then is the turn of: %(part)s") % {"part": part_text(procedure, state.owner)}
        if state.moves
        else _("The case is over then; nothing can follow.")
    )
    return [*said, *of_time(shown, event), _("The record names you and the time. It cannot be taken back.")]


def of_time(shown: RunShown, event: Event) -> Sequence[str]:
    """What becomes of the time that runs."""
    then = after(shown.position, event)
    state = shown.procedure.states[then.state]
    time = time_left(shown.procedure, then, event.day)
    if then.state == shown.position.state and then.since == shown.position.since:
        return [_last_day(_("Last day until now: %(day)s"), shown.time), _last_day(_("Last day then: %(day)s"), time)]
    if time.due is not None:
        return [_last_day(_("The last day for that is %(day)s."), time), rule(time)]
    if time.why is Why.SUSPENDED:
        return [_("No time runs as long as the case is suspended."), rule(time)]
    return [_("There is no last day: %(why)s") % {"why": no_time(shown.procedure, state, time)}]


def on(day: date) -> str:
    """The day on which it happens."""
    return _("It counts from %(day)s.") % {"day": day_text(day, language())}


def _last_day(said: str, time: TimeLeft) -> str:
    return said % {"day": day_text(time.due, language()) if time.due is not None else _("none, the time stands still")}
