"""Every setting of the program, in one frozen table from which the settings dialog is made."""

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any  # Any: what a hand-edited settings file may hold

from annotator import paths


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user chose; every field has a default that suits a new user."""

    language: str = "ar"  # "ar" or "en": the interface
    theme: str = "system"  # "system", "light", "dark", "contrast"
    annotator: str = ""  # the name at the keyboard; empty: the system's user name
    text_font: str = "Noto Naskh Arabic"
    text_size: int = 24  # pixels
    interface_scale: int = 100  # per cent
    digits: str = "arabic"  # "arabic" (٠١٢) or "latin" (012) in the Arabic interface
    last_project: str = ""
    recent_projects: tuple[str, ...] = ()
    geometry: str = ""  # the main window's geometry and docks, as Qt gives them, in base64
    docks: str = ""


def load(file: Path | None = None) -> Settings:
    """Return the saved settings; what is missing, unknown or of the wrong kind is the default."""
    try:
        saved = json.loads((file or paths.settings_file()).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(saved, dict):
        return Settings()
    default = asdict(Settings())
    fitting: dict[str, Any] = {
        name: tuple(map(str, value)) if isinstance(default[name], tuple) and isinstance(value, list) else value
        for name, value in saved.items()
        if name in default
        and isinstance(value, (list, tuple) if isinstance(default[name], tuple) else type(default[name]))
    }
    return replace(Settings(), **fitting)


def save(settings: Settings, file: Path | None = None) -> None:
    """Write the settings, all or nothing; a folder that cannot be written is no error worth stopping for."""
    target = file or paths.settings_file()
    text = json.dumps(
        {item.name: getattr(settings, item.name) for item in fields(settings)}, ensure_ascii=False, indent=1
    )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(".new")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(target)
    except OSError:
        return
