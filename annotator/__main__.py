"""`python -m annotator` is the command `annotator`."""

import multiprocessing

from annotator.cli import main

if __name__ == "__main__":
    multiprocessing.freeze_support()  # a frozen program is started anew for each process that it makes
    main()
