"""What the parsers of files complain of, in Chinese: YAML (both its parsers), JSON, templates.

They speak English only. What is not known here is said in general words; the line always stands beside it.
"""

import re
from collections.abc import Iterable

from app.core.texts import Text

_Words = Iterable[tuple[str, str]]

_YAML: _Words = (
    (r"did not find expected ',' or '\]'", "方括号里的列表没有写完，缺逗号或右方括号 ]"),
    (r"did not find expected ',' or '\}'", "花括号里的键值没有写完，缺逗号或右花括号 }}"),
    (r"expected ',' or '\]'.*", "方括号里的列表没有写完，缺逗号或右方括号 ]"),
    (r"expected ',' or '\}'.*", "花括号里的键值没有写完，缺逗号或右花括号 }}"),
    (r"mapping values are not allowed.*", "这里不能再有冒号：上一行没有写完，或缩进不对，或冒号后面的文字要加引号"),
    (r"could not find expected ':'", "键的后面缺冒号"),
    (r"did not find expected key", "缩进和上面的键不一致"),
    (r"did not find expected '-' indicator", "列表的每一项要以减号加空格开头，缩进一致"),
    (r"expected <block end>.*", "缩进不一致，或者上面有引号、括号没有配对"),
    (r"did not find expected .*document start.*|expected '<document start>'.*", "前面的内容已经结束，这里多出了文字"),
    (r"found character .*that cannot start any token", "这里不能以这个符号或制表符开头：缩进请用空格，文字请加引号"),
    (r"found a tab character.*|found character '\\t'.*", "缩进请用空格，不用制表符"),
    (r"found unexpected end of stream", "引号没有配对"),
    (r"found unexpected document indicator", "引号里不能有单独一行的 --- 或 ..."),
    (r"found duplicate key.*", "同一个键写了两次"),
    (r"found undefined alias.*", "引用（*）的名称没有定义"),
    (r"found duplicate anchor.*", "同一个锚（&）写了两次"),
    (r"found unknown escape character.*", "双引号里的反斜杠写法不认得，反斜杠请写两个，或改用单引号"),
    (r"(?:block )?sequence entries are not allowed.*", "这里不能写列表的减号：缩进不对，或者上一行没有写完"),
    (r"block collections are not allowed.*|block mapping.*not allowed.*", "这里不能换行另写，请照上一行的缩进"),
    (r"could not determine a constructor for the tag.*", "不能用自定的类型标记（!）"),
    (r"(?:control|special) characters are not allowed.*|unacceptable character.*", "有看不见的控制字符，请删掉"),
    (r"did not find expected comment or line break", "引号或竖线后面只能是注释或换行"),
    (r"did not find expected node content|expected the node content.*", "这里缺内容"),
    (r"did not find expected whitespace.*", "这里缺一个空格"),
)  # fmt: skip

_JSON: _Words = (
    (r"Expecting ',' delimiter", "两项之间缺逗号，或者上一行没有写完"),
    (r"Expecting ':' delimiter", "键的后面缺冒号"),
    (r"Expecting value", "这里缺一个值，或者多了一个逗号"),
    (r"Expecting property name enclosed in double quotes", "键要放在英文双引号里；最后一项后面不能有逗号"),
    (r"Illegal trailing comma.*", "最后一项后面不能有逗号"),
    (r"Unterminated string.*", "双引号没有配对"),
    (r"Invalid control character.*", "文字里不能直接换行或用制表符，请写 \\n"),
    (r"Invalid \\+.*escape.*", "反斜杠的写法不认得，反斜杠请写两个"),
    (r"Extra data", "前面的内容已经结束，这里多出了文字"),
)  # fmt: skip

_TEMPLATE: _Words = (
    (r"Unexpected end of template.* that needs to be closed is '(\w+)'\.", "模板没有写完：缺 {{% end{a} %}}"),
    (r"unexpected end of template, expected .*", "模板没有写完：缺右括号 }}}} 或 %}}"),
    (r"Unexpected end of template.*", "模板没有写完"),
    (r"Encountered unknown tag '(\w+)'.* mistake.* closed is '(\w+)'\.", "{{% {a} %}} 之前还缺 {{% end{b} %}}"),
    (r"Encountered unknown tag '(\w+)'\..*", "没有“{a}”这种标签，可用 if、for、set、block、extends、import、macro"),
    (r"unexpected '(.+)', expected '(.+)'", "多出了 {a}，这里应当是 {b}"),
    (r"expected token 'end of print statement', got '(.+)'", "{{{{ }}}} 里多出了 {a}：两项之间可能缺运算符"),
    (r"expected token 'end of statement block', got '(.+)'", "{{% %}} 里多出了 {a}"),
    (r"expected token '(.+)', got '(.+)'", "这里应当是 {a}，却是 {b}"),
    (r"Expected an expression, got 'end of (?:print statement|statement block)'", "括号里是空的，请写变量或条件"),
    (r"Expected an expression, got '(.+)'", "这里应当是变量或值，却是 {a}"),
    (r"No filter named '(\w+)'.*", "没有“{a}”这个过滤器"),
    (r"No test named '(\w+)'.*", "没有“{a}”这个判断"),
    (r"unexpected char (.+) at \d+", "不认得的符号 {a}"),
    (r"unexpected '(.+)'", "多出了 {a}"),
    (r"Missing end of (?:comment|raw).*", "注释没有写完，缺 #}}"),
    (r"block '(\w+)' defined twice", "区块“{a}”写了两次"),
    (r"tag name expected", "{{% 后面缺标签名，如 if、for"),
    (r"can't assign to '(.+)'", "不能给“{a}”赋值"),
)  # fmt: skip


def yaml_words(problem: str | None) -> str:
    """What a YAML parser found wrong."""
    return _said(_YAML, problem, "这里不是合格的写法")


def json_words(problem: str) -> str:
    """What the JSON parser found wrong."""
    return _said(_JSON, problem, "这里不是合格的写法")


def template_words(problem: str) -> str:
    """What the template engine found wrong; words of our own pass through."""
    return problem if not problem.isascii() else _said(_TEMPLATE, problem, "这里不是合格的写法")


def _said(words: _Words, problem: str | None, otherwise: str) -> str:
    for pattern, text in words:
        if found := re.fullmatch(pattern, problem or "", re.DOTALL):
            return Text(text, **dict(zip(("a", "b"), found.groups(), strict=False)))
    return Text(otherwise)
