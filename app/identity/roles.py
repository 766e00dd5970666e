"""Roles: the named sets of permissions that an account is given. What each may touch is scoped by its groups."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from app.identity.permissions import Permission


class Role(StrEnum):
    """A post's part in the system; `label` is its Chinese name. An account may hold several."""

    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    CONTACT = "contact"
    OPERATOR = "operator"
    PROCESS_OWNER = "process-owner"
    STAFF = "staff"

    @property
    def label(self) -> str:
        """The role's name in Chinese."""
        return _LABELS[self]

    @property
    def permissions(self) -> frozenset[Permission]:
        """What the role may do."""
        return _PERMISSIONS[self]


_LABELS: Mapping[Role, str] = MappingProxyType(
    {
        Role.ADMINISTRATOR: "管理员",
        Role.AUDITOR: "审计员",
        Role.CONTACT: "力量联络人",
        Role.OPERATOR: "运维员",
        Role.PROCESS_OWNER: "流程负责人",
        Role.STAFF: "经办人员",
    }
)

_CONTACT = frozenset({Permission.PRINTOUT_READ, Permission.TASK_COMPLETE, Permission.TASK_READ})
_STAFF = _CONTACT | {
    Permission.EMERGENCY_READ,
    Permission.FORCE_READ,
    Permission.INCIDENT_READ,
    Permission.PRINTOUT_WITHDRAW,
    Permission.PROCESS_INSTANCE_READ,
    Permission.PROCESS_INSTANCE_START,
    Permission.REGISTRY_READ,
    Permission.REGISTRY_WRITE,
    Permission.REPORT_READ,
    Permission.TASK_REASSIGN,
}
_READERS = frozenset(
    {Permission.DEPLOYMENT_READ, Permission.EMERGENCY_READ, Permission.PROCESS_INSTANCE_READ}
)

# Kept apart on purpose: who gives accounts works no task, who audits changes nothing, who repairs decides nothing.
_PERMISSIONS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.ADMINISTRATOR: frozenset(
            {Permission.ACCOUNT_READ, Permission.ACCOUNT_WRITE, Permission.DEPLOYMENT_READ}
        ),
        Role.AUDITOR: _READERS
        | {
            Permission.ACCOUNT_READ,
            Permission.FORCE_READ,
            Permission.HISTORY_READ,
            Permission.HISTORY_VERIFY,
            Permission.INCIDENT_READ,
            Permission.PRINTOUT_READ,
            Permission.REGISTRY_READ,
            Permission.REPORT_READ,
            Permission.TASK_READ,
        },
        Role.CONTACT: _CONTACT,
        Role.OPERATOR: _READERS
        | {
            Permission.INCIDENT_READ,
            Permission.INCIDENT_RETRY,
            Permission.JOB_READ,
            Permission.PROCESS_INSTANCE_MODIFY,
            Permission.PROCESS_INSTANCE_SUSPEND,
            Permission.TASK_READ,
        },
        Role.PROCESS_OWNER: _READERS
        | {
            Permission.DEPLOYMENT_CREATE,
            Permission.DRAFT_WRITE,
            Permission.FORCE_READ,
            Permission.INCIDENT_READ,
            Permission.PRINTOUT_READ,
            Permission.PROCESS_INSTANCE_CANCEL,
            Permission.PROCESS_INSTANCE_MIGRATE,
            Permission.PROCESS_INSTANCE_MODIFY,
            Permission.PROCESS_INSTANCE_SUSPEND,
            Permission.REGISTRY_READ,
            Permission.REPORT_READ,
            Permission.TASK_READ,
        },
        Role.STAFF: _STAFF,
    }
)


def permissions_of(roles: Iterable[Role]) -> frozenset[str]:
    """All that the roles together may do, as the texts that `Actor.permissions` holds."""
    return frozenset(permission.value for role in roles for permission in role.permissions)
