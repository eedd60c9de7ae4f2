"""The review view: annotators side by side, and one small question after the other until all is decided."""
