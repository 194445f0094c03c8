"""An invented regime and an invented procedure that the report tests share; every law and every number is made up."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.law.made import BASIS, DAY, regime

from tadasu.law import (
    All,
    Alternative,
    AnyOf,
    Basis,
    CalendarId,
    Chosen,
    Clock,
    Compare,
    Confidence,
    Dated,
    Doubt,
    Due,
    Duty,
    FactId,
    Issue,
    Measure,
    Milestone,
    Move,
    Named,
    Parameter,
    Procedure,
    Prohibition,
    Regime,
    Relation,
    Seen,
    Source,
    State,
    TimeLimit,
    Unit,
    Within,
)
from tadasu.schema import Flow

CHANGE = date(2026, 1, 1)
GAZETTE = Source(
    id="gazette", title="Invented | Gazette", url="https://law.example.org/g", seen=Seen.OFFICIAL, checked=DAY
)
SURE = Basis(article="s. 2 <b>", source=GAZETTE, confidence=Confidence.SURE)
MONTH = Clock(count=1, unit=Unit.MONTH, calendar=CalendarId("jp"))
LARGE = Compare(fact=FactId("employees_group"), relation=Relation.ABOVE, parameter="size")


def both(en: str, ja: str) -> Mapping[str, str]:
    return {"en": en, "ja": ja}


SIZE = Parameter(
    id="size",
    about="employees_group",
    unit=Measure.COUNT,
    names=both("Least size", "最低規模"),
    values=(
        Dated(value=Decimal(1234), start=DAY, end=date(2025, 12, 31), recorded=DAY, basis=BASIS),
        Dated(value=Decimal(5678), start=CHANGE, end=None, recorded=DAY, basis=SURE),
    ),
)
WHO = Parameter(
    id="who",
    about="",
    unit=Measure.CHOICE,
    names=both("Who is bound", "義務を負う者"),
    values=(Dated(value="large", start=DAY, end=None, recorded=DAY, basis=BASIS),),
    alternatives=(Alternative(value="all", like="xx-other", origins=both("A petition", "請願"), source=GAZETTE),),
    words={"large": both("Large companies", "大企業"), "all": both("All of them", "全社")},
)
FINE = Parameter(
    id="fine",
    about="",
    unit=Measure.SHARE,
    names=both("Highest fine", "制裁金の上限"),
    values=(Dated(value=Decimal("0.035"), start=DAY, end=None, recorded=DAY, basis=BASIS),),
)


def whole_regime() -> Regime:
    """Something in every part: a number that changed in 2026, a choice that is open, a duty that is over."""
    return replace(
        regime(),
        place="jp",
        sources={**regime().sources, "gazette": GAZETTE},
        parameters={"size": SIZE, "who": WHO, "fine": FINE},
        scope=AnyOf(
            parts=(
                Chosen(parameter="who", word="all"),
                All(parts=(Chosen(parameter="who", word="large"), LARGE, Within(fact=FactId("seat"), place="jp"))),
            )
        ),
        milestones=(
            Milestone(what="applies", on=CHANGE, recorded=DAY, basis=SURE, who=LARGE),
            Milestone(what="enforcement", on=date(2027, 1, 1), recorded=DAY, basis=SURE),
        ),
        issues=(Issue(id="x", kind="rights", names=both("Forced labour", "強制労働"), anchor="ILO C29", basis=BASIS),),
        duties=(
            Duty(
                id="report",
                names=both("Tell the office", "届け出る"),
                to=both("the office", "当局"),
                due=Due(after="financial-year-end", clock=MONTH),
                basis=SURE,
                end=date(2024, 6, 30),
            ),
        ),
        prohibitions=(
            Prohibition(
                id="ban",
                names=both("No sale | no import", "販売・輸入の禁止"),
                flows=(Flow.IMPORT, Flow.DOMESTIC),
                basis=BASIS,
                proof=both("By the office", "当局が負う"),
                presumption=both("For a region", "地域の推定"),
            ),
            Prohibition(id="payment", names=both("No payment", "支払の禁止"), flows=(), basis=BASIS),
        ),
        sanctions=(Named(id="fine", names=both("Fine", "制裁金"), basis=BASIS),),
        supervisor=Named(id="supervisor", names=both("The office", "当局"), basis=BASIS),
        doubts=(Doubt(what=both("Whether it was printed", "官報掲載の有無"), since=DAY),),
    )


def procedure_of(moves: Iterable[tuple[str, str]], *, states: Iterable[str], name: str = "State {state}") -> Procedure:
    """Moves (from, to) between states, of which the first is the start; a state without a move is an outcome."""
    steps, names = list(moves), list(states)
    made = {}
    for number, state in enumerate(names):
        own = [to for source, to in steps if source == state]
        said = name.format(state=state)
        made[state] = State(
            id=state,
            names=both(said, f"段階{said}"),
            owner="office" if number % 2 else "importer",
            moves=tuple(
                Move(
                    id=f"{state}-{to}-{n}",
                    to=to,
                    by="importer" if n % 2 else "office",
                    names=both(f"Go from {state} to {to}", f"{state}から{to}へ進む"),
                    basis=BASIS,
                )
                for n, to in enumerate(own)
            ),
            limit=TimeLimit(clock=MONTH, basis=SURE, since=names[0] if number > 1 else "") if own else None,
            no_clock={} if own else both("An end.", "終了。"),
            outcome=not own,
            re_export=both("Free.", "自由。") if not own else {},
            disposal=both("None.", "なし。") if not own else {},
        )
    actors = {"office": both("The office", "当局"), "importer": both("Importer", "輸入者")}
    return Procedure(regime=whole_regime(), start=names[0], actors=actors, states=made)


def small_procedure() -> Procedure:
    """Two moves to one state, one over two rows, one that leads back, and two ends."""
    moves = [("a", "b"), ("a", "b"), ("a", "d"), ("b", "c"), ("b", "d"), ("c", "a"), ("c", "e"), ("c", "d")]
    return procedure_of(moves, states="abcde")
