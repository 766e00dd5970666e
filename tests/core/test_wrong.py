"""Complaints of parsers in Chinese: each is provoked in the real parser."""

import json
import re

import pytest
import yaml
from jinja2 import Environment, TemplateSyntaxError

from app.core.wrong import json_words, template_words, yaml_words

GENERAL = "这里不是合格的写法"
YAML = (
    "a: [1", "a: {b: 1", "a: b: c", "a: 1\nb", "a: 1\n  b: 2", "a:\n  - 1\n  b: 2", "a: 'x", 'a: "\\q"', "a: @x",
    "\ta: 1", "a: *x", "a: 1\n- b", "a: !x\n  b: 1",
)  # fmt: skip
JSON = (
    '{"a" 1}',
    '{"a": 1 "b": 2}',
    '{"a": }',
    "{a: 1}",
    '{"a": 1,}',
    '{"a": "x}',
    '{"a": "\n"}',
    '"\\q"',
    "{} {}",
)
TEMPLATES = (
    "{% if a %}", "{% nope %}", "{{ a", "{{ a b }}", "{% if a b %}{% endif %}", "{{ }}", "{{ a + }}", "{{ a | nope }}",
    "{{ a ? }}", "{# a", "{% block a %}{% endblock %}{% block a %}{% endblock %}", "{% %}",
    "{{ (a }}", "{% endif %}", "{% for a of b %}{% endfor %}",
)  # fmt: skip


def complaint_of_yaml(text, loader):
    try:
        return yaml.load(text, Loader=loader), None
    except yaml.MarkedYAMLError as error:
        return None, error.problem


@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml.CSafeLoader])
@pytest.mark.parametrize("text", YAML)
def test_what_yaml_finds_wrong_is_said_in_chinese(text, loader):
    _, problem = complaint_of_yaml(text, loader)

    said = yaml_words(problem)

    assert problem
    assert said != GENERAL, problem
    assert not re.search("[A-Za-z]{3,}", said)


@pytest.mark.parametrize("text", JSON)
def test_what_json_finds_wrong_is_said_in_chinese(text):
    with pytest.raises(json.JSONDecodeError) as refused:
        json.loads(text)

    assert json_words(refused.value.msg) != GENERAL, refused.value.msg


@pytest.mark.parametrize("text", TEMPLATES)
def test_what_a_template_has_wrong_is_said_in_chinese(text):
    with pytest.raises(TemplateSyntaxError) as refused:
        Environment(autoescape=True).from_string(text)

    assert template_words(refused.value.message or "") != GENERAL, refused.value.message


def test_braces_are_shown_once():
    assert template_words(
        "Unexpected end of template. Looking for 'endif'. The innermost block that needs to be closed is 'if'."
    ) == ("模板没有写完：缺 {% endif %}")


def test_own_words_pass_and_the_unknown_is_said_in_general():
    assert template_words("没有模板 x") == "没有模板 x"
    assert yaml_words("something new") == GENERAL
    assert yaml_words(None) == GENERAL
