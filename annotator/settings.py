"""Every setting of the program, in one frozen table from which the settings dialog is made."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated, Literal, get_type_hints

import msgspec

from annotator import paths


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user chose; every field has a default that suits a new user, and its type says what it may be."""

    language: Literal["ar", "en"] = "ar"  # the interface
    theme: Literal["system", "light", "dark", "contrast"] = "system"
    annotator: str = ""  # the name at the keyboard; empty: the system's user name
    text_font: str = "Noto Naskh Arabic"
    text_size: Annotated[int, msgspec.Meta(ge=8, le=200)] = 24  # pixels
    line_spacing: Annotated[int, msgspec.Meta(ge=100, le=300)] = 100  # per cent
    mark_style: Literal["bands", "boxes"] = "bands"
    arcs: Literal["all", "selection", "none"] = "all"  # whose links are drawn
    tashkeel: bool = True  # vowel marks are shown
    tatweel: bool = True
    invisible: bool = False  # small signs where characters are invisible
    lens: bool = False  # the ends of the selection, enlarged
    interface_scale: Annotated[int, msgspec.Meta(ge=50, le=400)] = 100  # per cent
    digits: Literal["arabic", "latin"] = "arabic"  # ٠١٢ or 012 in the Arabic interface
    command_keys: dict[str, str] = field(default_factory=dict)  # the user's own, by the command's name
    type_keys: dict[str, dict[str, str]] = field(default_factory=dict)  # by schema, then by "scope type"
    has_toured: bool = False  # the tour of the window was shown
    last_project: str = ""
    recent_projects: tuple[str, ...] = ()
    exports: dict[str, str] = field(default_factory=dict)  # the last plan of each format, as JSON
    last_format: str = ""  # of an export
    last_manifest: str = ""
    geometry: str = ""  # the main window's geometry and docks, as Qt gives them, in base64
    docks: str = ""


def load(file: Path | None = None) -> Settings:
    """Return the saved settings; what is missing, unknown, of the wrong kind or out of bounds is the default."""
    try:
        saved = json.loads((file or paths.settings_file()).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(saved, dict):
        return Settings()
    fitting = asdict(Settings())
    for name, kind in get_type_hints(Settings, include_extras=True).items():
        try:
            fitting[name] = msgspec.convert(saved.get(name, fitting[name]), kind)
        except msgspec.ValidationError:
            continue
    return Settings(**fitting)


def save(settings: Settings, file: Path | None = None) -> None:
    """Write the settings, all or nothing; a folder that cannot be written is no error worth stopping for."""
    target = file or paths.settings_file()
    # Escaped to ASCII: a path may hold letters that UTF-8 has no form for.
    text = json.dumps(asdict(settings), indent=1)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(".new")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(target)
    except OSError:
        return
