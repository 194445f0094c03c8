"""Backup and restore: the database and the data folder in one file, encrypted to keys that do not lie on this machine."""

from tadasu.web.project.backups._back_up import back_up
from tadasu.web.project.backups._keys import new_key
from tadasu.web.project.backups._report import Kept
from tadasu.web.project.backups._restore import check, restore

__all__ = ["Kept", "back_up", "check", "new_key", "restore"]
