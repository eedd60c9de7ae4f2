"""What a person is told when the set-up cannot go on."""


class SetupError(Exception):
    """Tell what is missing and the next thing to do."""
