"""Signed, sealed, versioned packages between instances: made, sent, received, verified, taken (docs/exchange.md)."""
