"""What was published by others: articles and reports, credited, and held against each other."""
