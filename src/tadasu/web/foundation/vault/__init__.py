"""What is sealed to named people: fields and files, the keys of those people, and the record of each opening."""
