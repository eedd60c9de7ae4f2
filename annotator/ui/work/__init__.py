"""Work: the window's part for people, what is given to them, and how far they are."""
