"""Every mapped table, imported so that the metadata is whole."""

from app.history import models as history
from app.identity import models as identity
from app.printouts import models as printouts
from app.registries import models as registries
from app.repository import models as repository
from app.runtime import change_models as changes
from app.runtime import models as runtime
from app.tasks import models as tasks
from app.worker import models as worker
from app.worker import notices, outgoing

MODULES = (
    changes,
    history,
    identity,
    notices,
    outgoing,
    printouts,
    registries,
    repository,
    runtime,
    tasks,
    worker,
)
