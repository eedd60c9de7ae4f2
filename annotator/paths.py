"""Where resources, settings and data are: one rule for a checkout, a wheel and a frozen bundle."""

import os
from pathlib import Path

import platformdirs

_HOME = "ANNOTATOR_HOME"


def resources() -> Path:
    """Return the folder of fonts, presets, themes, translations and samples.

    It is the package's own folder `resources` where there is one (wheel, bundle), else the checkout's.
    """
    inside = Path(__file__).resolve().parent / "resources"
    return inside if inside.is_dir() else inside.parents[1] / "resources"


def settings_file() -> Path:
    """Return the file that keeps the user's settings; `ANNOTATOR_HOME` moves it."""
    home = os.environ.get(_HOME)
    return (Path(home) if home else Path(platformdirs.user_config_dir("annotator", False))) / "settings.json"


def data_folder() -> Path:
    """Return the user's data folder (sample project, backups, reports); `ANNOTATOR_HOME` moves it."""
    home = os.environ.get(_HOME)
    return Path(home) if home else Path(platformdirs.user_data_dir("annotator", False))
