"""Set Annotator up in this checkout and open it on a sample project, with nothing but Python.

    python3 packaging/start.py                set up what is missing, then open the sample project
    python3 packaging/start.py setup          only set up
    python3 packaging/start.py test [...]     set up for tests too, then run the tests; the rest goes to pytest

This file is written so that older Pythons can read it too, and say which one is needed.
"""

import sys


def main() -> None:
    """Stop with a clear sentence on an older Python; else do what the command line asks for."""
    if sys.version_info < (3, 11):  # noqa: UP036 - people start it with what they have
        sys.exit(
            f"Annotator needs Python 3.11 or newer; this is Python {sys.version.split()[0]} ({sys.executable}). "
            "Start it with a newer one, for example: python3.12 packaging/start.py"
        )
    import setup_steps

    sys.exit(setup_steps.main(sys.argv[1:]))


if __name__ == "__main__":
    main()
