"""Suggestions: one module per suggester."""
