"""Operations on people: who is part of the project, in which role, under which name."""

from annotator.domain.people import Person, Role
from annotator.errors import AnnotatorError
from annotator.store.change import Change
from annotator.store.project import Project
from annotator.text.direction import unsafe_characters

LONGEST = 80  # characters of a name
GOLD = "gold"  # whose layer holds what review decided; nobody is called so


def put_person(project: Project, name: str, role: Role) -> Change | None:
    """Let somebody be part of the project, or change their role; raises AnnotatorError for a name that cannot be."""
    checked = check_name(name)
    with project.change("put person") as change:
        project.people.put(checked, role)
    return change.record


def rename_person(project: Project, name: str, fresh: str) -> Change | None:
    """Give somebody another name; their work stays theirs. Raises AnnotatorError if it is taken or cannot be."""
    checked = check_name(fresh)
    with project.change("rename person") as change:
        project.people.rename(name, checked)
    return change.record


def remove_person(project: Project, name: str) -> Change | None:
    """Take somebody without work out of the project; raises AnnotatorError if they have work in it."""
    with project.change("remove person") as change:
        project.people.remove(name)
    return change.record


def check_name(name: str) -> str:
    """Return a person's name without the blanks around it; raises AnnotatorError if it cannot be one."""
    name = name.strip()
    if not name:
        raise AnnotatorError("A person needs a name.")
    if len(name) > LONGEST:
        raise AnnotatorError(
            "The name has {count} characters; {most} are allowed. Choose a shorter one.", count=len(name), most=LONGEST
        )
    if unsafe_characters(name):
        raise AnnotatorError(
            "The name holds characters that cannot be seen: {characters}. Type it again without them.",
            characters=", ".join(f"U+{ord(character):04X}" for character in unsafe_characters(name)),
        )
    if name.casefold() == GOLD:
        raise AnnotatorError("“{name}” is the layer that review decides. Choose another name.", name=name)
    return name


def role_of(project: Project, name: str) -> Role:
    """Return what a person does; in a project that names nobody a lead, everybody may do everything."""
    people = project.people.all()
    if not any(person.role is Role.LEAD for person in people):
        return Role.LEAD
    found = next((person for person in people if person.name == name), None)
    return found.role if found else Role.ANNOTATOR


def workers(project: Project) -> list[Person]:
    """Return the people whom work can be given to, by name: everybody but the layer of decisions."""
    return [person for person in project.people.all() if person.name != GOLD]
