"""How an application is weighed and decided."""
