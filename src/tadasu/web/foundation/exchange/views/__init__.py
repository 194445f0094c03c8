"""Pages of the exchange, and the door through which packages come."""
