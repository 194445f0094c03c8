"""Funds, lines, budgets, rates and the ledger."""
