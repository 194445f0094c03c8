"""Companies, facilities, places and goods as statements; and the official lists they are screened against."""
