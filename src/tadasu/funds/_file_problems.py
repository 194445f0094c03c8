"""What may be wrong with a file of grants, as codes. A problem is a `schema.Problem`: `row` is the line, `column` the way to the
element, `value` what stood there; `tadasu.wording` has the sentences."""

from collections.abc import Mapping
from types import MappingProxyType

from tadasu.schema import InputError, Problem

VALUE_CHARACTERS = 80

FILE_PROBLEMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "crs-amount": (),
        "crs-not-crs": (),
        "crs-recipient-twice": ("country",),
        "crs-recipient-unknown": (),
        "crs-total-differs": ("sum",),
        "giving-amount": (),
        "giving-currency": (),
        "giving-date": (),
        "giving-date-order": ("read",),
        "giving-field-unknown": ("count",),
        "giving-identifier-repeated": (),
        "giving-missing": ("field",),
        "giving-not-360giving": (),
        "giving-recipients": ("count",),
        "iati-amount": (),
        "iati-attribute-unknown": ("attribute", "count"),
        "iati-breaks-off": ("reason",),
        "iati-code-unknown": ("list",),
        "iati-code-withdrawn": ("list",),
        "iati-compressed": (),
        "iati-currency-missing": (),
        "iati-date": (),
        "iati-document-type": (),
        "iati-hierarchies": (),
        "iati-identifier-missing": (),
        "iati-identifier-repeated": (),
        "iati-missing": ("element",),
        "iati-not-xml": ("reason",),
        "iati-percentage": (),
        "iati-problems-left-off": ("count",),
        "iati-root": (),
        "iati-rule": ("rule", "severity"),
        "iati-rule-unknown": ("rule",),
        "iati-schema": ("rule",),
        "iati-too-deep": ("most",),
        "iati-too-large": ("most",),
        "iati-transaction-type": (),
        "iati-version": (),
        "press-freedom-country": (),
        "press-freedom-not-scores": (),
        "press-freedom-row": (),
        "press-freedom-score": ("rank",),
    }
)
"""Every code, with its parameters."""


def found(
    code: str, file: str, *, line: int = 0, path: str = "", value: str = "", params: Mapping[str, str] | None = None
) -> Problem:
    """A problem in a file; what was found is cut to 80 characters."""
    said = tuple(sorted((params or {}).items()))
    assert tuple(name for name, _ in said) == FILE_PROBLEMS[code], code
    return Problem(code=code, file=file, row=line, column=path, value=value[:VALUE_CHARACTERS], params=said)


def refused(code: str, file: str, *, line: int = 0, value: str = "", **params: str) -> InputError:
    """The file cannot be used at all."""
    return InputError([found(code, file, line=line, value=value, params=params)])
