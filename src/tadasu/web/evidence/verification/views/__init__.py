"""Pages of inquiries."""
