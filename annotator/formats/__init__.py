"""The files that others write and read: one module per format, over documents alone."""
