"""What the commands do."""

from tadasu.web.project.serving._audit import audit_anchor, audit_export, audit_key, audit_verify
from tadasu.web.project.serving._exchange import exchange_cards, exchange_export, exchange_take, exchange_verify
from tadasu.web.project.serving._manage import manage
from tadasu.web.project.serving._serve import Asked, serve

__all__ = [
    "Asked",
    "audit_anchor",
    "audit_export",
    "audit_key",
    "audit_verify",
    "exchange_cards",
    "exchange_export",
    "exchange_take",
    "exchange_verify",
    "manage",
    "serve",
]
