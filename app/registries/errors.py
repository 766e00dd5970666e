"""Refusals of registers."""

from app.core.errors import Conflict, Forbidden, Invalid, NotFound


class RegisterUnknown(NotFound):
    """本属地没有台账“{register}”。"""

    code = "register-unknown"


class EntryNotFound(NotFound):
    """台账里没有这一条。"""

    code = "entry-not-found"


class EntryExists(Conflict):
    """“{title}”里已有标识为“{key}”的一条，没有重复登记。请在那一条上修改。"""

    code = "entry-exists"


class EntryChanged(Conflict):
    """{who} 刚改过这一条，您的修改没有保存。请刷新后再改。"""

    code = "entry-changed"


class NotOwner(Forbidden):
    """“{title}”由{owners}维护，不在您的岗位。没有产生任何变化。"""

    code = "not-owner"


class KeyMissing(Invalid):
    """“{title}”的每一条要有{fields}，合起来不超过 64 个字，用来与别的条目区分。"""

    code = "entry-key-missing"


class SheetUnreadable(Invalid):
    """这个文件读不了：{reason}。没有导入任何内容。"""

    code = "sheet-unreadable"


class ImportRefused(Invalid):
    """{lines} 行里有 {wrong} 行不对，没有导入任何内容。请改正后再传，或选择只导入正确的行。"""

    code = "import-refused"
