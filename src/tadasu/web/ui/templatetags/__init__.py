"""What templates load with `{% load ui %}`."""
