"""All regimes that are encoded; a test holds each to its own cases, and `load_regime` holds a user's."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType

from tadasu.law._examples import check_examples
from tadasu.law._facts import NEAREST
from tadasu.law._procedure import Procedure, has_procedure, read_procedure
from tadasu.law._read import read_regime
from tadasu.law._regime import Regime
from tadasu.law._yaml import DATA
from tadasu.schema import UsageError

REGIMES = DATA / "regimes"


@cache
def regimes() -> Mapping[str, Regime]:
    """Every regime by id, sorted. Raises InputError with what is wrong in a folder."""
    found = [read_regime(path.parent) for path in sorted(REGIMES.glob("*/*/regime.yaml"))]
    return MappingProxyType({one.id: one for one in sorted(found, key=lambda one: one.id)})


def regime_of(regime: str) -> Regime:
    """One regime. Raises UsageError `no-such-regime` with the nearest id."""
    if regime not in regimes():
        near = get_close_matches(regime, regimes(), n=1, cutoff=NEAREST)
        raise UsageError(
            "no-such-regime", value=regime[:80], nearest=near[0] if near else "", known=", ".join(regimes())
        )
    return regimes()[regime]


def load_regime(folder: Path) -> Regime:
    """A regime of a user's own folder, held to its own cases. Raises InputError."""
    regime = read_regime(folder)
    check_examples(folder, regime)
    return regime


def folder_of(regime: Regime) -> Path:
    """Where a regime of ours is kept."""
    return REGIMES / regime.folder


def procedure_of(regime: str) -> Procedure:
    """The procedure of a regime. Raises UsageError `no-such-regime`, `no-procedure`."""
    found = regime_of(regime)
    if not has_procedure(folder_of(found)):
        having = [one.id for one in regimes().values() if has_procedure(folder_of(one))]
        raise UsageError("no-procedure", value=regime[:80], known=", ".join(having))
    return read_procedure(folder_of(found), found)
