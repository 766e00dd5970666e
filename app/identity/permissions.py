"""What an account may do: permissions as `resource:action`, and the one check of them.

Grammar: `resource` is a word of the glossary in lower case, joined by hyphens; `action` is one verb in lower
case. Members stand in alphabetical order of their values. A permission says what a post may do at all; whose
task, which jurisdiction and whose draft is decided by candidate groups and by the services.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from app.core.actor import Actor, ActorKind
from app.core.errors import Forbidden


class Permission(StrEnum):
    """One thing that a post may do; `label` says it in Chinese, as a verb phrase."""

    ACCOUNT_READ = "account:read"
    ACCOUNT_WRITE = "account:write"
    DEPLOYMENT_CREATE = "deployment:create"
    DEPLOYMENT_READ = "deployment:read"
    DRAFT_WRITE = "draft:write"
    EMERGENCY_READ = "emergency:read"
    FORCE_READ = "force:read"
    HISTORY_READ = "history:read"
    HISTORY_VERIFY = "history:verify"
    INCIDENT_READ = "incident:read"
    INCIDENT_RETRY = "incident:retry"
    JOB_READ = "job:read"
    PRINTOUT_READ = "printout:read"
    PRINTOUT_WITHDRAW = "printout:withdraw"
    PROCESS_INSTANCE_CANCEL = "process-instance:cancel"
    PROCESS_INSTANCE_MIGRATE = "process-instance:migrate"
    PROCESS_INSTANCE_MODIFY = "process-instance:modify"
    PROCESS_INSTANCE_READ = "process-instance:read"
    PROCESS_INSTANCE_START = "process-instance:start"
    PROCESS_INSTANCE_SUSPEND = "process-instance:suspend"
    REGISTRY_READ = "registry:read"
    REGISTRY_WRITE = "registry:write"
    REPORT_READ = "report:read"
    TASK_COMPLETE = "task:complete"
    TASK_READ = "task:read"
    TASK_REASSIGN = "task:reassign"

    @property
    def label(self) -> str:
        """The act in Chinese."""
        return _LABELS[self]


_LABELS: Mapping[Permission, str] = MappingProxyType(
    {
        Permission.ACCOUNT_READ: "查看账号和岗位",
        Permission.ACCOUNT_WRITE: "开设、修改和停用账号",
        Permission.DEPLOYMENT_CREATE: "部署属地包",
        Permission.DEPLOYMENT_READ: "查看部署和流程定义",
        Permission.DRAFT_WRITE: "修改流程图、表单和文书的草稿",
        Permission.EMERGENCY_READ: "查看突发事件",
        Permission.FORCE_READ: "查看力量",
        Permission.HISTORY_READ: "查看操作日志和流转痕迹",
        Permission.HISTORY_VERIFY: "核验操作日志",
        Permission.INCIDENT_READ: "查看异常",
        Permission.INCIDENT_RETRY: "重试异常",
        Permission.JOB_READ: "查看作业",
        Permission.PRINTOUT_READ: "查看文书",
        Permission.PRINTOUT_WITHDRAW: "撤回本单位签发的文书",
        Permission.PROCESS_INSTANCE_CANCEL: "终止流程实例",
        Permission.PROCESS_INSTANCE_MIGRATE: "迁移流程实例",
        Permission.PROCESS_INSTANCE_MODIFY: "提出和批准改动流程实例",
        Permission.PROCESS_INSTANCE_READ: "查看流程实例",
        Permission.PROCESS_INSTANCE_START: "发起流程",
        Permission.PROCESS_INSTANCE_SUSPEND: "挂起和恢复流程实例",
        Permission.REGISTRY_READ: "查看台账",
        Permission.REGISTRY_WRITE: "修改台账",
        Permission.REPORT_READ: "查看报表",
        Permission.TASK_COMPLETE: "签收和办理任务",
        Permission.TASK_READ: "查看任务",
        Permission.TASK_REASSIGN: "转办和委派任务",
    }
)


class NotPermitted(Forbidden):
    """您的岗位不能{act}，没有产生任何变化。需要时请找本属地的管理员调整岗位。"""

    code = "not-permitted"


def may(actor: Actor, permission: Permission) -> bool:
    """Whether the actor holds the permission; the worker and the command line hold all of them.

    The worker does only what a diagram or a schedule ordered, and whoever has the command line has the machine.
    """
    return actor.kind is not ActorKind.USER or permission in actor.permissions


def authorize(actor: Actor, permission: Permission) -> None:
    """Let the actor go on, or raise `NotPermitted` naming the act in Chinese."""
    if not may(actor, permission):
        raise NotPermitted(act=permission.label, permission=permission.value)
