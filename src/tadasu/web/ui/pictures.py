"""Pictures that a page shows."""

from dataclasses import dataclass
from datetime import date

from tadasu.web.ui.parts import Said
from tadasu.web.ui.tables import Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that says one thing, and the same as a table. `finding` is its title and says the thing; `alternative` says
    it to those who do not see it. Sizes in pixels."""

    address: str
    width: int
    height: int
    finding: Said
    alternative: Said
    source: Said
    as_of: date
    table: Shown
