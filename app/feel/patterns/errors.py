"""Why a pattern is refused."""

from app.core.texts import Text


class PatternError(Exception):
    """A pattern that is malformed, or beyond what linear time allows; `unsupported` tells the second."""

    def __init__(self, zh: str, en: str, *, unsupported: bool = False) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en
        self.unsupported = unsupported


def malformed(pattern: str) -> PatternError:
    """The pattern is no XPath regular expression."""
    shown = pattern[:60]
    return PatternError(
        Text("正则表达式写法不对：{shown}", shown=shown), f"malformed regular expression: {shown}"
    )


def unsupported(what: str) -> PatternError:
    """The pattern needs what a linear-time engine has not, such as a back reference."""
    return PatternError(
        Text("正则表达式不支持 {what}（反向引用、环视等），请改写", what=what),
        f"regular expressions have no {what} here (no back references, no lookaround): rewrite it",
        unsupported=True,
    )
