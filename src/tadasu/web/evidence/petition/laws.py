"""The laws that say what a petition holds, as their data are now. What was written under one stays readable when its data ask for
nothing any more, or for something else."""

from collections.abc import Mapping
from dataclasses import dataclass

from tadasu.law import Part, PetitionForm, Regime, regime_of, regimes
from tadasu.schema import UsageError
from tadasu.wording import LANGUAGES

Names = Mapping[str, str]
"""Language -> name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """`regime` is None where there is none of this id any more, `form` where its data do not say what a petition holds."""

    id: str
    regime: Regime | None
    form: PetitionForm | None

    @property
    def names(self) -> Names:
        """What it is called; its id where nobody knows it any more."""
        return self.regime.names if self.regime is not None else dict.fromkeys(LANGUAGES, self.id)

    @property
    def to(self) -> Names:
        """To whom petitions under it go; the law itself where that is not said."""
        return self.form.to.names if self.form is not None else self.names

    @property
    def parts(self) -> tuple[Part, ...]:
        """What it asks."""
        return self.form.parts if self.form is not None else ()


def law_of(regime: str) -> Law:
    """One under which something was written, whatever became of it."""
    found = regimes().get(regime)
    return Law(id=regime, regime=found, form=found.petition if found is not None else None)


def asked_law(regime: str) -> tuple[Regime, PetitionForm]:
    """One under which something is begun. Raises UsageError `no-such-regime`, `no-petition`."""
    found = regime_of(regime)
    if found.petition is None:
        raise UsageError("no-petition", value=regime[:60])
    return found, found.petition


def asking() -> Mapping[str, Law]:
    """Laws under which something can be begun, by id."""
    return {str(key): law_of(str(key)) for key, one in regimes().items() if one.petition is not None}
