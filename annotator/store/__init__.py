"""The project file: one SQLite database with a journal of every change; SQL is spoken only here."""
