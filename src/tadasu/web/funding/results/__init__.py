"""What the funding led to, without harm: results in codes, words sealed, nothing required of a grantee."""
