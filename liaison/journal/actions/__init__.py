"""The only writers of the journal: `record` in the transaction of the change, `seal` after it."""

from liaison.journal.actions.jobs import retry_job
from liaison.journal.actions.recording import record, record_all
from liaison.journal.actions.redacting import redact
from liaison.journal.actions.sealing import seal

__all__ = ["record", "record_all", "redact", "retry_job", "seal"]
