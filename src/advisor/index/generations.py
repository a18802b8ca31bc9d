"""Numbered generations of the index, one of them current, switched atomically.

::

    INDEX_DIR/
      current             number of the generation that is served
      receipt.json        what the last ingestion did
      generations/7/      chroma/  bm25/  essays.sqlite3  manifest.json
      vectors.sqlite3     cache of vectors
      writer.lock

We never write to a generation again once it is current, so any number of processes may read it.
The one before it is kept for readers that are still in the middle of an answer.
"""

import contextlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from dataclasses import fields as fields_of
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from advisor.domain import SyncReport
from advisor.errors import IndexDamaged, IndexLocked, IndexUnwritable

INDEX_FORMAT = 1
"""Raised whenever the layout of a generation changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a generation was built by, and how much it holds."""

    built_by: Mapping[str, Any]
    """Versions and model; an index of another build is rebuilt, never mixed."""
    model: str
    essays: int
    passages: int
    files: Mapping[str, int]
    """Bytes of each vector file; Chroma opens a truncated one without an error, or crashes."""
    deleted: int = 0
    """Passages deleted since the vector graph was begun; their rows are still in it."""


def current(index_dir: Path) -> int | None:
    """Number of the generation that is served; None before the first ingestion.

    Raises:
        IndexDamaged: the pointer is unreadable.
    """
    try:
        return int((index_dir / "current").read_text(encoding="ascii"))
    except FileNotFoundError:
        return None
    except (ValueError, OSError) as error:
        raise IndexDamaged(
            f"The pointer {index_dir / 'current'} cannot be read: {error}",
            hint="Run: advisor ingest",
        ) from error


def folder(index_dir: Path, number: int) -> Path:
    """Folder of a generation."""
    return index_dir / "generations" / str(number)


def begin(index_dir: Path, number: int, *, copy: int | None) -> Path:
    """A fresh folder for the generation, empty or a copy of another one."""
    target = folder(index_dir, number)
    shutil.rmtree(target, ignore_errors=True)
    if copy is None:
        target.mkdir(parents=True)
    else:
        _copy(folder(index_dir, copy), target)
    return target


def snapshot(index_dir: Path, target: Path) -> Path:
    """A copy of the current generation in the target folder, which is an index of its own."""
    with contextlib.suppress(IndexDamaged, OSError, sqlite3.Error):
        if (number := current(index_dir)) is not None:
            _copy(folder(index_dir, number), folder(target, number))
            _write(target / "current", f"{number}\n")
    return target


def _copy(source: Path, target: Path) -> None:
    """Copy a generation, which Chroma may open at this moment and so write to.

    A database is therefore copied under its own lock, and what SQLite keeps beside it while
    somebody writes is left out: it comes and goes, and is no part of what was committed.
    """
    beside = shutil.ignore_patterns("*.sqlite3-*")
    shutil.copytree(source, target, ignore=beside, copy_function=_copy_file)


def _copy_file(source: str, target: str) -> None:
    if not source.endswith(".sqlite3"):
        shutil.copy2(source, target)
        return
    with closing(sqlite3.connect(source)) as before, closing(sqlite3.connect(target)) as after:
        before.backup(after)


def publish(index_dir: Path, number: int, *, before: int | None) -> None:
    """Make the generation the current one, atomically, and drop all but it and the one before."""
    _write(index_dir / "current", f"{number}\n")
    kept = {str(number), str(before)}
    for old in (index_dir / "generations").iterdir():
        if old.name not in kept:
            shutil.rmtree(old, ignore_errors=True)  # in use elsewhere: the next time will do


def vector_files(target: Path) -> dict[str, int]:
    """Bytes of each vector file of a generation, by name below its folder."""
    files = (target / "chroma").rglob("*")
    return {
        file.relative_to(target).as_posix(): file.stat().st_size
        for file in sorted(files)
        if file.suffix in (".bin", ".pickle")
    }


def write_manifest(target: Path, manifest: Manifest) -> None:
    """Save the manifest of a generation; it is written last."""
    _write(target / "manifest.json", json.dumps(asdict(manifest), indent=2))


def read_manifest(target: Path) -> Manifest:
    """The manifest of a generation.

    Raises:
        IndexDamaged: it is missing or unreadable.
    """
    try:
        return Manifest(**json.loads((target / "manifest.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise IndexDamaged(
            f"The manifest of {target} cannot be read: {error}", hint="Run: advisor ingest"
        ) from error


def write_receipt(index_dir: Path, report: SyncReport) -> None:
    """Keep the receipt of an ingestion, whether it made a generation or not."""
    _write(index_dir / "receipt.json", json.dumps(asdict(report), indent=2, ensure_ascii=False))


def read_receipt(index_dir: Path) -> SyncReport:
    """The receipt of the last ingestion that came to its end; an empty one without a whole one."""
    try:
        fields = dict(json.loads((index_dir / "receipt.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return SyncReport()
    known = {field.name for field in fields_of(SyncReport)}
    fields = {name: value for name, value in fields.items() if name in known}
    lists = {name: value for name, value in fields.items() if isinstance(value, list)}
    pairs = {
        name: tuple(tuple(item) if isinstance(item, list) else item for item in value)
        for name, value in lists.items()
    }
    return SyncReport(**fields | pairs)


def _write(path: Path, content: str) -> None:
    """Replace the file in one step, so that a kill leaves the old content or the new."""
    unfinished = path.with_name(f"{path.name}.part")  # one writer at a time
    with unfinished.open("w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


@contextmanager
def writing(index_dir: Path) -> Iterator[Path]:
    """Hold the writer's lock of the index folder.

    Raises:
        IndexLocked: another process, or another thread of this one, holds it.
        IndexUnwritable: the folder cannot be written, now or within the block.
    """
    lock = FileLock(index_dir / "writer.lock", timeout=0)
    try:
        index_dir.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise IndexLocked(
            f"Another ingestion is writing {index_dir}",
            hint="Wait until it has ended, then try again.",
        ) from error
    except OSError as error:
        raise _unwritable(index_dir, error) from error
    try:
        yield index_dir
    except (OSError, sqlite3.OperationalError) as error:
        raise _unwritable(index_dir, error) from error
    finally:
        lock.release()


def _unwritable(index_dir: Path, error: Exception) -> IndexUnwritable:
    return IndexUnwritable(
        f"The index folder {index_dir} cannot be written: {error}",
        hint="Check its rights and the space on its disk, or name another with ADVISOR_INDEX_DIR.",
    )
