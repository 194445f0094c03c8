"""What may be done with sealed records."""

from tadasu.web.foundation.vault._keys import Unlocked
from tadasu.web.foundation.vault._sealing import DoesNotOpen
from tadasu.web.foundation.vault.actions.erasing import erase
from tadasu.web.foundation.vault.actions.keys import change_passphrase, make_keys, renew_keys, start_anew
from tadasu.web.foundation.vault.actions.opening import Opened, OpenedFile, open_file, open_record
from tadasu.web.foundation.vault.actions.readers import add_reader, remove_reader, rotate
from tadasu.web.foundation.vault.actions.recovering import begin_recovery, complete_recovery, contribute
from tadasu.web.foundation.vault.actions.recovery import confirm_share, set_up_recovery
from tadasu.web.foundation.vault.actions.releasing import ask_release, grant_release, refuse_release
from tadasu.web.foundation.vault.actions.sealing import seal, seal_file
from tadasu.web.foundation.vault.actions.unlocking import UNUSED, lock, unlock, unlocked

__all__ = [
    "UNUSED",
    "DoesNotOpen",
    "Opened",
    "OpenedFile",
    "Unlocked",
    "add_reader",
    "ask_release",
    "begin_recovery",
    "change_passphrase",
    "complete_recovery",
    "confirm_share",
    "contribute",
    "erase",
    "grant_release",
    "lock",
    "make_keys",
    "open_file",
    "open_record",
    "refuse_release",
    "remove_reader",
    "renew_keys",
    "rotate",
    "seal",
    "seal_file",
    "set_up_recovery",
    "start_anew",
    "unlock",
    "unlocked",
]
