"""What may be applied for, and with which form."""
