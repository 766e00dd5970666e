"""A deployment with what belongs to it: groups, sample registers, demo people."""

from collections.abc import Iterable

from app.bundle.bundle import Bundle
from app.bundle.check import require_sound
from app.db.context import Context
from app.identity.accounts import create_account, sync_groups
from app.registries.register import read_register
from app.registries.samples import sample_rows
from app.registries.writing import seed
from app.repository.deployments import create_deployment
from app.repository.models import Deployment
from app.runtime.connectors import Connectors
from app.worker.soundness import check_package


def deploy(ctx: Context, bundle: Bundle, foreign: Iterable[str] = ()) -> Deployment:
    """Check a bundle, deploy it and make its groups known; one error refuses it whole.

    `foreign` are the keys of other jurisdictions, which its diagrams may not call. Raises `BundleRefused`.
    """
    require_sound(
        bundle,
        check_package(bundle, topics=frozenset(ctx.use(Connectors)), foreign=set(foreign) - {bundle.key}),
    )
    return install(ctx, bundle)


def install(ctx: Context, bundle: Bundle) -> Deployment:
    """Deploy a bundle that was checked already, or that is only tried: its groups are made known."""
    deployment = create_deployment(ctx, bundle)
    sync_groups(ctx, bundle.key, bundle.manifest.groups.values())
    return deployment


def furnish(ctx: Context, bundle: Bundle, password: str) -> int:
    """Demo people with one password, and the package's sample rows where registers are empty."""
    for person in bundle.manifest.people:
        create_account(ctx, bundle.manifest, person, password, demo=True)
    for name, data in bundle.registry_data.items():
        registry, _, ending = name.rpartition(".")
        register = read_register(bundle, registry)
        seed(ctx, register, sample_rows(register, ending, data))
    return len(bundle.manifest.people)
