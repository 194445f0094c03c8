"""People and the organisations they act for: places, roles, invitations, sign-in."""
