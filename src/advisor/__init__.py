"""A chat adviser on business transformation that says only what its essays support.

For example::

    from advisor import answer

    print(answer("What is the difference between Internet+ and +Internet?").text)
"""

from advisor.advisor import Advisor
from advisor.assessment import Assessment, Reading, Score
from advisor.domain import (
    Answer,
    Citation,
    Essay,
    Finding,
    Hit,
    Passage,
    Qualification,
    Sentence,
    Status,
    SyncReport,
    Turn,
    Verification,
)
from advisor.errors import (
    AdvisorError,
    AnswersError,
    ChatFailed,
    CorpusError,
    EssayError,
    IndexDamaged,
    IndexLocked,
    IndexMismatch,
    IndexMissing,
    IndexUnavailable,
    IndexUnwritable,
    ModelUnavailable,
    SettingsError,
)
from advisor.settings import Settings
from advisor.shared import answer, assess

__version__ = "0.1.0"

__all__ = [
    "Advisor",
    "AdvisorError",
    "Answer",
    "AnswersError",
    "Assessment",
    "ChatFailed",
    "Citation",
    "CorpusError",
    "Essay",
    "EssayError",
    "Finding",
    "Hit",
    "IndexDamaged",
    "IndexLocked",
    "IndexMismatch",
    "IndexMissing",
    "IndexUnavailable",
    "IndexUnwritable",
    "ModelUnavailable",
    "Passage",
    "Qualification",
    "Reading",
    "Score",
    "Sentence",
    "Settings",
    "SettingsError",
    "Status",
    "SyncReport",
    "Turn",
    "Verification",
    "__version__",
    "answer",
    "assess",
]
