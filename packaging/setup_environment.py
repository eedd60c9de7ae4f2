"""The folder `.venv` in the checkout: made, filled with the pinned packages, and noticed when it is broken.

A stamp in the folder, written last, says for which Python, place and pins it is complete. So an interrupted, moved or
outdated environment is recognised, and a second start does nothing.
"""

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

from setup_error import SetupError

_STAMP = "annotator-setup.json"
_HERE = Path(__file__).resolve().parent
_OFFLINE = (
    "name resolution",
    "Name or service not known",
    "nodename nor servname",
    "getaddrinfo failed",
    "NewConnectionError",
    "Network is unreachable",
    "ConnectTimeoutError",
    "ProxyError",
    "SSLError",
)


def prepare(checkout: Path, *, with_tests: bool) -> Path:
    """Make `.venv` in the checkout or complete it, and return its Python; do nothing if it is complete."""
    folder = checkout / ".venv"
    python = python_of(folder)
    stamp = read_stamp(folder)
    if not is_sound(folder, stamp):
        create(folder)
        stamp = {}
    pins = pins_of("requirements-test.txt" if with_tests else "requirements.txt")
    done = stamp.get("pins", [])
    if not isinstance(done, list) or pins[-1] not in done:
        (folder / _STAMP).unlink(missing_ok=True)
        install(python, "requirements-test.txt" if with_tests else "requirements.txt")
        link(folder, checkout)
        write_stamp(folder, pins)
    return python


def python_of(folder: Path) -> Path:
    """Return the path of the environment's Python."""
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def pins_of(name: str) -> list[str]:
    """Return the digests of the requirements that a file stands for, its own one last; tests include the program's."""
    run = hashlib.sha256((_HERE / "requirements.txt").read_bytes())
    if name == "requirements.txt":
        return [run.hexdigest()]
    return [run.hexdigest(), hashlib.sha256(run.digest() + (_HERE / name).read_bytes()).hexdigest()]


def read_stamp(folder: Path) -> dict[str, object]:
    """Return what the stamp says; nothing if there is none or it cannot be read."""
    try:
        found = json.loads((folder / _STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write_stamp(folder: Path, pins: Sequence[str]) -> None:
    """Write that the environment is complete."""
    stamp = {"python": _this_python(), "place": str(folder), "pins": pins}
    (folder / _STAMP).write_text(json.dumps(stamp, indent=1), encoding="utf-8")


def is_sound(folder: Path, stamp: dict[str, object]) -> bool:
    """Return whether the environment was completed here, for this Python, and its Python runs."""
    if stamp.get("place") != str(folder) or stamp.get("python") != _this_python():
        return False
    try:
        command = [str(python_of(folder)), "-I", "-S", "-c", "import sys; print(sys.version_info[:2])"]
        answer = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    except OSError:
        return False
    return answer.stdout.strip() == str(sys.version_info[:2])


def create(folder: Path) -> None:
    """Make a fresh environment in the folder; what was there goes."""
    if folder.exists() or folder.is_symlink():
        print(f"{folder} is not complete, or made for another Python or place: making it anew.", flush=True)
        _remove(folder)
    print(f"Making {folder} with Python {platform.python_version()} ...", flush=True)
    if subprocess.run([sys.executable, "-m", "venv", str(folder)], check=False).returncode:
        raise SetupError(f"The environment {folder} could not be made; the reason is above.")


def install(python: Path, requirements: str) -> None:
    """Install the pinned packages; raise SetupError with a way out if pip cannot."""
    print("Installing the packages that Annotator is built on ...", flush=True)
    options = ("--require-hashes", "--only-binary=:all:", "--no-input", "--retries=2", "--disable-pip-version-check")
    quiet = () if sys.stdout.isatty() else ("-q",)
    command = [str(python), "-m", "pip", "install", *quiet, *options, "-r", str(_HERE / requirements)]
    code, words = run_listening(command)
    if code:
        raise SetupError(pip_advice(words))


def pip_advice(words: str) -> str:
    """Return what to tell a person after pip said these words and gave up."""
    if any(sign in words for sign in _OFFLINE):
        return (
            "The packages could not be fetched: this machine does not reach the Python package registry. Connect it to "
            "the network (behind a proxy, set HTTPS_PROXY and PIP_CERT), then run the same command again."
        )
    if "No matching distribution found" in words:
        return (
            "The Python package registry has no build of one package for this system (its name is above). Annotator "
            f"runs on 64-bit Windows 10+, macOS 13+ and Linux with glibc 2.34+; this is {platform.platform()}."
        )
    if "No space left" in words:
        return "The disk is full. Annotator's packages need about 400 MB; make room, then run the same command again."
    return "The packages could not be installed; pip's words are above. Run the same command again to try once more."


def run_listening(command: Sequence[str]) -> tuple[int, str]:
    """Run a command whose complaints are shown as they come; return its exit code and its complaints."""
    words = []
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8", errors="replace") as process:
        assert process.stderr is not None
        for line in process.stderr:
            words.append(line)
            sys.stderr.write(line)
    return process.returncode, "".join(words)


def link(folder: Path, checkout: Path) -> None:
    """Let the environment find the checkout's package, and give it the command `annotator`."""
    bases = {"base": str(folder), "platbase": str(folder)}
    packages = Path(sysconfig.get_path("purelib", "venv", vars=bases))
    (packages / "annotator-checkout.pth").write_text(os.path.relpath(checkout, packages) + "\n", encoding="ascii")
    scripts = Path(sysconfig.get_path("scripts", "venv", vars=bases))
    if sys.platform == "win32":
        (scripts / "annotator.cmd").write_text('@"%~dp0python.exe" -m annotator %*\r\n', encoding="ascii")
        return
    command = scripts / "annotator"
    command.write_text('#!/bin/sh\nexec "$(dirname "$0")/python" -P -m annotator "$@"\n', encoding="ascii")
    command.chmod(0o755)


def _this_python() -> str:
    version = sys.version_info
    return f"{sys.implementation.name} {version.major}.{version.minor} {platform.machine()}"


def _remove(folder: Path) -> None:
    try:
        if folder.is_symlink() or folder.is_file():
            folder.unlink()
        else:
            shutil.rmtree(folder)
    except OSError as error:
        raise SetupError(f"{folder} cannot be removed ({error}). Close Annotator and run this again.") from error
