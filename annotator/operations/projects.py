"""Operations on whole projects: make one from a preset, make the sample."""

from pathlib import Path

from annotator import paths
from annotator.domain.schema import Schema, Wording
from annotator.domain.schema_write import write_schema
from annotator.errors import AnnotatorError
from annotator.operations.importing import import_files
from annotator.operations.output import check_target
from annotator.store.project import Project

DEFAULT_PRESET = "news-ere"
EMPTY = ""  # in place of a preset: a schema in which nothing may be marked yet
SAMPLE = "annotator"  # who made the sample project


def preset_names() -> list[str]:
    """Return the names of the schema presets that are shipped."""
    return sorted(file.stem for file in (paths.resources() / "presets").glob("*.toml"))


def preset_source(name: str) -> str:
    """Return a preset as TOML text, or an empty schema for `EMPTY`.

    Raises AnnotatorError, naming the presets there are, for an unknown one.
    """
    if name == EMPTY:
        return write_schema(Schema("own", Wording("مخطّط جديد", "New schema")))
    if name not in preset_names():
        raise AnnotatorError(
            "There is no preset “{name}”. Choose one of: {names}.", name=name, names=", ".join(preset_names())
        )
    return (paths.resources() / "presets" / f"{name}.toml").read_text(encoding="utf-8")


def new_project(path: Path, *, preset: str = DEFAULT_PRESET, author: str, title: str = "") -> Project:
    """Make a project file with a copy of the preset; raises AnnotatorError if the file is there already."""
    return Project.create(path, schema_source=preset_source(preset), title=title, author=author)


def save_copy(project: Project, path: Path) -> Path:
    """Write a whole copy of the project to `path` and return where it is.

    Raises AnnotatorError if a project is there already, be it an older copy: somebody may have worked in it.
    """
    if path.resolve() != project.path:
        check_target(path)
    project.save_copy(path)
    return path


def sample_files() -> list[Path]:
    """Return the files of the sample project, in order."""
    return sorted((paths.resources() / "sample").glob("*.jsonl"))


def sample_project(path: Path, *, author: str) -> Project:
    """Make the sample project: the shipped texts with their careful annotation.

    Its import is nobody's step, so the user's first undo does not take the texts away.
    """
    project = new_project(path, author=SAMPLE, title="نماذج")
    import_files(project, sample_files(), format_name="jsonl")
    project.author = author
    return project
