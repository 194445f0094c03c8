"""360Giving 1.4: packages written and read."""

from tadasu.funds._giving.model import GivingGrant, GivingOrg, GivingPackage, GivingProgramme, Regrant
from tadasu.funds._giving.read import GivingRead, GivingRow, read_giving
from tadasu.funds._giving.write import giving_package

__all__ = [
    "GivingGrant",
    "GivingOrg",
    "GivingPackage",
    "GivingProgramme",
    "GivingRead",
    "GivingRow",
    "Regrant",
    "giving_package",
    "read_giving",
]
