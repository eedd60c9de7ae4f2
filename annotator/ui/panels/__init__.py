"""The dock panels: one module each."""
