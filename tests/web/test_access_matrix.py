"""Every URL × role. A route without a row fails, and so does a row without a route."""

import inspect
import re
from datetime import timedelta
from typing import get_args, get_type_hints

import pytest

# one account per role; `-` is a stranger
ROLES = {
    "-": None,
    "staff": "bureau-duty",
    "contact": "contact-cold-chain",
    "owner": "process-owner",
    "auditor": "auditor",
    "admin": "administrator",
    "operator": "operator",
}
EVERYBODY = frozenset(ROLES) - {"-"}
OPEN = frozenset(ROLES)
TOKEN = OPEN  # sessions count for nothing there and are answered 401: tests/web/test_desktop.py

# method, rule → who may. Whoever may not is refused (403); a stranger is sent to sign in
MATRIX = {
    ("GET", "/"): EVERYBODY,
    ("GET", "/clauses"): {"staff", "owner", "auditor"},
    ("GET", "/clauses/<clause_id>"): {"staff", "owner", "auditor"},
    ("GET", "/deployments"): {"owner", "auditor", "admin", "operator"},
    ("GET", "/deployments/<deployment_id>"): {"owner", "auditor", "admin", "operator"},
    ("GET", "/deployments/<deployment_id>/<process>.bpmn"): {"staff", "owner", "auditor", "operator"},
    ("GET", "/deployments/<deployment_id>/content/<path:path>"): {"owner", "auditor", "admin", "operator"},
    ("GET", "/deployments/<deployment_id>/package.zip"): {"owner", "auditor", "admin", "operator"},
    ("GET", "/deployments/<old_id>/compare/<new_id>"): {"owner", "auditor", "admin", "operator"},
    ("GET", "/drafts"): {"owner", "auditor", "admin", "operator"},
    ("GET", "/drafts/<draft_id>/check"): {"owner", "auditor", "admin", "operator"},
    ("GET", "/drafts/<draft_id>/preview/<path:path>"): {"owner"},
    ("GET", "/drafts/<draft_id>/comments/<path:path>"): {"owner", "auditor", "admin", "operator"},
    ("GET", "/drafts/<draft_id>/compare"): {"owner", "auditor", "admin", "operator"},
    ("GET", "/drafts/<draft_id>/content/<path:path>"): {"owner", "auditor", "admin", "operator"},
    ("GET", "/drafts/<draft_id>/files/<path:path>"): {"owner", "auditor", "admin", "operator"},
    ("GET", "/drafts/<draft_id>/package.zip"): {"owner", "auditor", "admin", "operator"},
    ("GET", "/drafts/<draft_id>/review"): {"owner", "auditor", "admin", "operator"},
    ("GET", "/drafts/<draft_id>/saves/<path:path>"): {"owner", "auditor", "admin", "operator"},
    ("GET", "/drafts/<draft_id>/scenarios"): {"owner", "auditor", "admin", "operator"},
    ("GET", "/drafts/<draft_id>/scenarios/state"): {"owner", "auditor", "admin", "operator"},
    ("GET", "/drafts/<draft_id>/vocabulary"): {"owner", "auditor", "admin", "operator"},
    ("GET", "/emergencies"): {"staff", "owner", "auditor", "operator"},
    ("GET", "/emergencies/<instance_id>"): {"staff", "owner", "auditor", "operator"},
    ("GET", "/emergencies/<instance_id>/modifications/<modification_id>"): {"owner", "operator"},
    ("GET", "/emergencies/<instance_id>/modify"): {"owner", "operator"},
    ("GET", "/emergencies/<instance_id>/state"): {"staff", "owner", "auditor", "operator"},
    ("GET", "/emergencies/<instance_id>/trace"): {"auditor"},
    ("GET", "/engine-rest/deployment"): TOKEN,
    ("GET", "/engine-rest/version"): TOKEN,
    ("GET", "/forces"): {"staff", "owner", "auditor"},
    ("GET", "/handbook.pdf"): {"owner", "auditor", "admin", "operator"},
    ("GET", "/healthz"): OPEN,
    ("GET", "/incidents/<incident_id>"): {"staff", "owner", "auditor", "operator"},
    ("GET", "/language/<language>"): OPEN,
    ("GET", "/me"): EVERYBODY,
    ("GET", "/migrations"): {"owner"},
    ("GET", "/migrations/<migration_id>"): {"owner"},
    ("GET", "/migrations/<migration_id>/instances/<instance_id>"): {"owner"},
    ("GET", "/migrations/new"): {"owner"},
    ("GET", "/orders/<task_id>"): {"staff", "contact"},
    ("GET", "/papers"): {"staff", "contact", "owner", "auditor"},
    ("GET", "/papers/<paper_id>"): {"staff", "contact", "owner", "auditor"},
    ("GET", "/papers/<paper_id>.pdf"): {"staff", "contact", "owner", "auditor"},
    ("GET", "/papers/<paper_id>/list.xlsx"): {"staff", "contact", "owner", "auditor"},
    ("GET", "/printouts"): {"owner", "auditor", "admin", "operator"},
    ("GET", "/printouts/<name>.pdf"): {"owner", "auditor", "admin", "operator"},
    ("GET", "/registries"): {"staff", "owner", "auditor"},
    ("GET", "/registries/<registry>"): {"staff", "owner", "auditor"},
    ("GET", "/registries/<registry>/add"): {"staff"},
    ("GET", "/registries/<registry>/entries/<entry_id>"): {"staff", "owner", "auditor"},
    ("GET", "/registries/<registry>/entries/<entry_id>/edit"): {"staff"},
    ("GET", "/registries/<registry>/export.<ending>"): {"staff", "owner", "auditor"},
    ("GET", "/registries/<registry>/import"): {"staff"},
    ("GET", "/registries/<registry>/import/template.xlsx"): {"staff"},
    ("GET", "/registries/outgoing/files"): {"staff", "owner", "auditor"},
    ("GET", "/registries/outgoing/files/<file_id>.json"): {"staff", "owner", "auditor"},
    ("GET", "/reports"): {"staff", "owner", "auditor"},
    ("GET", "/reports/<key>"): {"staff", "owner", "auditor"},
    ("GET", "/reports/<key>/report.<ending>"): {"staff", "owner", "auditor"},
    ("GET", "/sign-in"): OPEN,
    ("GET", "/start"): {"staff"},
    ("GET", "/start/<process>"): {"staff"},
    ("GET", "/static/<path:filename>"): OPEN,
    ("GET", "/tasks"): {"staff", "contact", "owner", "auditor", "operator"},
    ("GET", "/tasks/<task_id>"): {"staff", "contact", "owner", "auditor", "operator"},
    ("GET", "/tasks/<task_id>/preview"): {"staff", "contact", "owner", "auditor", "operator"},
    ("GET", "/tasks/part"): {"staff", "contact", "owner", "auditor", "operator"},
    ("GET", "/trials/<trial_id>"): {"owner"},
    ("GET", "/trials/<trial_id>/<process>.bpmn"): {"owner"},
    ("GET", "/trials/<trial_id>/start"): {"owner"},
    ("GET", "/trials/<trial_id>/tasks/<task_id>"): {"owner"},
    ("GET", "/v"): OPEN,
    ("GET", "/v/<code>"): OPEN,
    ("POST", "/deployments/<deployment_id>/roll-back"): {"owner"},
    ("POST", "/drafts"): {"owner"},
    ("POST", "/drafts/<draft_id>/check/<path:path>"): {"owner"},
    ("POST", "/drafts/<draft_id>/preview/<path:path>"): {"owner"},
    ("POST", "/drafts/<draft_id>/comments/<path:path>"): {"owner"},
    ("POST", "/drafts/<draft_id>/content/<path:path>"): {"owner"},
    ("POST", "/drafts/<draft_id>/copy"): {"owner"},
    ("POST", "/drafts/<draft_id>/discard"): {"owner"},
    ("POST", "/drafts/<draft_id>/feel"): {"owner"},
    ("POST", "/drafts/<draft_id>/import"): {"owner"},
    ("POST", "/drafts/<draft_id>/lock/<path:path>"): {"owner"},
    ("POST", "/drafts/<draft_id>/milestones"): {"owner"},
    ("POST", "/drafts/<draft_id>/milestones/<milestone_id>/back"): {"owner"},
    ("POST", "/drafts/<draft_id>/publish"): {"owner"},
    ("POST", "/drafts/<draft_id>/rebase"): {"owner"},
    ("POST", "/drafts/<draft_id>/remove"): {"owner"},
    ("POST", "/drafts/<draft_id>/resolve/<comment_id>"): {"owner"},
    ("POST", "/drafts/<draft_id>/restore"): {"owner"},
    ("POST", "/drafts/<draft_id>/return"): {"owner"},
    ("POST", "/drafts/<draft_id>/scenarios"): {"owner"},
    ("POST", "/drafts/<draft_id>/scenarios/<name>/trial"): {"owner"},
    ("POST", "/drafts/<draft_id>/settle"): {"owner"},
    ("POST", "/drafts/<draft_id>/submit"): {"owner"},
    ("POST", "/drafts/<draft_id>/trials"): {"owner"},
    ("POST", "/drafts/<draft_id>/variables/<path:path>"): {"owner"},
    ("POST", "/emergencies/<instance_id>/declare/<element>"): {"staff", "contact"},
    ("POST", "/emergencies/<instance_id>/modifications"): {"owner", "operator"},
    ("POST", "/emergencies/<instance_id>/modifications/<modification_id>/approve"): {"owner", "operator"},
    ("POST", "/emergencies/<instance_id>/modifications/<modification_id>/refuse"): {"owner", "operator"},
    ("POST", "/emergencies/<instance_id>/modify"): {"owner", "operator"},
    ("POST", "/engine-rest/deployment/create"): TOKEN,
    ("POST", "/incidents/<incident_id>/retry"): {"operator"},
    ("POST", "/migrations"): {"owner"},
    ("POST", "/migrations/<migration_id>/pause"): {"owner"},
    ("POST", "/migrations/<migration_id>/resume"): {"owner"},
    ("POST", "/migrations/<migration_id>/revert"): {"owner"},
    ("POST", "/me/keys"): EVERYBODY,
    ("POST", "/me/sign-ins/<sign_in_id>/end"): EVERYBODY,
    ("POST", "/me/tokens"): {"owner"},
    ("POST", "/me/tokens/<token_id>/revoke"): {"owner"},
    ("POST", "/papers/<paper_id>/withdraw"): {"staff"},
    ("POST", "/registries/<registry>/add"): {"staff"},
    ("POST", "/registries/<registry>/entries/<entry_id>/close"): {"staff"},
    ("POST", "/registries/<registry>/entries/<entry_id>/confirm"): {"staff"},
    ("POST", "/registries/<registry>/entries/<entry_id>/edit"): {"staff"},
    ("POST", "/registries/<registry>/import"): {"staff"},
    ("POST", "/registries/outgoing/files/<file_id>/filed"): {"staff"},
    ("POST", "/sign-in"): OPEN,
    ("POST", "/sign-out"): EVERYBODY,
    ("POST", "/start/<process>"): {"staff"},
    ("POST", "/tasks/<task_id>/claim"): {"staff", "contact"},
    ("POST", "/tasks/<task_id>/complete"): {"staff", "contact"},
    ("POST", "/tasks/<task_id>/draft"): {"staff", "contact"},
    ("POST", "/tasks/<task_id>/reassign"): {"staff"},
    ("POST", "/tasks/<task_id>/unclaim"): {"staff", "contact"},
    ("POST", "/trials/<trial_id>/answer"): {"owner"},
    ("POST", "/trials/<trial_id>/declare"): {"owner"},
    ("POST", "/trials/<trial_id>/pass"): {"owner"},
    ("POST", "/trials/<trial_id>/record"): {"owner"},
    ("POST", "/trials/<trial_id>/renew"): {"owner"},
    ("POST", "/trials/<trial_id>/restart"): {"owner"},
    ("POST", "/trials/<trial_id>/retry"): {"owner"},
    ("POST", "/trials/<trial_id>/start/<process>/<event>"): {"owner"},
    ("POST", "/trials/<trial_id>/tasks/<task_id>"): {"owner"},
    ("POST", "/trials/<trial_id>/tasks/<task_id>/attempt"): {"owner"},
    ("POST", "/trials/<trial_id>/undo"): {"owner"},
    ("POST", "/v/<code>"): OPEN,
}
VERBS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})


