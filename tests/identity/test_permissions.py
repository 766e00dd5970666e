import re
from pathlib import Path

import pytest

from app.core.actor import Actor, ActorKind, system
from app.core.errors import Forbidden
from app.identity.permissions import NotPermitted, Permission, authorize, may
from app.identity.roles import Role, permissions_of

REFERENCE = Path(__file__).parents[2] / "docs/reference/permissions.md"
WRITES = {"write", "create", "retry", "cancel", "migrate", "start", "suspend", "complete", "reassign"}


def user(*roles: Role) -> Actor:
    return Actor(kind=ActorKind.USER, id="u1", name="值班员", permissions=permissions_of(roles))


def test_permissions_follow_the_grammar_in_alphabetical_order():
    values = [permission.value for permission in Permission]

    assert values == sorted(values)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*:[a-z]+", value) for value in values)


def test_member_names_say_the_same_as_their_values():
    for permission in Permission:
        assert permission.name == re.sub("[:-]", "_", permission.value).upper()


@pytest.mark.parametrize("permission", Permission)
def test_every_permission_has_a_chinese_label_and_a_role(permission):
    assert re.search(r"[\u4e00-\u9fff]", permission.label)
    assert any(permission in role.permissions for role in Role)


def test_authorize_lets_a_holder_go_on():
    authorize(user(Role.STAFF), Permission.TASK_COMPLETE)


def test_authorize_refuses_with_the_act_in_chinese():
    with pytest.raises(NotPermitted) as refused:
        authorize(user(Role.AUDITOR), Permission.TASK_COMPLETE)

    assert isinstance(refused.value, Forbidden)
    assert refused.value.status == 403
    assert refused.value.message == (
        "您的岗位不能签收和办理任务，没有产生任何变化。需要时请找本属地的管理员调整岗位。"
    )
    assert refused.value.details["permission"] == "task:complete"


def test_account_without_roles_may_nothing():
    assert not any(may(user(), permission) for permission in Permission)


def test_worker_and_command_line_may_everything():
    shell = Actor(kind=ActorKind.CLI, id="cli", name="命令行")

    assert all(may(actor, permission) for actor in (system(), shell) for permission in Permission)


def test_auditor_changes_nothing():
    actions = {permission.value.split(":")[1] for permission in Role.AUDITOR.permissions}

    assert not actions & WRITES


def test_administrator_works_no_task_and_sees_no_emergency():
    assert not {Permission.TASK_COMPLETE, Permission.EMERGENCY_READ} & Role.ADMINISTRATOR.permissions


def test_operator_decides_nothing():
    assert Permission.TASK_COMPLETE not in Role.OPERATOR.permissions
    assert Permission.DEPLOYMENT_CREATE not in Role.OPERATOR.permissions


def test_roles_add_up():
    both = permissions_of([Role.AUDITOR, Role.OPERATOR])

    assert both == permissions_of([Role.AUDITOR]) | permissions_of([Role.OPERATOR])


def test_reference_gives_every_permission_to_the_same_roles():
    rows = {}
    for line in REFERENCE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| `"):
            permission, label, roles = (cell.strip() for cell in line.strip("|").split("|"))
            rows[permission.strip("`")] = (label, set(filter(None, roles.replace("`", "").split(", "))))

    held = {
        permission.value: (permission.label, {role.value for role in Role if permission in role.permissions})
        for permission in Permission
    }
    assert rows == held
