"""Why something stands where it does: a code with parameters, never a sentence."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """`tadasu.wording` has a sentence for the code; parameters are sorted by name."""

    code: str
    params: tuple[tuple[str, str], ...] = field(default=())


def reason(code: str, **params: str | int) -> Reason:
    return Reason(code=code, params=tuple(sorted((name, str(value)) for name, value in params.items())))
