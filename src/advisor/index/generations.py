"""Numbered generations of the index, one of them current, switched atomically.

::

    INDEX_DIR/
      current             number of the generation that is served
      generations/7/      chroma/  bm25/  essays.sqlite3  manifest.json
      vectors.sqlite3     cache of vectors
      writer.lock

A generation is never written again once it is current, so any number of processes may read it.
The one before it is kept for readers that are still in the middle of an answer.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from advisor.domain import SyncReport
from advisor.errors import IndexDamaged, IndexLocked

INDEX_FORMAT = 1
"""Raised whenever the layout of a generation changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a generation was built by, and the receipt of the ingestion that made it."""

    built_by: Mapping[str, Any]
    """Versions and model; an index of another build is rebuilt, never mixed."""
    model: str
    essays: int
    passages: int
    report: SyncReport


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
        shutil.copytree(folder(index_dir, copy), target)
    return target


def publish(index_dir: Path, number: int) -> None:
    """Make the generation the current one, atomically, and drop those two behind it."""
    pointer = index_dir / "current"
    unfinished = index_dir / f"current.{os.getpid()}"
    with unfinished.open("w", encoding="ascii") as file:
        file.write(f"{number}\n")
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(pointer)
    for old in (index_dir / "generations").iterdir():
        if old.name not in (str(number), str(number - 1)):
            shutil.rmtree(old, ignore_errors=True)  # in use elsewhere: the next time will do


def write_manifest(target: Path, manifest: Manifest) -> None:
    """Save the manifest of a generation; it is written last."""
    content = json.dumps(asdict(manifest), indent=2, ensure_ascii=False)
    (target / "manifest.json").write_text(content, encoding="utf-8")


def read_manifest(target: Path) -> Manifest:
    """The manifest of a generation.

    Raises:
        IndexDamaged: it is missing or unreadable.
    """
    try:
        fields = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
        report = fields.pop("report")
        for name in ("added", "updated", "removed", "unchanged"):
            report[name] = tuple(report[name])
        for name in ("skipped", "failed"):
            report[name] = tuple((path, reason) for path, reason in report[name])
        return Manifest(**fields, report=SyncReport(**report))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IndexDamaged(
            f"The manifest of {target} cannot be read: {error}", hint="Run: advisor ingest"
        ) from error


@contextmanager
def writing(index_dir: Path) -> Iterator[None]:
    """Hold the writer's lock of the index folder.

    Raises:
        IndexLocked: another process, or another thread of this one, holds it.
    """
    index_dir.mkdir(parents=True, exist_ok=True)
    lock = FileLock(index_dir / "writer.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise IndexLocked(
            f"Another ingestion is writing {index_dir}",
            hint="Wait until it has ended, then try again.",
        ) from error
    try:
        yield
    finally:
        lock.release()
