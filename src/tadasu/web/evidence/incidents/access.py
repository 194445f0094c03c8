"""Who may do what with documented incidents. What is sealed opens for its readers only, whatever the role.

An act on a file is asked of its item of custody, so that `reads_item` knows who its readers are."""

from tadasu.web.evidence.custody.access import HANDLES, SIGNS, reads_item
from tadasu.web.foundation.access import act, both, has_role, lately_signed_in, with_second_factor
from tadasu.web.foundation.accounts.roles import AUDITOR

_handles = both(has_role(*HANDLES), with_second_factor)
_reader = both(_handles, reads_item)
_lately = both(_reader, lately_signed_in)

SEE = act("incidents.see", both(has_role(*HANDLES, *SIGNS, AUDITOR), with_second_factor))
RECEIVE = act("incidents.receive", _handles)
IMPORT = act("incidents.import", _reader)
OPEN = act("incidents.open-words", _reader)
EXTRACT = act("incidents.extract", _reader)
SHARE = act("incidents.share-words", _lately)
REMOVE = act("incidents.remove", _lately)