def routes(app):
    return {(verb, rule.rule) for rule in app.url_map.iter_rules() for verb in rule.methods & VERBS}


MAY_ANSWER_WITH_A_PAGE = {  # everything else that is posted leads on, or answers a script
    "access_tokens.add": "shows a secret this once, which goes into no address",
    "modifications.build": "shows what values of the case would do, which go into no address",
    "registries.bring_in": "reports on a file that is not kept",
    "signin.enter": "says why nobody is signed in",
    "trials.answer": "says on the trial why an act was refused, as the next ones do",
    "trials.attempt": "",
    "trials.declare": "",
    "trials.pass_time": "",
    "trials.record": "",
    "trials.renew": "",
    "trials.restart": "",
    "trials.retry": "",
    "trials.undo": "",
    "verification.compare": "speaks of a file that is not kept",
}


def test_a_press_leads_on_to_a_page_that_can_be_gone_back_to(site):
    posts = {rule.endpoint for rule in site.app.url_map.iter_rules() if "POST" in rule.methods}
    answers = {end: get_type_hints(inspect.unwrap(site.app.view_functions[end]))["return"] for end in posts}

    with_a_page = {end for end, answer in answers.items() if str in {answer, *get_args(answer)}}

    assert with_a_page == set(MAY_ANSWER_WITH_A_PAGE)


