"""What is kept of sealed records: ciphertext, boxes, who may open and who did. No column here holds what was sealed."""

from tadasu.web.foundation.vault.models.keys import KeyPair, PrivateKey, UnlockedKey
from tadasu.web.foundation.vault.models.outside import Outside
from tadasu.web.foundation.vault.models.records import Opening, Reader, Reason, Release, SealedFile, SealedRecord
from tadasu.web.foundation.vault.models.recovery import Contribution, Recovery, RecoveryBox, RecoveryKey, Share

__all__ = [
    "Contribution",
    "KeyPair",
    "Opening",
    "Outside",
    "PrivateKey",
    "Reader",
    "Reason",
    "Recovery",
    "RecoveryBox",
    "RecoveryKey",
    "Release",
    "SealedFile",
    "SealedRecord",
    "Share",
    "UnlockedKey",
]
