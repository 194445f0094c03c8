"""Where money is needed, and plans for a budget."""
