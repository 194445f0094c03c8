"""Those who grant on: duties, attestations, warnings."""
