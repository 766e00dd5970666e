"""T4: an error that leaves one activity also interrupts its neighbours."""

from tests.engine.driver import Driver
from tests.engine.traps.stock import Stock

NEIGHBOURS = """
process main
start s
par p
call a calls=fail {pass_}
boundary ea on=a err=E1
user fix_a "处理甲"
call b calls=stay {pass_}
boundary eb on=b err=E1
user fix_b "处理乙"
end e
s > p
p > a > e
p > b > e
ea > fix_a > e
eb > fix_b > e
process fail
start s
user u
end oops err=E1
s > u > oops
process stay
start s
user w
end e
s > w > e
"""


def test_stock_interrupts_both_neighbours() -> None:
    stock = Stock(NEIGHBOURS.format(pass_=""))

    stock.do("u")

    assert sorted(stock.open) == ["fix_a", "fix_b"]


def test_error_is_caught_on_the_activity_it_leaves() -> None:
    instance = Driver(NEIGHBOURS.format(pass_=""), process="main")

    instance.do("u")

    assert sorted(instance.open) == ["fix_a", "w"]


def test_error_goes_outward_to_the_nearest_that_catches_its_code() -> None:
    notation = """
start s
sub outer {
  start os
  sub inner {
    start ins
    user u
    end oops err=E2
    ins > u > oops
  }
  boundary other on=inner err=E1
  user wrong
  end oe
  end we
  os > inner > oe
  other > wrong > we
}
boundary any on=outer err=
user caught
end e
s > outer > e
any > caught > e
"""
    instance = Driver(notation)

    instance.do("u", x=1)

    assert instance.open == ["caught"]
    assert instance.seen("caught") == {"x": 1}


def test_error_out_of_one_instance_is_caught_on_the_multi_instance() -> None:
    notation = """
process main
start s
call act calls=force mi=forces:force in=force out=why
boundary failed on=act err=E
user repair
end e
s > act > e
failed > repair > e
process force
start s
user u
end bad err=E
s > u > bad
"""
    instance = Driver(notation, {"forces": ["A", "B"]}, process="main").do("u", of="B", why="road", junk=1)

    assert instance.open == ["repair"]
    assert instance.seen("repair") == {"forces": ["A", "B"], "why": "road"}
    assert instance.cancelled().count("u") == 1


def test_item_does_not_travel_with_an_error() -> None:
    notation = """
start s
sub outer {
  start os
  sub each mi=xs:x {
    start es
    user u
    end bad err=E
    es > u > bad
  }
  end oe
  os > each > oe
}
boundary failed on=outer err=E
user repair
end e
s > outer > e
failed > repair > e
"""
    instance = Driver(notation, {"xs": [1, 2]}).do("u", of=2, why="road")

    assert instance.seen("repair") == {"xs": [1, 2], "why": "road"}


def test_escalation_tells_the_scope_around_and_goes_on() -> None:
    notation = """
start s
sub phase {
  start ps
  throw up esc=SLOW
  user go_on
  end pe
  ps > up > go_on > pe
}
boundary told on=phase esc=SLOW nonint
user help
end e
end he
s > phase > e
told > help > he
"""
    assert sorted(Driver(notation).open) == ["go_on", "help"]
