"""What can be wrong with a paper: its folder, its data, its template, its fonts, its rendering."""

from collections.abc import Iterable

from app.core.errors import DomainError, Invalid, NotFound


class PrintoutNotFound(NotFound):
    """没有名为「{name}」的文书：请在 printouts/{jurisdiction}/ 或 printouts/common/ 下建立同名文件夹。"""

    code = "printout-not-found"


class PrintoutBroken(Invalid):
    """{file} 第 {line} 行：{reason}。"""

    code = "printout-broken"


class TemplateBroken(Invalid):
    """文书模板 {file} 第 {line} 行：{reason}。"""

    code = "printout-template-broken"


class PaperIncomplete(Invalid):
    """文书还缺内容，不能签发：{missing}。请补全后重试。"""

    code = "paper-incomplete"

    def __init__(self, missing: Iterable[str]) -> None:
        super().__init__(missing="、".join(missing))


class PaperInvalid(Invalid):
    """文书内容有误，不能签发：{reason}。"""

    code = "paper-invalid"


class GlyphMissing(Invalid):
    """字体里没有这些字：{characters}。请改写，或把收有这些字的字体放进 fonts/site/ 后重试。"""

    code = "glyph-missing"

    def __init__(self, characters: Iterable[str]) -> None:
        self.characters = tuple(sorted(set(characters)))
        super().__init__(characters="、".join(f"“{c}”（U+{ord(c):04X}）" for c in self.characters))


class PaperTooLarge(Invalid):
    """文书太大：{reason}。请精简内容或改作附件后重试。"""

    code = "paper-too-large"


class ResourceRefused(Invalid):
    """文书不能取用外部资源“{url}”：只许 data: 和文书文件夹里的图片（asset:文件名）。"""

    code = "paper-resource-refused"


class SealRefused(Invalid):
    """印章图片不合用：{reason}。"""

    code = "seal-refused"


class FontsMissing(DomainError):
    """文书排不了版，缺：{what}。请运行：{command}"""

    code = "fonts-missing"
    status = 503


class RenderFailed(DomainError):
    """文书没有排出来：{reason}。编号和内容都在，可以重试。"""

    code = "render-failed"
    status = 503
