"""Audits a folder of pacts that anybody's tools have written, without any set-up.

It knows neither consumers nor providers, only what the files say, and git where the
folder is in a repository: what is wrong with them, how bad that is, and what to write
instead.
"""

from contract_kit.audit.audited_pacts import AuditedPact, OmittedFile
from contract_kit.audit.findings import AuditFinding, Fault
from contract_kit.audit.folder_audit import FolderAudit, audit_folder

__all__ = [
    "AuditFinding",
    "AuditedPact",
    "Fault",
    "FolderAudit",
    "OmittedFile",
    "audit_folder",
]
