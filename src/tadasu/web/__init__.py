"""People, cases, money: the web project. Its face is what the command line runs; everything else is reached through Django."""

from tadasu.web.foundation.audit.report import Report as AuditReport
from tadasu.web.project.backups import Kept as Backup
from tadasu.web.project.backups import back_up, new_key, restore
from tadasu.web.project.backups import check as check_backup
from tadasu.web.project.serving import (
    Asked,
    audit_anchor,
    audit_export,
    audit_key,
    audit_verify,
    exchange_cards,
    exchange_export,
    exchange_take,
    exchange_verify,
    manage,
    serve,
)

__all__ = [
    "Asked",
    "AuditReport",
    "Backup",
    "audit_anchor",
    "audit_export",
    "audit_key",
    "audit_verify",
    "back_up",
    "check_backup",
    "exchange_cards",
    "exchange_export",
    "exchange_take",
    "exchange_verify",
    "manage",
    "new_key",
    "restore",
    "serve",
]
