"""Every error a user can meet, as one tree. Each says what to do next and which exit code it carries.

SafeconductError                 exit 2   base; never raised itself
├── InputError                   exit 2   a file or field we were given is not usable (also ValueError)
│   ├── ReportUnreadable         exit 2   a report is empty, binary, too large or not UTF-8
│   ├── DocumentInvalid          exit 2   a document breaks its schema: unknown key, NaN, naive time, bad value
│   └── NotFound                 exit 2   a name, id or sha prefix matches nothing, or several things (also LookupError)
├── UnconfirmedError             exit 4   something that is needed has no confirmed claim
├── RefusedError                 exit 4   a red line forbids the act until a named person resolves it
├── CheckFailed                  exit 5   a plan or certificate breaks a rule when it is recomputed
├── StoreError                   exit 2   a workspace file cannot be used
│   ├── WorkspaceNewer           exit 2   the workspace was written by a newer safeconduct
│   └── DayMoved                 exit 2   somebody else wrote to the day since it was read; read it again
└── ToolMissing                  exit 2   an optional engine or model is not installed
"""

from __future__ import annotations

__all__ = [
    "CheckFailed",
    "DayMoved",
    "DocumentInvalid",
    "InputError",
    "NotFound",
    "RefusedError",
    "ReportUnreadable",
    "SafeconductError",
    "StoreError",
    "ToolMissing",
    "UnconfirmedError",
    "WorkspaceNewer",
]


class SafeconductError(Exception):
    """Base of the tree: a message, where it happened, and the next step for the person reading it."""

    exit_code = 2
    code = "error"

    def __init__(
        self,
        message: str,
        *,
        next_step: str,
        file: str | None = None,
        field: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step
        self.file = file
        self.field = field

    def __str__(self) -> str:
        where = ": ".join(part for part in (self.file, self.field) if part)
        return f"{where}: {self.message}" if where else self.message


class InputError(SafeconductError, ValueError):
    """A file or a field we were given is not usable."""

    code = "bad-input"


class ReportUnreadable(InputError):
    """A report is empty, binary, too large or not UTF-8."""

    code = "report-unreadable"


class DocumentInvalid(InputError):
    """A document breaks its schema."""

    code = "document-invalid"


class NotFound(InputError, LookupError):
    """A name, an id or a sha prefix matches nothing, or more than one thing."""

    code = "not-found"


class UnconfirmedError(SafeconductError):
    """Something that is needed has no confirmed claim; ``field`` names the slot."""

    exit_code = 4
    code = "unconfirmed"


class RefusedError(SafeconductError):
    """A red line forbids the act until a named person resolves it."""

    exit_code = 4
    code = "refused"


class CheckFailed(SafeconductError):
    """A plan or a certificate breaks a rule when it is recomputed; it reaches no file, page or log."""

    exit_code = 5
    code = "check-failed"


class StoreError(SafeconductError):
    """A workspace file cannot be used."""

    code = "store"


class WorkspaceNewer(StoreError):
    """The workspace was written by a newer safeconduct."""

    code = "workspace-newer"


class DayMoved(StoreError):
    """The day's version is not the one the writer had read; nothing was written."""

    code = "day-moved"


class ToolMissing(SafeconductError):
    """An optional engine or language model is not installed, or is not the one expected."""

    code = "tool-missing"
