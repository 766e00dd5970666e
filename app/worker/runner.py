"""The worker: DBOS runs the jobs, a scanner hands over what fell due. One per process."""

import threading
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import structlog
from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer, SetEnqueueOptions, SetWorkflowID

from app.config import Config
from app.printouts.pool import RenderPool
from app.worker.executor import executor_name
from app.worker.failures import UnknownJob, give_up
from app.worker.handlers import perform
from app.worker.house import House
from app.worker.keeper import Keeper
from app.worker.queue import APPLICATION, MANY, ONE, QUEUES, VERSION, Queue, queue_of
from app.worker.scanner import Scanner

GRACE_SECONDS = 5
RECOVERIES = 10  # a job that took its process down so often is lost, and said to be

log = structlog.get_logger()


class Worker:
    """Runs until stopped. Everything it executes is idempotent: a job interrupted by a crash runs again."""

    def __init__(self, house: House, keeper: Callable[[House, str], Keeper] = Keeper) -> None:
        self._house = house
        self._make_keeper = keeper
        self._stop = threading.Event()
        self._resources = ExitStack()
        self.executor = ""

    def start(self) -> None:
        """Launch DBOS, the scanner and the keeper."""
        with ExitStack() as building:
            self.executor = building.enter_context(executor_name(self._house.config))
            building.callback(self._house.shared.pop, RenderPool, None)
            pool = building.enter_context(RenderPool(self._house.config.render_processes))
            self._house.shared[RenderPool] = pool
            keeper, scanner = (
                self._make_keeper(self._house, self.executor),
                Scanner(self._house, self.executor),
            )
            keeper.beat()  # before a job is taken: nobody may think it an orphan
            building.callback(keeper.say_goodbye)
            building.callback(
                DBOS.destroy, destroy_registry=True, workflow_completion_timeout_sec=GRACE_SECONDS
            )
            launch(self._house, self.executor)
            building.callback(scanner.give_up)
            self._run("scanner", scanner.scan, self._house.config.scan_seconds, building)
            self._run("keeper", keeper.keep, 1.0, building)
            building.callback(self._stop.set)
            self._resources = building.pop_all()

    def stop(self) -> None:
        """Let running jobs end within the grace, then leave; what was cut off runs again at the next start."""
        self._resources.close()

    def _run(self, name: str, act: Callable[[], object], seconds: float, until: ExitStack) -> None:
        """Call it again and again in a thread of its own."""

        def loop() -> None:
            while not self._stop.wait(seconds):
                try:
                    act()
                except Exception:
                    log.exception("failed; the next round finds the same rows", loop=name)

        thread = threading.Thread(target=loop, name=name, daemon=True)
        thread.start()
        until.callback(thread.join, 10.0)


def launch(house: House, executor: str) -> None:
    """Start DBOS under that name with our workflows and queues."""
    DBOS(config=_config(house, executor))
    _register(house)
    DBOS.launch()
    for queue in QUEUES:
        DBOS.register_queue(
            queue.name,
            worker_concurrency=queue.at_once,  # without it a backlog makes as many threads
            polling_interval_sec=house.config.poll_seconds * queue.slack,
            on_conflict="always_update",
        )


def _config(house: House, executor: str) -> DBOSConfig:
    return {
        "name": APPLICATION,
        "system_database_url": house.config.url,
        "application_version": VERSION,
        "executor_id": executor,
        "serializer": DBOSPortableJSONSerializer(),
        "log_level": "WARNING",
        "enable_otlp": False,
    }


def _register(house: House) -> None:
    """Tell DBOS the two workflows: one job, and many jobs of one transaction."""

    @DBOS.workflow(name=ONE, max_recovery_attempts=RECOVERIES)
    def one(name: str, payload: dict[str, Any]) -> None:
        try:
            DBOS.run_step(_patience(house.config, queue_of(name)), perform, house, name, payload)
        except Exception as error:
            cause = (getattr(error, "errors", None) or [error])[-1]
            log.exception("job failed for good", job=name, payload=payload, exc_info=cause)
            give_up(house, name, payload, cause)

    @DBOS.workflow(name=MANY, max_recovery_attempts=RECOVERIES)
    def many(jobs: list[list[Any]]) -> None:
        for name, payload, delay, key in jobs:
            part = f"{name}:{key}" if key else f"{DBOS.workflow_id}:{name}:{sorted(payload.items())}"
            with SetWorkflowID(part), SetEnqueueOptions(delay_seconds=delay or None):
                DBOS.enqueue_workflow(queue_of(name).name, one, name, payload)


def _patience(config: Config, queue: Queue) -> Any:
    return {
        "name": "perform",
        "retries_allowed": True,
        "max_attempts": queue.attempts,
        "interval_seconds": config.retry_seconds * queue.patience,
        "backoff_rate": 2.0,
        "should_retry": lambda error: not isinstance(error, UnknownJob),
    }
