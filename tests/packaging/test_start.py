"""The set-up by its pure parts: what it asks of the system, when it makes the environment anew, what it says."""

import json
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
sys.path.append(str(PACKAGING))

import setup_environment  # noqa: E402 - the scripts are no package
import setup_libraries  # noqa: E402
import setup_steps  # noqa: E402
from setup_error import SetupError  # noqa: E402
from setup_libraries import Need  # noqa: E402

GLIB = Need("libglib-2.0.so.0", "libglib2.0-0")
GTHREAD = Need("libgthread-2.0.so.0", "libglib2.0-0")
OPENBOX = Need("openbox", "openbox", setup_libraries.runs)


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """A complete environment without packages, as `prepare` leaves it."""
    folder = tmp_path / "مجلد فيه فراغ" / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    setup_environment.link(folder, folder.parent)
    setup_environment.write_stamp(folder, ["pin"])
    return folder


def sound(folder: Path) -> bool:
    return setup_environment.is_sound(folder, setup_environment.read_stamp(folder))


def test_each_package_is_named_once() -> None:
    assert setup_libraries.packages([GLIB, GTHREAD, OPENBOX], lambda _name: False) == ["libglib2.0-0", "openbox"]


def test_newer_systems_know_glib_by_its_new_name() -> None:
    assert setup_libraries.packages([GLIB], lambda name: name == "libglib2.0-0t64") == ["libglib2.0-0t64"]


def test_needs_that_are_met_and_needs_that_are_not() -> None:
    assert setup_libraries.imports("ensurepip")
    assert not setup_libraries.imports("no_such_module")
    assert not setup_libraries.loads("libnosuchthing.so.9")
    assert not setup_libraries.runs("no-such-program")


def test_without_root_the_exact_line_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(setup_libraries, "may_install", lambda: False)
    monkeypatch.setattr(setup_libraries, "has_apt", lambda: True)
    monkeypatch.setattr(setup_libraries, "is_known", lambda _name: False)
    with pytest.raises(SetupError, match=r"sudo apt-get install -y --no-install-recommends libnosuch9$"):
        setup_libraries.provide([Need("libnosuch.so.9", "libnosuch9")])


def test_without_apt_the_libraries_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup_libraries, "has_apt", lambda: False)
    assert "dnf install 'libglib-2.0.so.0()(64bit)' openbox" in setup_libraries.advice([GLIB, OPENBOX])


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_windows_and_macos_bring_the_libraries(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    setup_libraries.provide([Need("libnosuch.so.9", "libnosuch9")])


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("win32", {}, True),
        ("darwin", {}, True),
    ],
)
def test_a_screen_is_recognised(platform: str, variables: dict[str, str], expected: bool) -> None:
    assert setup_steps.has_screen(platform, variables) is expected


def test_a_complete_environment_is_sound(environment: Path) -> None:
    assert sound(environment)


def test_an_interrupted_environment_is_not_sound(environment: Path) -> None:
    (environment / "annotator-setup.json").unlink()
    assert not sound(environment)


def test_a_half_written_stamp_is_not_sound(environment: Path) -> None:
    (environment / "annotator-setup.json").write_text('{"place": ', encoding="utf-8")
    assert not sound(environment)


def test_a_moved_environment_is_not_sound(environment: Path, tmp_path: Path) -> None:
    assert not sound(environment.rename(tmp_path / ".venv"))


def test_an_environment_of_another_python_is_not_sound(environment: Path) -> None:
    stamp = setup_environment.read_stamp(environment) | {"python": "cpython 3.9 x86_64"}
    (environment / "annotator-setup.json").write_text(json.dumps(stamp), encoding="utf-8")
    assert not sound(environment)


def test_an_environment_whose_python_is_gone_is_not_sound(environment: Path) -> None:
    setup_environment.python_of(environment).unlink()
    assert not sound(environment)


