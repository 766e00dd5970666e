"""Why bytes are no XML, as far as their author can do something about it."""

from app.core.texts import Text

_OTHERS = (("PK", "文件是压缩包，不是 XML"), ("{", "文件是 JSON，不是 XML"), ("[", "文件是 JSON，不是 XML"))
"""How files begin that modelers export beside their XML."""


def cause(data: bytes) -> str:
    """What is wrong with a file that no XML parser reads, in Chinese, without the place."""
    start = data[:200].decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if not start:
        return Text("文件是空的")
    for beginning, said in _OTHERS:
        if start.startswith(beginning):
            return Text(said)
    try:
        data.decode()
    except UnicodeDecodeError:
        return Text("文件的编码与它声明的不符，请用 UTF-8 重新保存")
    return Text("文件不是完整的 XML，这一行附近有错")
