"""The export dialog: choose what goes and how, see what would be lost, then write."""
