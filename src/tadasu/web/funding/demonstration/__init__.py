"""The funding desk of the demonstration: made by the acts of its invented people, above all rooms whose acts it takes."""
