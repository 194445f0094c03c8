"""Quantities, weight and value of one row, with their units and currency."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from tadasu.readers._numbers import Amount, read_amount
from tadasu.readers._problems import MAX_PROBLEMS, found
from tadasu.readers._row_notes import RowCells
from tadasu.readers._styles import MAX_CACHED, Styles
from tadasu.readers._units import KILOGRAMS, unit_code, unit_words
from tadasu.readers._value_words import value_codes
from tadasu.schema import Money, Problem, Quantity

_MASS = "KGM"
_TENTH = Decimal("0.1")
_ROUNDING = Decimal(1)
"""Kilograms: customs round net weights to whole ones."""


@dataclass(slots=True, kw_only=True)
class AmountCells:
    """Reads the numbers of a row. What only the end of the file can tell stands in `ending`."""

    cells: RowCells
    styles: Styles
    currencies: set[str] = field(default_factory=set)
    unmarked: list[Problem] = field(default_factory=list)
    assumed_kilograms: int = 0
    second_unused: int = 0
    _amounts: dict[str, Amount] = field(default_factory=dict)

    def quantities(self) -> tuple[Quantity | None, Quantity | None]:
        """The quantity and the net weight: of two quantities the one that is a mass is the weight."""
        first = self._quantity("quantity", "unit")
        second = self._quantity("second_quantity", "second_unit")
        weight = self._weight()
        if first is None and self.cells.has("quantity"):
            self._remark_on_nothing()
        quantity, weight, name = self._told_apart(first, second, weight)
        if quantity and weight and _unlike(quantity, weight):
            said = f"{quantity.amount:f} {quantity.unit}"
            text = self.cells.text(name)
            self.cells.note("weight-unlike-quantity", name, text, quantity=said, weight=f"{weight.amount:f}")
        return quantity, weight

    def value(self, day: date | None) -> Money | None:
        """The amount of money with its currency; a row without one is bad, since an amount alone means nothing."""
        text = self.cells.text("value")
        amount = self._amount(text)
        number = self._number("value", text, amount)
        if number is None:
            return None
        codes = self._currencies(amount.around)
        if codes is None:
            return None
        if not codes:
            self._without_currency(text)
            return None
        self.currencies.add(codes)
        return Money(amount=number, currency=codes, on=day)

    def ending(self) -> Sequence[Problem]:
        """What the whole file shows: one question instead of one for each row, and remarks that count."""
        file, row = self.cells.notes.file, self.cells.layout.header_row
        columns = self.cells.columns
        said = list(self.unmarked)
        if self.unmarked and not self.currencies:
            first = self.unmarked[0]
            said = [found("no-currency-column", file, row=first.row, column=columns["value"], value=first.value)]
        if len(self.currencies) > 1 and not self.cells.has("currency"):
            shown = ", ".join(sorted(self.currencies))
            said.append(found("mixed-currencies", file, row=row, column=columns["value"], currencies=shown))
        if self.assumed_kilograms:
            column = columns["weight"]
            said.append(found("weight-unit-assumed", file, row=row, column=column, count=self.assumed_kilograms))
        if self.second_unused:
            column = columns["second_quantity"]
            said.append(found("second-quantity-unused", file, row=row, column=column, count=self.second_unused))
        return said

    def _told_apart(
        self, first: Quantity | None, second: Quantity | None, weight: Quantity | None
    ) -> tuple[Quantity | None, Quantity | None, str]:
        """Quantity, net weight, and the field that gave the weight."""
        if first is None or second is None:
            return first or second, weight, "weight"
        if weight is None and second.unit in KILOGRAMS:
            return first, _in_kilograms(second), "second_quantity"
        if weight is None and first.unit in KILOGRAMS:
            return second, _in_kilograms(first), "quantity"
        self.second_unused += 1
        return first, weight, "weight"

    def _quantity(self, name: str, unit_name: str) -> Quantity | None:
        text = self.cells.text(name)
        amount = self._amount(text)
        number = self._number(name, text, amount)
        if not number:
            return None
        unit = self._unit(name, unit_name, amount.around)
        return Quantity(amount=number, unit=unit) if unit else None

    def _weight(self) -> Quantity | None:
        text = self.cells.text("weight")
        amount = self._amount(text)
        number = self._number("weight", text, amount)
        if not number:
            return None
        if not amount.around and not self.cells.text("weight_unit"):
            self.assumed_kilograms += 1
            return Quantity(amount=number, unit=_MASS)
        unit = self._unit("weight", "weight_unit", amount.around)
        if unit and unit not in KILOGRAMS:
            self.cells.note("unit-not-mass", "weight", text, unit=unit)
            return None
        return _in_kilograms(Quantity(amount=number, unit=unit)) if unit else None

    def _remark_on_nothing(self) -> None:
        """Say that a row has no quantity, where that is so and not an open or faulty number."""
        text = self.cells.text("quantity")
        amount = self._amount(text)
        if amount.readable and not amount.text.strip("-0."):
            self.cells.note("quantity-missing", "quantity", text)

    def _unit(self, name: str, unit_name: str, around: str) -> str:
        written = self.cells.text(unit_name)
        code = unit_code(written or around)
        if code and (not written or not around or unit_code(around) == code):
            return code
        if not written and not around:
            self.cells.note("unit-missing", name, self.cells.text(name))
        elif code:
            self.cells.note("unit-conflict", name, self.cells.text(name), unit=written)
        else:
            nearest = next(iter(get_close_matches(written or around, unit_words(), n=1, cutoff=0.5)), "")
            self.cells.note("unit-unknown", unit_name if written else name, written or around, nearest=nearest)
        return ""

    def _amount(self, text: str) -> Amount:
        amount = self._amounts.get(text)
        if amount is None:
            amount = read_amount(text)
            if len(self._amounts) < MAX_CACHED:
                self._amounts[text] = amount
        return amount

    def _number(self, name: str, text: str, amount: Amount) -> Decimal | None:
        """The number of a cell; None when there is none, or when it was noted as wrong or asked about."""
        if not amount.readable:
            self.cells.note("amount-unreadable", name, text)
            return None
        if not amount.text:
            return None
        if amount.open_to and not self.styles.decimal_mark():
            return None
        number = amount.value(self.styles.mark) if amount.open_to else Decimal(amount.text)
        if number < 0:
            self.cells.note("amount-negative", name, text)
            return None
        return number

    def _currencies(self, around: str) -> str | None:
        """The currency of the cell or its column, empty when neither says one, None when what they say was noted."""
        written = self.cells.text("currency")
        codes = value_codes("currency", written) if written else ()
        marks = value_codes("currency", around) if around else ()
        if written and len(codes) != 1:
            self._odd_currency("currency", written, codes)
            return None
        if around and not marks:
            self.cells.note("currency-unknown", "value", around)
            return None
        if written and around and codes[0] not in marks:
            self.cells.note("currency-conflict", "value", self.cells.text("value"), currency=codes[0])
            return None
        if not written and len(marks) > 1:
            self._odd_currency("value", around, marks)
            return None
        return next(iter(codes or marks), "")

    def _odd_currency(self, name: str, text: str, codes: Sequence[str]) -> None:
        if codes:
            self.cells.note("currency-unclear", name, text, candidates=", ".join(codes))
        else:
            self.cells.note("currency-unknown", name, text)

    def _without_currency(self, text: str) -> None:
        """Kept aside until it is known whether any amount of the file has a currency."""
        notes = self.cells.notes
        problem = found(
            "currency-missing", notes.file, row=notes.number, column=self.cells.columns["value"], value=text
        )
        if len(self.unmarked) < MAX_PROBLEMS:
            self.unmarked.append(problem)
        if not notes.bad:
            notes.bad = True
            notes.bad_rows += 1


def _unlike(quantity: Quantity, weight: Quantity) -> bool:
    """Whether a quantity that is a mass differs from the net weight by more than a tenth of the larger."""
    if quantity.unit not in KILOGRAMS:
        return False
    one, other = _in_kilograms(quantity).amount, weight.amount
    return abs(one - other) > max(_ROUNDING, _TENTH * max(one, other))


def _in_kilograms(quantity: Quantity) -> Quantity:
    return Quantity(amount=quantity.amount * KILOGRAMS[quantity.unit], unit=_MASS)
