"""Agreement measures: one module each."""
