"""Versions of procedures: kept once each, read back to run a case."""

from tadasu.law import Procedure
from tadasu.schema import StoreError
from tadasu.web.foundation.procedure._migration import Mapped, same_names
from tadasu.web.foundation.procedure._pinned import digest_of, pinned, procedure_from
from tadasu.web.foundation.procedure.models import Version

_READ: dict[str, Procedure] = {}
"""Digest -> procedure: each version is read once a process, and its data cannot change."""


def pin(procedure: Procedure) -> Version:
    """The version of a procedure as it is, kept if it is not yet."""
    data = pinned(procedure)
    found, _ = Version.objects.get_or_create(
        procedure=str(procedure.regime.id), digest=digest_of(data), defaults={"data": data}
    )
    return found


def procedure_of(version: Version) -> Procedure:
    """The procedure of a version. Raises StoreError when its data are not those of its digest."""
    if version.digest not in _READ:
        if digest_of(version.data) != version.digest:
            raise StoreError(f"procedure: {version.digest[:12]}")
        _READ[version.digest] = procedure_from(version.data)
    return _READ[version.digest]


def same_states(version: Version, procedure: Procedure) -> Mapped:
    """States of a version that a later procedure has under the same name: where the mapping of a migration begins. The others
    somebody must map who knows what they mean."""
    return same_names(procedure_of(version), procedure)
