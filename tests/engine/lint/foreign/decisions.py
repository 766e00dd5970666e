"""Decision tables in every version of DMN, and with what other products put into them."""

_MODEL = "https://www.omg.org/spec/DMN/20191111/MODEL/"
_VERSIONS = {
    "1.1": "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "1.2": "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "1.3": _MODEL,
    "1.4": "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "1.5": "https://www.omg.org/spec/DMN/20230324/MODEL/",
    "2.0": "https://www.omg.org/spec/DMN/29990101/MODEL/",
}


def _decision(namespace: str, rule: str, policy: str = "", language: str = "") -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="{namespace}" xmlns:camunda="http://camunda.org/schema/1.0/dmn" id="d" name="DRD"
    namespace="http://camunda.org/schema/1.0/dmn" {language}>
  <inputData id="day" name="day"><variable id="v" name="day" typeRef="number"/></inputData>
  <decision id="level" name="level">
    <informationRequirement id="r"><requiredInput href="#day"/></informationRequirement>
    <decisionTable id="table" {policy}>
      <input id="i" label="days" camunda:inputVariable="day">
        <inputExpression id="ie" typeRef="number"><text>day</text></inputExpression>
      </input>
      <output id="o" name="level" typeRef="string"/>
      <rule id="r1">
        <inputEntry id="e1"><text>{rule}</text></inputEntry>
        <outputEntry id="o1"><text>"high"</text></outputEntry>
      </rule>
    </decisionTable>
  </decision>
</definitions>"""


DECISIONS = {
    **{f"dmn-{version}": _decision(namespace, "&gt; 3") for version, namespace in _VERSIONS.items()},
    "dmn-juel": _decision(_MODEL, "${x}"),
    "dmn-java": _decision(_MODEL, "-", language='expressionLanguage="java"'),
    "dmn-policy": _decision(_MODEL, "-", 'hitPolicy="SOME"'),
    "dmn-sum": _decision(_MODEL, "[1..", 'hitPolicy="COLLECT" aggregation="SUM"'),
}
"""By what is particular about each."""
