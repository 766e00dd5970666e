"""The worker: DBOS runs the jobs, a scanner hands over what fell due. One per process and executor name."""

import threading
from typing import Any

import structlog
from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer, SetEnqueueOptions, SetWorkflowID

from app.core.actor import system
from app.printouts.pool import RenderPool
from app.runtime.incidents import raise_incident
from app.worker.handlers import HANDLERS
from app.worker.house import House
from app.worker.queue import MANY, ONE, QUEUE, VERSION
from app.worker.scanner import Scanner

ATTEMPTS = 5
CONCURRENCY = 8

log = structlog.get_logger()


class Worker:
    """Runs until stopped. Everything it executes is idempotent: a job interrupted by a crash runs again."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._scanner = Scanner(house)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._scan, name="scanner", daemon=True)

    def start(self) -> None:
        """Launch DBOS and the scanner."""
        self._house.shared.setdefault(RenderPool, RenderPool(self._house.config.render_processes))
        DBOS(config=_config(self._house))
        register(self._house)
        DBOS.launch()
        DBOS.register_queue(
            QUEUE,
            worker_concurrency=CONCURRENCY,
            polling_interval_sec=self._house.config.poll_seconds,
            on_conflict="always_update",
        )
        self._thread.start()

    def stop(self) -> None:
        """Let running jobs end and stop."""
        self._stop.set()
        self._thread.join(timeout=10)
        DBOS.destroy(workflow_completion_timeout_sec=10)
        self._house.shared.pop(RenderPool).close()

    def _scan(self) -> None:
        while not self._stop.wait(self._house.config.scan_seconds):
            try:
                self._scanner.scan()
            except Exception:
                log.exception("scan failed")  # the next scan finds the same rows


def _config(house: House) -> DBOSConfig:
    return {
        "name": "diaoling",
        "system_database_url": house.config.url,
        "application_version": VERSION,
        "executor_id": house.config.executor,
        "serializer": DBOSPortableJSONSerializer(),
        "log_level": "WARNING",
        "enable_otlp": False,
    }


def register(house: House) -> None:
    """Tell DBOS the two workflows: one job, and many jobs of one transaction."""

    @DBOS.step(
        name="perform", retries_allowed=True, max_attempts=ATTEMPTS, interval_seconds=0.5, backoff_rate=2.0
    )
    def perform(name: str, payload: dict[str, Any]) -> None:
        HANDLERS[name](house, payload)

    @DBOS.workflow(name=ONE)
    def one(name: str, payload: dict[str, Any]) -> None:
        try:
            perform(name, payload)
        except Exception as error:
            log.exception("job failed for good", job=name, payload=payload)
            _incident(house, name, payload, error)

    @DBOS.workflow(name=MANY)
    def many(jobs: list[list[Any]]) -> None:
        for name, payload, delay, key in jobs:
            _start(one, name, payload, delay, key)


def _start(one: Any, name: str, payload: dict[str, Any], delay: float, key: str | None) -> None:
    workflow_id = f"{name}:{key}" if key else f"{DBOS.workflow_id}:{name}:{sorted(payload.items())}"
    with SetWorkflowID(workflow_id), SetEnqueueOptions(delay_seconds=delay or None):
        DBOS.enqueue_workflow(QUEUE, one, name, payload)


def _incident(house: House, name: str, payload: dict[str, Any], error: Exception) -> None:
    last = getattr(error, "errors", None) or [error]
    with house.database.transaction(system()) as ctx:
        raise_incident(ctx, last[-1], kind="job", job={"name": name, "payload": payload, **payload})
