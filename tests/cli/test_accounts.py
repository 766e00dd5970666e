"""The first accounts of an installation, and the end of its demo people."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.bundle.manifest import Person
from app.core.actor import system
from app.identity.accounts import LoginTaken, account_by_password, actor_of, create_account
from app.identity.models import Account
from app.repository.deployments import current
from app.worker.house import House
from tests.cli.conftest import Run

PASSWORD = "correct horse battery"
ANN = ("account", "create", "testland", "ann", "--name", "值班员", "--unit", "bureau", "--password", PASSWORD)


def _account(house: House, login: str) -> Account:
    with house.database.reading(system()) as ctx:
        return ctx.session.scalars(select(Account).where(Account.login == login)).one()


@pytest.mark.usefixtures("testland")
def test_created_account_signs_in_with_its_groups_and_roles(run: Run, house: House) -> None:
    result = run(*ANN, "--group", "staff", "--role", "auditor", "--email", "ann@example.org")

    assert (result.exit_code, result.output) == (0, "已开设 ann（值班员）。\n")
    with house.database.transaction(system("testland")) as ctx:
        account = account_by_password(ctx, "ann", PASSWORD, ())
        assert (account.demo, account.email, account.roles) == (False, "ann@example.org", ["auditor"])
        assert actor_of(ctx, account).groups == {"staff"}


@pytest.mark.usefixtures("testland")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--group", "nobody"), "没有候选组 nobody。有：staff、chiefs"),
        (("--role", "king"), "没有角色 king。有：administrator"),
        (("--unit", "moon"), "没有单位 moon。有：bureau"),
        (("--password", "short"), "密码"),
    ],
)
def test_what_the_package_does_not_know_is_refused(
    run: Run, house: House, words: tuple[str, ...], said: str
) -> None:
    result = run(*ANN, *words)

    assert result.exit_code == 1
    assert said in result.output
    with house.database.reading(system()) as ctx:
        assert ctx.session.scalars(select(Account)).all() == []


@pytest.mark.usefixtures("testland")
def test_taken_login_keeps_its_account(run: Run, house: House) -> None:
    run(*ANN)

    result = run(*ANN, "--name", "别人")

    assert (result.exit_code, result.output) == (1, "Error: 账号 ann 已经有了，请换一个登录名。\n")
    assert _account(house, "ann").name == "值班员"


def test_jurisdiction_that_is_not_deployed_is_told(run: Run) -> None:
    result = run(*ANN)

    assert (result.exit_code, result.output) == (1, "Error: 没有部署“testland”。\n")


@pytest.mark.usefixtures("testland")
def test_disabled_demo_people_are_signed_out_and_logged(run: Run, house: House) -> None:
    run(*ANN)
    with house.database.transaction(system("testland")) as ctx:
        person = Person("demo", "演示", "bureau", ("staff",), ())
        create_account(ctx, current(ctx, "testland").bundle.manifest, person, PASSWORD, demo=True)

    results = [run("account", "disable-demo").output for _ in range(2)]

    assert results == ["已停用 1 个演示账号。\n", "已停用 0 个演示账号。\n"]
    assert (_account(house, "demo").active, _account(house, "demo").epoch) == (False, 1)
    assert _account(house, "ann").active


@pytest.mark.usefixtures("testland")
def test_package_takes_no_account_of_another_jurisdiction_over(run: Run, house: House) -> None:
    run(*ANN)
    with house.database.transaction(system("testland")) as ctx:
        elsewhere = replace(current(ctx, "testland").bundle.manifest, key="elsewhere")
        king = Person(login="ann", name="甲", unit="bureau", groups=(), roles=("administrator",))

        with pytest.raises(LoginTaken):
            create_account(ctx, elsewhere, king, PASSWORD, demo=True)

    assert (_account(house, "ann").jurisdiction, _account(house, "ann").roles) == ("testland", ["staff"])
