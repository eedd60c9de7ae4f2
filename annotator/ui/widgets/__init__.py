"""Small reusable parts: one module each."""
