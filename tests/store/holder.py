"""Run as a child: open the project named on the command line for writing, say so, and wait to be killed."""

import sys
import time

from annotator.store.project import Project

project = Project.open(sys.argv[1], author=sys.argv[2])
sys.stdout.write("open\n")
sys.stdout.flush()
time.sleep(600)
