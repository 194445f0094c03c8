"""Sign-in by django-allauth, told how we want it: no e-mail, no address kept, a second factor, waits for who guesses."""
