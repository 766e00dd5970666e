"""What an installation is made of, put together once per process: database, caches, connectors, queue."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.bundle.memory import Memory
from app.config import Config
from app.core.clock import Clock, SystemClock
from app.db.engine import open_engine
from app.db.session import Database
from app.history.log import LogHeads, record_refusal
from app.identity.passwords import Passwords
from app.printouts.connector import acknowledge_paper, issue_paper
from app.printouts.papers import PublicAddress
from app.registries.connectors import query_registry, rank_forces, write_registry
from app.registries.register import Registers
from app.repository.deployments import Programs
from app.runtime.connectors import Connectors, outside
from app.runtime.incidents import record_failure
from app.runtime.jobs import JobPort, Jobs
from app.runtime.live import LiveInstances
from app.tasks.forms import CompiledForms
from app.worker.notices import notify, record_notice
from app.worker.outgoing import export_file, record_export


@dataclass(frozen=True)
class House:
    """An installation as one process sees it."""

    config: Config
    database: Database
    shared: dict[type, Any]


def open_house(config: Config, jobs: Callable[[], Jobs], clock: Clock | None = None) -> House:
    """Put an installation together; `jobs` makes the queue that steps hand work to."""
    shared: dict[type, Any] = {
        Config: config,
        Programs: Programs(),
        LiveInstances: LiveInstances(),
        LogHeads: LogHeads(),
        Passwords: Passwords(),
        CompiledForms: CompiledForms(),
        Registers: Registers(),
        Memory: Memory(),
        Connectors: connectors(),
        PublicAddress: PublicAddress(config.verification),
        JobPort: JobPort(jobs()),
    }
    database = Database(open_engine(config.url), clock or SystemClock(), shared)
    database.failures += [record_refusal, record_failure]
    return House(config, database, shared)


def connectors() -> Connectors:
    """What the topics of service tasks do."""
    return Connectors(
        {
            "printout.acknowledge": acknowledge_paper,
            "printout.issue": issue_paper,
            "registry.query": query_registry,
            "registry.write": write_registry,
            "forces.rank": rank_forces,
            "notify": outside(notify, record_notice),
            "export.file": outside(export_file, record_export),
        }
    )
