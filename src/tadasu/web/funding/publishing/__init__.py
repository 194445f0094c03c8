"""What of the grants may be public: files and pages that pass the attack."""
