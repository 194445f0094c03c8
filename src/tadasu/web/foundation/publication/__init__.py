"""The only door outwards: what is proposed, checked by `release`, signed by two, and then public for good."""
