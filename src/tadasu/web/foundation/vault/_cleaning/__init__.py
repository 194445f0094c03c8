"""Cleaners: what a picture says of device, time and place is left out while it streams by. No Django.

Nothing is drawn or decoded: parts of the file that make up the picture pass byte by byte, the others are dropped. What a cleaner
does not know is no picture for it, and what is no whole picture of its kind is refused as a whole: nothing is ever half cleaned.
"""

from tadasu.web.foundation.vault._cleaning._cleaner import Cleaner, Cleaning
from tadasu.web.foundation.vault._cleaning._flow import Faulty

__all__ = ["Cleaner", "Cleaning", "Faulty"]
