"""SVG elements as text. Every attribute and every text is escaped here and nowhere else."""

from html import escape

INK = "#1b1f27"
PAPER = "#ffffff"


def tag(name: str, *content: str, **attributes: object) -> str:
    """An element; `content` is markup, underscores in names of attributes stand for hyphens."""
    written = "".join(f' {key.strip("_").replace("_", "-")}="{_value(v)}"' for key, v in attributes.items())
    return f"<{name}{written}>{''.join(content)}</{name}>" if content else f"<{name}{written}/>"


def path(way: str, **attributes: object) -> str:
    """A line drawn in ink, or a figure when `fill` is given."""
    return tag("path", d=way, **{"fill": "none", "stroke": INK, **attributes})


def circle(x: float, y: float, radius: float, **attributes: object) -> str:
    """A circle drawn in ink on paper."""
    return tag("circle", cx=x, cy=y, r=radius, **{"fill": PAPER, "stroke": INK, **attributes})


def group(*content: str, **attributes: object) -> str:
    """Elements that belong together."""
    return tag("g", "".join(content), **attributes)


def text(written: str, x: float, y: float, size: float, **attributes: object) -> str:
    """One line of text, its baseline at `y`."""
    return tag("text", escape(written, quote=False), x=x, y=y, font_size=size, fill=INK, **attributes)


def number(value: float) -> str:
    """A length, to a hundredth."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _value(value: object) -> str:
    return number(value) if isinstance(value, float) else escape(str(value))
