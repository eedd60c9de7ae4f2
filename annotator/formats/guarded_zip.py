"""Open office files (ZIP archives of XML) from strangers: sizes, ratio and XML are checked before anything else."""

import zipfile
import zlib
from pathlib import Path

from annotator.errors import InputError
from annotator.formats.members import RATIO_LIMIT, ArchiveMembers, archive_members
from annotator.formats.refusal import RefusedError
from annotator.formats.xml_safety import check_xml

SMALL = 2**24
CORRUPT = (OSError, EOFError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error)


def open_checked(path: Path, *, allow_doctype: bool = False) -> ArchiveMembers:
    """Return the archive's files; raises InputError for a bomb, RefusedError for XML with a document type.

    `allow_doctype` is for formats whose files name one by rule; whoever parses those must refuse entities.
    """
    members = archive_members(path)
    sizes = [(info.file_size, info.compress_size) for info in members.infos.values()]
    unpacked, packed = sum(size for size, _ in sizes), sum(size for _, size in sizes)
    if unpacked > SMALL and unpacked > RATIO_LIMIT * max(packed, 1):
        raise InputError(
            "{file} unpacks to more than {ratio} times its size, as no text does. It was not read further.",
            file=path.name,
            ratio=RATIO_LIMIT,
        )
    for name in members.names:
        if not allow_doctype and _is_xml(members, name):
            check_xml(members.read(name) or b"<")
    return members


def _is_xml(members: ArchiveMembers, name: str) -> bool:
    """Say whether a file is XML by its name or its first letter: the office's own list may give any name to a part."""
    if name.lower().endswith((".xml", ".rels")):
        return True
    return members.head(name, 256).lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")


def unreadable(error: Exception) -> RefusedError:
    """Return the refusal of a file that its own program might still open."""
    return RefusedError(
        "syntax",
        "{file} is damaged or of another kind than its name says: {reason}. Open it in its own program and save it "
        "again.",
        reason=str(error)[:200] or type(error).__name__,
    )
