"""`tadasu exchange`: packages as files, as the worker, who sees every row; to verify one needs no database."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from tadasu.store import data_folder
from tadasu.web.foundation.exchange.checking import Checked, check_file
from tadasu.web.project.database import Role
from tadasu.web.project.serving._inside import inside

if TYPE_CHECKING:
    from tadasu.web.foundation.exchange.carrying import Carried, Exported


def exchange_verify(file: Path, *, card: Path) -> Checked:
    """Whether a file is a package of whoever made a card. Raises Fault, UsageError."""
    return check_file(file, card, data_folder())


def exchange_cards(organisation: UUID | None) -> Sequence[str]:
    """Cards of this instance. Raises UsageError."""
    with inside(Role.WORKER):
        from tadasu.web.foundation.exchange.carrying import cards

        return cards(organisation)


def exchange_export(file: Path, *, to: str, kind: str, organisation: UUID | None) -> "Sequence[Exported]":
    """Make a package for a peer and write it. Raises UsageError, Fault."""
    with inside(Role.WORKER):
        from tadasu.web.foundation.exchange.carrying import export

        return export(file, to=to, kind=kind, organisation=organisation)


def exchange_take(file: Path, *, receipt: Path | None) -> "Carried":
    """Take a package. Raises UsageError, Fault."""
    with inside(Role.WORKER):
        from tadasu.web.foundation.exchange.carrying import take

        return take(file, receipt=receipt)
