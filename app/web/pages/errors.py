"""Pages that say what did not happen, the rule, who can, what to do now."""

from dataclasses import dataclass

from app.web.language import gettext as _
from app.web.pages.parts import Action, Crumb, Fact, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptText:
    """What the reader had written, that was not lost when the act was refused."""

    title: str
    text: str
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage:
    """`nothing_happened` is the stressed first sentence of the note, `text` the rest of it.

    `facts` are rule, who can, and limit; `reference` helps those who ask about it (request id, error code).
    """

    status: int
    title: str
    text: str = ""
    nothing_happened: str = ""
    crumbs: tuple[Crumb, ...] = ()
    facts: tuple[Fact, ...] = ()
    actions: tuple[Action, ...] = ()
    kept: KeptText | None = None
    reference: str = ""


def error_page(status: int, message: str, *, home: Link, reference: str = "") -> ErrorPage:
    """A page for a refusal of which no more is known than its sentence; `home` is where the reader goes on."""
    nothing = _("没有产生任何变化。")
    title, _stop, rest = message.partition(_("。"))
    text = f"{rest.strip().removeprefix(nothing.strip())} {_advice(status)}"
    return ErrorPage(
        status=status,
        title=title.removesuffix("，没有产生任何变化"),
        nothing_happened=nothing,
        text=text.strip(),
        actions=(Action(text=home.text, href=home.href, primary=True),),
        reference=reference,
    )


def _advice(status: int) -> str:
    return {
        400: _("请回到上一页，刷新后再做一次。"),
        403: _("这次尝试已记入操作记录。要办这件事，请找有这个岗位的人。"),
        404: _("地址可能写错了，也可能不归您所在的单位。请从待办或突发事件里找。"),
        405: _("这一步只能从页面上的按钮做。"),
        409: _("请看现在走到哪了，再决定要不要继续。"),
        413: _("文件太大，没有收下。"),
        422: _("请改好后再送一次。"),
        429: _("请稍等再试；急件先打电话，再补录。"),
    }.get(status, _("是系统的故障，已经记下。急件先打电话，再补录。"))
