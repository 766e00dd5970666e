"""Context functions (DMN 1.5, 10.3.4.10)."""

from app.feel.builtins.registry import builtin
from app.feel.errors import warn
from app.feel.limits import current_run
from app.feel.values.kinds import Value

_Context = dict[str, Value]


@builtin("get value(m: context, key: string)")
def get_value(context: _Context, key: str) -> Value:
    """The value of that entry."""
    if key not in context:
        return warn(f"上下文没有“{key}”", f"the context has no “{key}”")
    return context[key]


@builtin("get entries(m: context)")
def get_entries(context: _Context) -> list[Value]:
    """A list of `{key, value}` for each entry."""
    current_run().items(len(context))
    return [{"key": key, "value": value} for key, value in context.items()]


@builtin("context(entries: list)")
def context(entries: list[Value]) -> Value:
    """The context of a list of `{key, value}`; null when a key comes twice or is no string."""
    current_run().items(len(entries))
    result: _Context = {}
    for entry in entries:
        key = entry.get("key") if isinstance(entry, dict) else None
        if not isinstance(key, str) or "value" not in entry or key in result:
            return warn("各项应为不重复的 {key, value}", "each entry must be {key, value} with its own key")
        result[key] = entry["value"]
    return result


@builtin("context put(context: context, key: string, value)")
def context_put(context: _Context, key: str, value: Value) -> _Context:
    """The context with that entry added or replaced."""
    current_run().items(len(context) + 1)
    return {**context, key: value}


@builtin("context put(context: context, keys: list, value)")
def context_put_deep(context: _Context, keys: list[Value], value: Value) -> Value:
    """The context with an entry of an inner context added or replaced, by the way of keys to it."""
    if not keys or not isinstance(keys[0], str):
        return warn("键应为文字", "keys must be strings")
    if len(keys) == 1:
        return context_put(context, keys[0], value)
    inner = context.get(keys[0])
    if not isinstance(inner, dict):
        return warn(f"“{keys[0]}”不是上下文", f"“{keys[0]}” is no context")
    put = context_put_deep(inner, keys[1:], value)
    return None if put is None else context_put(context, keys[0], put)


@builtin("context merge(contexts: list)")
def context_merge(contexts: list[Value]) -> Value:
    """All entries of the contexts, the last of a name prevailing."""
    merged: _Context = {}
    for part in contexts:
        if not isinstance(part, dict):
            return warn("只能合并上下文", "only contexts can be merged")
        current_run().items(len(part))
        merged.update(part)
    return merged
