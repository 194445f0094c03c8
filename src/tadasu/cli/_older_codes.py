"""Codes that HS 2022 no longer has, as old declarations bear them: converted where it is clear to which heading they went."""

from dataclasses import dataclass, field

from tadasu.goods import EDITIONS, HsCode, exists, heading, parse_hs, to_hs2022


@dataclass(slots=True)
class OlderCodes:
    """`converted` leads from each old code that was met to what it was read as."""

    converted: dict[str, str] = field(default_factory=dict)

    def read(self, text: str) -> HsCode | None:
        """The code; one that an earlier edition alone has becomes its successor, or the heading of all its successors.

        >>> OlderCodes().read("8541.40"), OlderCodes().read("520512")
        ('8541', '520512')
        """
        code = parse_hs(text)
        if code is None or exists(code):
            return code
        for edition in sorted(EDITIONS, reverse=True)[1:]:
            later = to_hs2022(code, edition).codes
            headings = {heading(one) for one in later}
            if len(headings) == 1:
                new = later[0] if len(later) == 1 else headings.pop()
                self.converted[code] = new
                return new
        return code


def good_exists(text: str) -> bool:
    """Whether HS 2022 has the code."""
    code = parse_hs(text)
    return code is not None and exists(code)
