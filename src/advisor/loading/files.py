"""Which files of the corpus folder are essays."""

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from advisor.errors import CorpusError

FORMATS = (".docx", ".epub", ".htm", ".html", ".md", ".pdf", ".txt")
_TEMPORARY = (".tmp", ".swp", ".swx", ".part", ".crdownload", "~")


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """The files found, all by corpus-relative path with forward slashes."""

    ids: Mapping[str, str]
    """Essay id by path, in the order of the paths."""
    skipped: tuple[tuple[str, str], ...]
    """Pairs of path and reason."""


def documents(corpus_dir: Path, besides: Path | None = None) -> Documents:
    """Find every essay below the folder, hidden files, temporary files and READMEs aside.

    An id is the path without its suffix, or with it where two files would share one.

    Args:
        corpus_dir: folder of the essays.
        besides: a folder to leave out, such as that of the index.

    Raises:
        CorpusError: the folder is missing, holds no file of a known format or the index as well,
            or a folder in it cannot be listed; what is in it must not be taken for removed.
    """
    if not corpus_dir.is_dir():
        raise CorpusError(
            f"There is no corpus folder {corpus_dir}",
            hint="Create it and put essays into it, or name another with ADVISOR_CORPUS_DIR.",
        )
    if besides and besides.resolve() == corpus_dir.resolve():
        raise CorpusError(
            f"The folder {corpus_dir} is to hold both the essays and the index",
            hint="Name another folder with ADVISOR_INDEX_DIR.",
        )
    paths: list[str] = []
    skipped: list[tuple[str, str]] = []
    apart = _below(corpus_dir, besides) if besides else None
    for file in _listed(corpus_dir):
        path = file.relative_to(corpus_dir).as_posix()
        if ignored(path) or (file.is_dir() and not file.is_symlink()):
            continue
        if apart and file.is_relative_to(apart):
            continue
        reason = _unfit(corpus_dir, file)
        if reason:
            skipped.append((path.encode("utf-8", "replace").decode(), reason))
        else:
            paths.append(path)
    if not paths:
        raise CorpusError(
            f"The corpus folder {corpus_dir} holds no essay",
            hint=f"Put files of the formats {', '.join(FORMATS)} into it, or name another with "
            "ADVISOR_CORPUS_DIR.",
        )
    return Documents(ids=_ids(paths), skipped=tuple(skipped))


def _listed(corpus_dir: Path) -> list[Path]:
    """Every file and folder below the folder, but not what hidden ones and indexes hold; sorted."""

    def fail(error: OSError) -> None:
        raise CorpusError(
            f"The folder {error.filename} cannot be listed: {error.strerror}",
            hint="Check its rights, or move it out of the corpus folder.",
        ) from error

    found: list[Path] = []
    for folder, folders, names in os.walk(corpus_dir, onerror=fail):
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and not _is_index(Path(folder, name))
        ]
        found += (Path(folder, name) for name in (*folders, *names))
    return sorted(found)


def _is_index(folder: Path) -> bool:
    """Whether an index is kept there, maybe one that another setting made; essays are not."""
    return (folder / "current").is_file() and (folder / "generations").is_dir()


def _below(corpus_dir: Path, folder: Path) -> Path | None:
    """The folder as it is named from the corpus folder, if it is inside."""
    inside, outside = folder.resolve(), corpus_dir.resolve()
    return corpus_dir / inside.relative_to(outside) if inside.is_relative_to(outside) else None


def ignored(path: str) -> bool:
    """Whether a corpus-relative path is hidden, temporary or a README."""
    parts = PurePosixPath(path).parts
    name = parts[-1].lower() if parts else ""
    return (
        any(part.startswith((".", "~$")) for part in parts)
        or name.endswith(_TEMPORARY)
        or PurePosixPath(name).stem == "readme"
    )


def _unfit(corpus_dir: Path, file: Path) -> str:
    """Why the file is no essay; empty when it may be one."""
    if file.is_dir():
        return "a linked folder; copy it to have it read"
    if file.suffix.lower() not in FORMATS:
        return f"not a format that is read ({', '.join(FORMATS)}); save it as one"
    try:
        file.relative_to(corpus_dir).as_posix().encode()
        inside = file.resolve(strict=True).is_relative_to(corpus_dir.resolve())
    except UnicodeEncodeError:
        return "its name is not valid Unicode; rename it"
    except (OSError, RuntimeError):
        return "a link that leads nowhere; copy the file"
    if not file.is_file():
        return "not a regular file"
    return "" if inside else "a link that leads out of the corpus folder; copy the file"


def _ids(paths: list[str]) -> dict[str, str]:
    stems = {path: str(PurePosixPath(path).with_suffix("")) for path in paths}
    shared = Counter([*stems.values(), *paths])
    return {path: stem if shared[stem] == 1 else path for path, stem in stems.items()}
