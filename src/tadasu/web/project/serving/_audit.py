"""`tadasu audit`: as the worker, who sees every entry."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from uuid import UUID

from tadasu.store import data_folder
from tadasu.web.foundation.audit.report import Exported, Report, Signed
from tadasu.web.project.database import Role
from tadasu.web.project.serving._inside import inside


def audit_verify(*, anchors: Sequence[Path], key: Path | None, roots: Path | None) -> Report:
    """Walk the chain and hold it against anchors. Raises UsageError."""
    with inside(Role.WORKER):
        from tadasu.web.foundation.audit.verifying import verify

        return verify(anchors=anchors, key=key, roots=roots)


def audit_anchor(*, out: Path | None, timestamp_url: str) -> Signed:
    """Sign the end of the chain. Raises UsageError."""
    with inside(Role.WORKER):
        from tadasu.web.foundation.audit.anchoring import anchor

        return anchor(out=out, timestamp_url=timestamp_url)


def audit_key() -> str:
    """The public key with which anchors are checked; needs no database."""
    from tadasu.web.foundation.audit.keys import public_key

    return public_key(data_folder(writing=True))


def audit_export(*, out: Path, organisation: UUID | None, since: date | None, until: date | None) -> Exported:
    """Write the record, or what of it is wanted, for a court. Raises UsageError, DataFolderError."""
    with inside(Role.WORKER):
        from tadasu.web.foundation.audit.exporting import Wanted, export

        return export(out, Wanted(organisation=organisation, since=since, until=until))
