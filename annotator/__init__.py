"""Annotator: hand annotation of entities, events and relations in right-to-left text, Arabic first.

The packages, from the ground up: `domain` says what annotation is, `text` knows Arabic script, `store` is the
project file, `formats` are the files others read, `measures` and `assist` compute over documents, `operations` is
what a user can do, and `ui` and `cli` are the two ways to do it.
"""

__version__ = "0.1.0"
