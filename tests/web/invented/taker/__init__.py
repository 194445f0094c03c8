"""An invented desk."""
