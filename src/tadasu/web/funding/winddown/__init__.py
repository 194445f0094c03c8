"""If the funder falls: seal, erase, hand over."""
