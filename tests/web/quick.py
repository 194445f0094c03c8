"""Passwords of tests: the same hash as in earnest, made in no time."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Quick(Argon2PasswordHasher):
    """One pass over 8 KiB: whoever tries passwords here has nothing to gain. A server in a process of its own reads it too."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
