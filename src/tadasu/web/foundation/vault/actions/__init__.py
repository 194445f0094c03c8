"""What may be done with sealed records."""

from tadasu.web.foundation.vault._boxes import GRANTED
from tadasu.web.foundation.vault._keys import Cost, Unlocked
from tadasu.web.foundation.vault._sealing import DoesNotOpen
from tadasu.web.foundation.vault.actions.erasing import erase, erase_all
from tadasu.web.foundation.vault.actions.keys import change_passphrase, make_keys, renew_keys, start_anew
from tadasu.web.foundation.vault.actions.opening import (
    Opened,
    OpenedFile,
    OutsideFile,
    cleaning_again,
    open_again,
    open_file,
    open_record,
)
from tadasu.web.foundation.vault.actions.outside import forget, named_outside, open_file_outside, open_outside
from tadasu.web.foundation.vault.actions.readers import add_reader, remove_reader, rotate
from tadasu.web.foundation.vault.actions.recovering import Recovered, begin_recovery, complete_recovery, contribute
from tadasu.web.foundation.vault.actions.recovery import confirm_share, set_up_recovery
from tadasu.web.foundation.vault.actions.releasing import ask_release, grant_release, refuse_release
from tadasu.web.foundation.vault.actions.sealing import Holder, add_file, seal, seal_file
from tadasu.web.foundation.vault.actions.shutting import forget_reasons, lock_all, shut
from tadasu.web.foundation.vault.actions.unlocking import UNUSED, lock, unlock, unlocked

__all__ = [
    "GRANTED",
    "UNUSED",
    "Cost",
    "DoesNotOpen",
    "Holder",
    "Opened",
    "OpenedFile",
    "OutsideFile",
    "Recovered",
    "Unlocked",
    "add_file",
    "add_reader",
    "ask_release",
    "begin_recovery",
    "change_passphrase",
    "cleaning_again",
    "complete_recovery",
    "confirm_share",
    "contribute",
    "erase",
    "erase_all",
    "forget",
    "forget_reasons",
    "grant_release",
    "lock",
    "lock_all",
    "make_keys",
    "named_outside",
    "open_again",
    "open_file",
    "open_file_outside",
    "open_outside",
    "open_record",
    "refuse_release",
    "remove_reader",
    "renew_keys",
    "rotate",
    "seal",
    "seal_file",
    "set_up_recovery",
    "shut",
    "start_anew",
    "unlock",
    "unlocked",
]
