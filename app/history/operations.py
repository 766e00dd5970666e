"""The vocabulary of the log: `subject.verb`, alphabetical. Each has a heading in docs/reference/operations.md."""

from enum import StrEnum


class Operation(StrEnum):
    """What was done, or was refused."""

    ACCOUNT_CREATE = "account.create"
    ACCOUNT_SIGN_IN = "account.sign-in"
    ACCOUNT_SIGN_OUT = "account.sign-out"
    DEPLOYMENT_CREATE = "deployment.create"
    DEPLOYMENT_REFUSE = "deployment.refuse"
    INCIDENT_RAISE = "incident.raise"
    INCIDENT_RETRY = "incident.retry"
    INSTANCE_CANCEL = "instance.cancel"
    INSTANCE_JOB = "instance.job"
    INSTANCE_MESSAGE = "instance.message"
    INSTANCE_START = "instance.start"
    INSTANCE_TIMER = "instance.timer"
    MESSAGE_EXPIRE = "message.expire"
    PAPER_ACKNOWLEDGE = "paper.acknowledge"
    PAPER_DELIVER = "paper.deliver"
    PAPER_ISSUE = "paper.issue"
    REFUSED = "refused"
    REGISTRY_CHANGE = "registry.change"
    REGISTRY_IMPORT = "registry.import"
    REMINDER_SEND = "reminder.send"
    TASK_CLAIM = "task.claim"
    TASK_COMPLETE = "task.complete"
    TASK_DRAFT = "task.draft"
    TASK_REASSIGN = "task.reassign"
    TASK_UNCLAIM = "task.unclaim"
