"""The cells that hold registration numbers: which numbers stand there, and what is said about those that are none."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from tadasu.schema import Identifier, NumberFault, registration_numbers

REMARKS: Mapping[NumberFault, str] = MappingProxyType(
    {
        NumberFault.NONE: "identifier-none",
        NumberFault.SHORTENED: "identifier-shortened",
        NumberFault.MALFORMED: "identifier-malformed",
        NumberFault.CHECK_DIGITS: "identifier-check-digits",
    }
)


def identifiers_of(text: str, scheme: str) -> Iterator[tuple[Identifier | None, str, str]]:
    """Each number of a cell: the identifier, the code of the remark about it or "", and what the remark is about.

    What is no number (`N/A`, 不明, `0`) gives none; what has not the form of its scheme is kept as it is written.

    >>> [(number and number.value, remark) for number, remark, _ in identifiers_of("7010001234567.0; N/A", "tax")]
    [('7010001234567', ''), (None, 'identifier-none')]
    """
    for number in registration_numbers(scheme, text):
        remark = REMARKS[number.fault] if number.fault else ""
        none = number.fault is NumberFault.NONE
        yield None if none else Identifier(scheme=scheme, value=number.written), remark, number.written
