"""What the task list refuses."""

from app.core.errors import Conflict, Forbidden, Invalid


class NotCandidate(Forbidden):
    """这项待办由{groups}办理，不在您的岗位。没有产生任何变化。"""

    code = "not-candidate"


class NotBySame(Forbidden):
    """“{step}”是您办的，“{task}”不能再由您办。没有产生任何变化。"""

    code = "not-by"


class ClaimedByOther(Conflict):
    """{by} 已经签收，请先请他退签或转办。"""

    code = "claimed-by-other"


class NotClaimed(Conflict):
    """您没有签收这项待办，不用退签。"""

    code = "not-claimed"


class UnknownAssignee(Invalid):
    """“{login}”不是能办这项待办的人。"""

    code = "unknown-assignee"


class ReasonMissing(Invalid):
    """请写明为什么转办，至少 2 个字。没有转出去。"""

    code = "reason-missing"


class DraftConflict(Conflict):
    """别处（{saved}）存过更新的草稿，您这里的没有覆盖它。"""

    code = "draft-conflict"


class PaceUnknown(Invalid):
    """演练的时限可以照常，或加快 {known} 倍，没有“{given}”。没有启动。"""

    code = "pace-unknown"


class NoForm(Invalid):
    """这项待办没有表单“{form}”，请报告系统管理员。"""

    code = "no-form"
