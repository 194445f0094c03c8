"""Why a package, a card or a receipt is refused: each reason has a code of its own (docs/packages.md lists them)."""

from tadasu.schema import UsageError


class Fault(UsageError):
    """What was handed in is refused, and nothing of it was done. The command line ends with 12."""

    exit_code = 12
