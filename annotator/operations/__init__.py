"""What a user can do to a project: one function is one change, used by the window and the command line alike."""
