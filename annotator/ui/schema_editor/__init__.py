"""The schema's editor: a window in which everything that may be marked is made and changed, with a live preview."""
