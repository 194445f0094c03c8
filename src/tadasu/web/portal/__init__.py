"""Pages and open data for everybody: they read what is published and nothing else."""
