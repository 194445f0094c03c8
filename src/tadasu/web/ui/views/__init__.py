"""Pages of the design itself: errors, tables as files, and the page that shows every component."""
