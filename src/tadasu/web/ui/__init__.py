"""How pages look and speak: one stylesheet, a few components, and no model."""
