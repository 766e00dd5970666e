"""All pages, one blueprint per file."""

from flask import Flask

from app.web import (
    access_tokens,
    checks,
    clauses,
    desktop,
    diagrams,
    draft_content,
    editors,
    emergencies,
    forces,
    handbook,
    health,
    incidents,
    languages,
    orders,
    papers,
    person,
    previews,
    printouts,
    registries,
    reports,
    signin,
    start,
    tasks,
    trace,
    verification,
)

PARTS = (
    access_tokens, checks, clauses, desktop, diagrams, draft_content, editors, emergencies, forces, handbook, health,
    incidents, languages, orders, papers, person, previews, printouts, registries, reports, signin, start, tasks,
    trace, verification,
)  # fmt: skip


def init_app(app: Flask) -> None:
    """Register them."""
    for part in PARTS:
        app.register_blueprint(part.bp)
