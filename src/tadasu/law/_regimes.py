"""All regimes that are encoded; a test holds each to its own cases, and `load_regime` holds a user's."""

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType

from tadasu.law._examples import check_examples
from tadasu.law._facts import NEAREST
from tadasu.law._procedure import Procedure
from tadasu.law._read import read_regime
from tadasu.law._read_procedure import has_procedure, read_procedure
from tadasu.law._regime import Regime
from tadasu.law._scope import LATEST, Asked
from tadasu.law._yaml import DATA
from tadasu.schema import InputError, Problem, UsageError

REGIMES = DATA / "regimes"


@cache
def regimes() -> Mapping[str, Regime]:
    """Every regime by id, sorted. Raises InputError with what is wrong in a folder. The day of the machine does not matter."""
    return MappingProxyType(regimes_in(REGIMES, today=LATEST))


def regimes_in(folder: Path, *, today: date) -> Mapping[str, Regime]:
    """The regimes of a folder of places by id, sorted. Raises InputError, also where two have one id."""
    found: dict[str, Regime] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*/*/regime.yaml")):
        one = read_regime(path.parent, today=today)
        first = found.setdefault(one.id, one)
        if first is not one:
            file = f"{one.folder}/{path.name}"
            problems.append(
                Problem(code="law-regime-twice", file=file, value=one.id, params=(("first", first.folder),))
            )
    if problems:
        raise InputError(problems)
    return {key: found[key] for key in sorted(found)}


def regime_of(regime: str) -> Regime:
    """One regime. Raises UsageError `no-such-regime` with the nearest id."""
    if regime not in regimes():
        near = get_close_matches(regime, regimes(), n=1, cutoff=NEAREST)
        raise UsageError(
            "no-such-regime", value=regime[:80], nearest=near[0] if near else "", known=", ".join(regimes())
        )
    return regimes()[regime]


def load_regime(folder: Path, *, today: date | None = None) -> Regime:
    """A regime of a user's own folder, held to its own cases; `today` as of `read_regime`. Raises InputError."""
    regime = read_regime(folder, today=today)
    check_examples(folder, regime)
    return regime


def folder_of(regime: Regime) -> Path:
    """Where a regime of ours is kept."""
    return REGIMES / regime.folder


def procedure_of(regime: str, asked: Asked | None = None) -> Procedure:
    """The procedure of a regime, its clocks as they are asked for, else as the latest law has them.

    Raises UsageError `no-such-regime`, `no-procedure`, `no-such-parameter`, `clock-number`.
    """
    found = regime_of(regime)
    if not has_procedure(folder_of(found)):
        having = [one.id for one in regimes().values() if has_procedure(folder_of(one))]
        raise UsageError("no-procedure", value=regime[:80], known=", ".join(having))
    return read_procedure(folder_of(found), found, asked)
