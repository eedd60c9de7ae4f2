"""The steps from a fresh checkout to the open program: libraries, packages, sample project, window or tests."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import setup_environment
import setup_libraries
from setup_error import SetupError

CHECKOUT = Path(__file__).resolve().parents[1]

USAGE = """\
python3 packaging/start.py                set up what is missing, then open the sample project
python3 packaging/start.py setup          only set up
python3 packaging/start.py test [...]     set up for tests too, then run the tests; the rest goes to pytest
"""


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks for and return the exit code."""
    try:
        match arguments:
            case []:
                return start(os.environ)
            case ["setup"]:
                return setup(os.environ)
            case ["test", *rest]:
                return test(rest)
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Run the same command again to go on.", file=sys.stderr)
        return 130
    is_question = arguments[0] in ("help", "-h", "--help")
    print(USAGE, end="", file=sys.stdout if is_question else sys.stderr)
    return 0 if is_question else 2


def setup(environment: Mapping[str, str]) -> int:
    """Set up the libraries and packages that the program needs, and say how to go on."""
    setup_libraries.provide(_needs(on_screen=has_screen(sys.platform, environment)))
    setup_environment.prepare(CHECKOUT, with_tests=False)
    print("Annotator is set up. Open it with: python3 packaging/start.py")
    return 0


def start(environment: Mapping[str, str]) -> int:
    """Set up what is missing, then open the sample project; without a screen, build it and write its pictures."""
    setup_libraries.provide(_needs(on_screen=has_screen(sys.platform, environment)))
    python = setup_environment.prepare(CHECKOUT, with_tests=False)
    folder = sample_folder(python)
    if not has_screen(sys.platform, environment):
        print(
            f"There is no screen here. Building the sample project, its pictures and its exports in {folder}",
            flush=True,
        )
        return build_sample(python, folder)
    if not sample_project(folder) and build_sample(python, folder):
        raise SetupError(f"The sample project could not be made in {folder}; the reason is above.")
    return hand_over([str(python), "-P", "-m", "annotator", str(sample_project(folder) or folder)])


def test(arguments: Sequence[str]) -> int:
    """Set up what the tests need, then run them without a screen; the arguments go to pytest."""
    reader = setup_libraries.READER if setup_libraries.has_apt() else ()
    setup_libraries.provide(_needs(on_screen=True) + setup_libraries.SCREEN + reader)
    python = setup_environment.prepare(CHECKOUT, with_tests=True)
    return subprocess.run(
        [str(python), "-m", "pytest", *pytest_options(arguments)],
        cwd=CHECKOUT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        check=False,
    ).returncode


def pytest_options(arguments: Sequence[str]) -> list[str]:
    """Return pytest's options: two processes, and timings only where they are asked for."""
    benchmark = [] if any(argument.startswith("--benchmark") for argument in arguments) else ["--benchmark-disable"]
    return ["-n", "2", *benchmark, *arguments]


def has_screen(platform: str, environment: Mapping[str, str]) -> bool:
    """Return whether windows can be shown: always on Windows and macOS, else where a display is named."""
    return platform in ("win32", "darwin") or any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def sample_folder(python: Path) -> Path:
    """Return the folder of the sample project, inside the user's data folder."""
    question = "from annotator import paths; print(paths.data_folder() / 'sample')"
    command = [str(python), "-P", "-X", "utf8", "-c", question]
    answer = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if answer.returncode:
        raise SetupError(
            f"Annotator does not start:\n{answer.stderr}Delete the folder {CHECKOUT / '.venv'} and run this again."
        )
    return Path(answer.stdout.strip())


def sample_project(folder: Path) -> Path | None:
    """Return the sample project's file, or None if it has not been made yet."""
    return next(iter(sorted(folder.glob("*.annot"))), None)


def build_sample(python: Path, folder: Path) -> int:
    """Make the sample project with its pictures and exports, without a window, and return the exit code."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    return subprocess.run(
        [str(python), "-P", "-m", "annotator", "demo", str(folder)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        check=False,
    ).returncode


def hand_over(command: list[str]) -> int:
    """Become that command; on Windows, where a process cannot, run it and return its exit code."""
    sys.stdout.flush()
    if sys.platform != "win32":
        os.execv(command[0], command)
    return subprocess.run(command, check=False).returncode


def _needs(*, on_screen: bool) -> tuple[setup_libraries.Need, ...]:
    return setup_libraries.PYTHON + setup_libraries.QT + (setup_libraries.WINDOW if on_screen else ())
