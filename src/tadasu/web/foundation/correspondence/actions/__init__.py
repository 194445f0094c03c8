"""What may be done with boxes: by whoever holds the code (`entering`, `source`), and by those who read (`staff`, `counters`)."""
