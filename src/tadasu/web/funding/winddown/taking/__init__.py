"""What a grantee takes along: everything of its own, as data and to be read, in one file that is never on our disk."""

from tadasu.web.funding.winddown.taking._document import VERSION, schema_of, written
from tadasu.web.funding.winddown.taking._gathering import Taken, gathered
from tadasu.web.funding.winddown.taking._packing import packed

__all__ = ["VERSION", "Taken", "gathered", "packed", "schema_of", "written"]