def test_the_environment_finds_the_checkout_in_a_folder_with_an_arabic_name(environment: Path) -> None:
    (environment.parent / "found_here.py").touch()
    command = [str(setup_environment.python_of(environment)), "-P", "-c", "import found_here"]
    assert subprocess.run(command, cwd="/", check=False).returncode == 0
    packages = Path(sysconfig.get_path("purelib", "venv", vars={"base": str(environment)}))
    assert (packages / "annotator-checkout.pth").read_bytes().isascii()


def test_a_complete_environment_is_left_alone(monkeypatch: pytest.MonkeyPatch, environment: Path) -> None:
    setup_environment.write_stamp(environment, setup_environment.pins_of("requirements-test.txt"))
    monkeypatch.setattr(setup_environment, "install", lambda *_arguments: pytest.fail("installed again"))
    monkeypatch.setattr(setup_environment, "create", lambda *_arguments: pytest.fail("made again"))
    for with_tests in (True, False):
        python = setup_environment.prepare(environment.parent, with_tests=with_tests)
        assert python == setup_environment.python_of(environment)


def test_new_pins_are_installed_and_nothing_is_made_anew(monkeypatch: pytest.MonkeyPatch, environment: Path) -> None:
    installed: list[str] = []
    monkeypatch.setattr(setup_environment, "install", lambda _python, name: installed.append(name))
    monkeypatch.setattr(setup_environment, "create", lambda *_arguments: pytest.fail("made again"))
    setup_environment.prepare(environment.parent, with_tests=False)
    assert installed == ["requirements.txt"]
    assert sound(environment)


def test_an_installation_that_fails_leaves_no_stamp(monkeypatch: pytest.MonkeyPatch, environment: Path) -> None:
    def fail(*_arguments: object) -> None:
        raise SetupError("no network")

    monkeypatch.setattr(setup_environment, "install", fail)
    with pytest.raises(SetupError):
        setup_environment.prepare(environment.parent, with_tests=False)
    assert not sound(environment)


def test_what_is_in_the_way_of_an_environment_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *_a, **_k: subprocess.CompletedProcess([], 0))
    folder = tmp_path / ".venv"
    folder.write_text("a file", encoding="utf-8")
    setup_environment.create(folder)
    assert not folder.exists()


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        ("[Errno -3] Temporary failure in name resolution", "does not reach the Python package registry"),
        ("NewConnectionError\nERROR: No matching distribution found", "does not reach the Python package registry"),
        ("ERROR: No matching distribution found for pyside6", "no build of one package for this system"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("something else", "pip's words are above"),
    ],
)
def test_pip_giving_up_is_explained(words: str, advice: str) -> None:
    assert advice in setup_environment.pip_advice(words)


def test_complaints_of_a_command_are_shown_and_kept(capfd: pytest.CaptureFixture[str]) -> None:
    command = [sys.executable, "-c", "import sys; print('no way', file=sys.stderr); sys.exit(3)"]
    assert setup_environment.run_listening(command) == (3, "no way\n")
    assert "no way" in capfd.readouterr().err


def test_timings_are_taken_only_where_they_are_asked_for() -> None:
    assert setup_steps.pytest_options(["tests/text"]) == ["-n", "2", "--benchmark-disable", "tests/text"]
    assert "--benchmark-disable" not in setup_steps.pytest_options(["-n0", "--benchmark-only"])


def test_an_unknown_command_says_how_it_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert setup_steps.main(["tset"]) == 2
    assert "start.py test" in capsys.readouterr().err
    assert setup_steps.main(["--help"]) == 0


def test_the_sample_project_is_found(tmp_path: Path) -> None:
    assert setup_steps.sample_project(tmp_path) is None
    (tmp_path / "sample.annot").touch()
    assert setup_steps.sample_project(tmp_path) == tmp_path / "sample.annot"


def test_an_older_python_is_told_which_one_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    import start

    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer"):
        start.main()
