"""People, cases, money: the web project. Its face is what the command line runs; everything else is reached through Django."""

from tadasu.web.foundation.audit.report import Report as AuditReport
from tadasu.web.project.serving import Asked, audit_anchor, audit_export, audit_key, audit_verify, manage, serve

__all__ = [
    "Asked",
    "AuditReport",
    "audit_anchor",
    "audit_export",
    "audit_key",
    "audit_verify",
    "manage",
    "serve",
]
