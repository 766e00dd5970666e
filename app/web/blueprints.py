"""All pages, one blueprint per file."""

from flask import Flask

from app.web import (
    access_tokens,
    checks,
    clauses,
    compare,
    deployments,
    desktop,
    diagrams,
    draft_content,
    drafts,
    editors,
    emergencies,
    exchange,
    forces,
    handbook,
    health,
    incidents,
    languages,
    migrations,
    modifications,
    orders,
    papers,
    person,
    previews,
    printouts,
    registries,
    reports,
    reviews,
    scenarios,
    signin,
    start,
    tasks,
    trace,
    trials,
    verification,
)

PARTS = (
    access_tokens, checks, clauses, compare, deployments, desktop, diagrams, draft_content, drafts, editors,
    emergencies, exchange, forces, handbook, health, incidents, languages, migrations, modifications, orders,
    papers, person, previews, printouts, registries, reports, reviews, scenarios, signin, start, tasks, trace,
    trials, verification,
)  # fmt: skip


def init_app(app: Flask) -> None:
    """Register them."""
    for part in PARTS:
        app.register_blueprint(part.bp)
