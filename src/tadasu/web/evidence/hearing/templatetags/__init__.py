"""What templates of a box show of a notice."""
