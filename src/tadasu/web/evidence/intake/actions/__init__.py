"""What may be done with reports: by whoever holds the code (`drafting`, `sending`, `permitting`), and by readers (`opening`)."""
