"""What Annotator needs of the system: libraries that Linux brings as packages, and a machine Qt is built for."""

import ctypes
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import invalidate_caches
from importlib.util import find_spec
from pathlib import Path

from setup_error import SetupError


def loads(name: str) -> bool:
    """Return whether the shared library loads."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def runs(name: str) -> bool:
    """Return whether the program is on the path."""
    return shutil.which(name) is not None


def is_file(name: str) -> bool:
    """Return whether there is a file at the path."""
    return Path(name).is_file()


def imports(name: str) -> bool:
    """Return whether this Python has the module."""
    invalidate_caches()
    return find_spec(name) is not None


@dataclass(frozen=True, slots=True)
class Need:
    """A library, a program or a Python module, the Debian package that brings it, and how to see that it is there."""

    name: str
    package: str
    is_found: Callable[[str], bool] = loads


PYTHON = (Need("ensurepip", f"python3.{sys.version_info.minor}-venv", imports),)
QT = (
    Need("libEGL.so.1", "libegl1"),
    Need("libGL.so.1", "libgl1"),
    Need("libfontconfig.so.1", "libfontconfig1"),
    Need("libxkbcommon.so.0", "libxkbcommon0"),
    Need("libdbus-1.so.3", "libdbus-1-3"),
    Need("libglib-2.0.so.0", "libglib2.0-0"),
    Need("libgthread-2.0.so.0", "libglib2.0-0"),
)
WINDOW = (
    Need("libxcb-cursor.so.0", "libxcb-cursor0"),
    Need("libxcb-icccm.so.4", "libxcb-icccm4"),
    Need("libxcb-image.so.0", "libxcb-image0"),
    Need("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    Need("libxcb-render-util.so.0", "libxcb-render-util0"),
    Need("libxcb-shape.so.0", "libxcb-shape0"),
    Need("libxcb-xkb.so.1", "libxcb-xkb1"),
    Need("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
)
SCREEN = (
    Need("Xvfb", "xvfb", runs),
    Need("xauth", "xauth", runs),
    Need("xdotool", "xdotool", runs),
    Need("openbox", "openbox", runs),
    Need("setxkbmap", "x11-xkb-utils", runs),
)
# A screen reader's client for the tests; pyatspi is for the system's Python and no package of PyPI. Debian's paths.
READER = (
    Need("dbus-run-session", "dbus", runs),
    Need("/usr/share/dbus-1/services/org.a11y.Bus.service", "at-spi2-core", is_file),
    Need("/usr/lib/python3/dist-packages/pyatspi/__init__.py", "python3-pyatspi", is_file),
    Need("/usr/share/unicode/BidiTest.txt", "unicode-data", is_file),  # Unicode's own test strings
)

_RENAMED = {"libglib2.0-0": "libglib2.0-0t64"}  # Debian 13, Ubuntu 24.04
_APT = ("apt-get", "install", "-y", "--no-install-recommends")


def provide(needs: Iterable[Need]) -> None:
    """Install what is missing where that is possible; raise SetupError with the line to run where it is not."""
    _check_machine()
    if sys.platform != "linux":
        return
    lacking = [need for need in needs if not need.is_found(need.name)]
    if lacking and may_install():
        update_packages()
        install(packages(lacking, is_known))
        lacking = [need for need in lacking if not need.is_found(need.name)]
    if lacking:
        raise SetupError(advice(lacking))


def packages(lacking: Iterable[Need], known: Callable[[str], bool]) -> list[str]:
    """Return the packages that bring what is lacking, each once, by the names this system knows them by."""
    found = dict.fromkeys(need.package for need in lacking)
    return [new if (new := _RENAMED.get(name, "")) and known(new) else name for name in found]


def is_known(package: str) -> bool:
    """Return whether apt's lists name the package."""
    return not subprocess.run(["apt-cache", "show", package], capture_output=True, check=False).returncode


def has_apt() -> bool:
    """Return whether this is Debian, Ubuntu or one of their children."""
    return shutil.which("apt-get") is not None


def may_install() -> bool:
    """Return whether packages can be installed here without asking anybody."""
    return has_apt() and os.geteuid() == 0


def update_packages() -> None:
    """Fetch the lists of packages; where that fails the old lists may do."""
    print("Asking apt for its lists of packages ...", flush=True)
    subprocess.run(["apt-get", "update", "-qq"], check=False)


def install(names: list[str]) -> None:
    """Install the packages with apt; raise SetupError if it cannot."""
    print(f"Installing with apt: {' '.join(names)}", flush=True)
    result = subprocess.run(
        [*_APT, "-qq", "-o=Dpkg::Use-Pty=0", *names],
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if result.returncode:
        raise SetupError(
            "apt could not install what Annotator needs; its words are above. Is there a network connection? "
            f"Run this again, or run this line yourself:\n\n    {' '.join([*_APT, *names])}"
        )


def advice(lacking: list[Need]) -> str:
    """Return what to tell a person whose system lacks these libraries or programs."""
    names = ", ".join(need.name for need in lacking)
    told = f"Annotator needs what this system lacks: {names}."
    if has_apt():
        line = f"sudo apt-get update && sudo {' '.join([*_APT, *packages(lacking, is_known)])}"
        return f"{told} Run this line, then start again:\n\n    {line}"
    wanted = " ".join(f"'{need.name}()(64bit)'" if need.is_found is loads else need.name for need in lacking)
    return (
        f"{told} Install the packages that bring it, then start again. Fedora and Red Hat know them by these names:"
        f"\n\n    sudo dnf install {wanted}"
    )


def _check_machine() -> None:
    if sys.maxsize < 2**32:
        raise SetupError("This is a 32-bit Python; Qt is built for 64-bit ones only. Install a 64-bit Python 3.11+.")
    release = platform.mac_ver()[0]
    if release and int(release.split(".")[0]) < 13:
        raise SetupError(f"Qt needs macOS 13 or newer; this is macOS {release}.")
