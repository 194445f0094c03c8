"""The safe two-way box: somebody without an account writes and is answered, by a code that only they have."""
