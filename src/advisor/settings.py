"""The settings: one frozen object, and the only place that reads the environment."""

import ipaddress
import logging
import os
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from advisor.errors import SettingsError

_log = logging.getLogger(__name__)


class Settings(BaseSettings):
    """Where things are and what answers; from arguments, ``ADVISOR_*`` or ``.env``, in that order.

    Raises:
        SettingsError: a value cannot be used; the message names each setting.
    """

    model_config = SettingsConfigDict(
        env_prefix="ADVISOR_",
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        env_parse_none_str="None",
        extra="ignore",
        frozen=True,
    )

    corpus_dir: Path = Field(Path("corpus"), description="Folder of the essays.")
    index_dir: Path = Field(Path(".advisor"), description="Folder of the index; safe to delete.")
    cache_dir: Path = Field(
        default_factory=lambda: Path(platformdirs.user_cache_dir("advisor", appauthor=False)),
        description="Folder of the exported embedding model, shared by all indexes of the user.",
    )
    embedding_model: str = Field(
        "bundled",
        min_length=1,
        description="`bundled` (all-MiniLM-L6-v2), or any sentence-transformers model: "
        "name or folder.",
    )
    reranker: str = Field(
        "",
        description="Cross-encoder that puts what was found for an answer into a better order: "
        "name or folder; empty is none.",
    )
    chat_model: str = Field(
        "",
        pattern=r"^$|^[\w-]+:.+$",
        description="Chat model that words the answers, as `provider:model`; empty quotes the "
        "essays' own sentences.",
    )
    chat_base_url: str = Field(
        "",
        pattern=r"^$|^https?://",
        description="Server of the chat model; empty is the provider's.",
    )
    chat_seconds: float = Field(
        60, gt=0, description="Longest time the chat model may take for one answer."
    )
    max_file_mb: int = Field(50, gt=0, description="Largest document that is read, in MB.")
    max_pages: int = Field(2000, gt=0, description="Longest PDF that is read, in pages.")
    max_unpacked_mb: int = Field(
        500, gt=0, description="Largest content of a DOCX or EPUB archive, unpacked, in MB."
    )
    max_seconds: int = Field(
        60, gt=0, description="Longest time that parsing one PDF, DOCX, EPUB or HTML may take."
    )
    curating: bool | None = Field(
        None,
        description="Whether the page may add and remove essays; where it is not set, on "
        "loopback only.",
    )
    feedback_file: Path = Field(
        Path("feedback.jsonl"), description="Where likes and dislikes of answers are kept."
    )
    host: str = Field("127.0.0.1", description="Address the page is served on.")
    port: int = Field(7860, ge=0, le=65535, description="Port of the page; 0 takes a free one.")

    def __init__(self, **values: Any) -> None:
        """Read and validate; see the class for the order of sources."""
        unknown = sorted(key for key in values if key[0] != "_" and key not in self.fields())
        if unknown:
            raise SettingsError(
                f"No such setting: {', '.join(unknown)}",
                hint=f"The settings are {', '.join(self.fields())}.",
            )
        try:
            super().__init__(**values)
        except ValidationError as error:
            faults = "; ".join(
                f"ADVISOR_{'_'.join(map(str, fault['loc'])).upper()}: {fault['msg']}"
                for fault in error.errors()
            )
            raise SettingsError(
                f"Unusable settings: {faults}",
                hint="Correct them in the environment, in .env or in Settings(...).",
            ) from error
        known = {f"ADVISOR_{name.upper()}" for name in self.fields()}
        for name in sorted(os.environ):
            if name.upper().startswith("ADVISOR_") and name.upper() not in known:
                _log.warning("%s in the environment is no setting of Advisor", name)

    @property
    def may_curate(self) -> bool:
        """Whether the page may change the corpus folder: as set, else on loopback only."""
        if self.curating is not None:
            return self.curating
        return self.host == "localhost" or _is_loopback(self.host)

    @classmethod
    def fields(cls) -> tuple[str, ...]:
        """The names of all settings, in the order of their definition."""
        return tuple(cls.model_fields)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False  # a name; what it stands for may change
