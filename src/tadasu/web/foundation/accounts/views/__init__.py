"""Pages of people and organisations: HTTP and nothing else."""
