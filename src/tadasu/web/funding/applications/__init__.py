"""Applications without an account, sealed to those who read them."""
