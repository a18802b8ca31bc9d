"""Everything that can go wrong, as one tree.

::

    AdvisorError                exit code 1
    ├── SettingsError                     2  a setting has a value that cannot be used
    ├── AnswersError                      2  the answers of a self-assessment cannot be used
    ├── CorpusError                       2  the corpus folder is missing or holds no essay
    ├── EssayError                        3  one document cannot be read as an essay
    ├── IndexUnavailable                  4  the index cannot be used as it is
    │   ├── IndexMissing                  4  nothing has been ingested yet
    │   ├── IndexMismatch                 4  built by another model or version
    │   ├── IndexDamaged                  4  its files contradict one another
    │   ├── IndexLocked                   4  another process is writing it
    │   └── IndexUnwritable               4  its folder cannot be written
    └── ModelUnavailable                  5  a model or server cannot be used
        └── ChatFailed                    5  a chat model gave no answer that can be shown

A message says what happened and where; ``hint`` says what to do about it; ``exit_code`` is what
the command line ends with.
"""

from typing import ClassVar


class AdvisorError(Exception):
    """Base class of every error that Advisor raises on purpose.

    Attributes:
        hint: what the reader can do about it; a whole sentence, may be empty.
        exit_code: the exit code of a command that ends with this error.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        """Keep the message (what happened, where) and the hint (what to do)."""
        super().__init__(message)
        self.hint = hint


class SettingsError(AdvisorError):
    """A setting, from the environment, ``.env`` or the caller, cannot be used."""

    exit_code = 2


class AnswersError(AdvisorError):
    """The answers of a self-assessment are too few, too many, or not on its scale."""

    exit_code = 2


class CorpusError(AdvisorError):
    """The corpus folder is missing or holds no essay; the index is left as it was."""

    exit_code = 2


class EssayError(AdvisorError):
    """One document cannot be read as an essay; the others are not affected."""

    exit_code = 3


class IndexUnavailable(AdvisorError):
    """The index cannot be used as it is."""

    exit_code = 4


class IndexMissing(IndexUnavailable):
    """There is no index yet in the index folder."""


class IndexMismatch(IndexUnavailable):
    """The index was built by another embedding model or another version of Advisor."""


class IndexDamaged(IndexUnavailable):
    """The files of the index contradict one another."""


class IndexLocked(IndexUnavailable):
    """Another process is writing the index."""


class IndexUnwritable(IndexUnavailable):
    """The folder of the index cannot be written; the generation that is served is untouched."""


class ModelUnavailable(AdvisorError):
    """A model, or the server behind it, cannot be used."""

    exit_code = 5


class ChatFailed(ModelUnavailable):
    """A chat model did not answer, broke off, or wrote what the essays do not support.

    Questions are then answered extractively, and the answer says so.
    """