def test_every_route_has_a_row(site):
    assert routes(site.app) == set(MATRIX)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("verb", "rule"), sorted(MATRIX))
def test_a_role_reaches_what_it_may(site, verb, rule, role):
    path = rule
    for name in re.findall("<([a-z_]+)>", rule):
        path = path if name == "language" else path.replace(f"<{name}>", "nothing-of-that-name")
    path = path.replace("<language>", "zh").replace("<path:filename>", "mark.svg")
    if rule.startswith("/sign"):
        site.clock.advance(timedelta(minutes=6))  # failed sign-ins of this test slow nobody else down
        site.clients.pop(ROLES[role] or "", None)
    client = site.as_(ROLES[role])

    answer = client.open(path, method=verb, json={} if verb == "POST" else None)
    answer.close()

    if role in MATRIX[verb, rule]:
        assert answer.status_code != 403 or rule == "/sign-in"
        assert "/sign-in?next=" not in answer.headers.get("Location", "")
    elif role == "-":
        assert answer.status_code == (401 if verb == "POST" else 302)  # the posts of this test are a script's
        assert "/sign-in?next=" in (answer.json["location"] if answer.is_json else answer.headers["Location"])
    else:
        assert answer.status_code == 403
    if rule == "/sign-out":
        site.clients.pop(ROLES[role] or "", None)


def test_a_refused_page_is_in_the_log(site):
    site.as_("auditor").get("/start")

    with site.house.database.engine.connect() as connection:
        bodies = connection.exec_driver_sql(
            "SELECT body FROM operation_log WHERE operation = 'refused'"
        ).scalars()
        assert any("process-instance:start" in body for body in bodies)
