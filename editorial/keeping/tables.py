"""TABLES: which tables a bundle carries, in which state of the schema, and which it leaves out."""

from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from editorial.keeping.refusal import Refused

# Made anew by ``migrate``, ``rebuild_search`` or the worker, or a secret that must not travel:
# open sessions, failed log-ins, keys of second factors. All else is carried.
LEFT_OUT = {
    "contenttypes.contenttype",
    "auth.permission",
    "auth.group_permissions",
    "sessions.session",
    "editorial.entry",
    "editorial.leaf",
    "editorial.mention",
    "editorial.posting",
    "editorial.shelf",
    "editorial.sound",
    "editorial.signinfailure",
    "editorial.worker",
    "otp_static.staticdevice",
    "otp_static.statictoken",
    "otp_totp.totpdevice",
}
# What an installation holds before anybody has worked in it.
THERE_FROM_THE_START = {
    "auth.group",
    "auth.group_permissions",
    "auth.permission",
    "contenttypes.contenttype",
    "editorial.publication",
    "editorial.section",
}
# Of these, what each database numbers by itself; rows name them by nature.
NUMBERED_HERE = {"auth.permission", "contenttypes.contenttype"}
BEHIND = "数据库还没有升级到这一版，请先运行 manage.py migrate，再来一次。"


def carried() -> list:
    """The models of the tables that go into a bundle, by name."""
    return sorted((m for m in _all(apps) if label(m) not in LEFT_OUT), key=label)


def _all(registry) -> list:
    return [
        model
        for model in registry.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]


def label(model) -> str:
    return model._meta.label_lower


def schema() -> dict[str, str]:
    """App → its newest migration, all of them applied; otherwise ``Refused``."""
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    if executor.migration_plan(leaves):
        raise Refused(BEHIND)
    return dict(leaves)


def is_blank() -> bool:
    """Whether this database has never been migrated."""
    return not MigrationRecorder(connection).applied_migrations()


def models_at(state: dict[str, str]) -> dict[str, type]:
    """Label → model as it was in that state of the schema."""
    loader = MigrationExecutor(connection).loader
    return {label(model): model for model in _all(loader.project_state(_known(loader, state)).apps)}


def _known(loader, state) -> list[tuple[str, str]]:
    return [node for node in state.items() if node in loader.graph.nodes]


def unknown_in(state: dict[str, str]) -> list[str]:
    """Migrations of a bundle that this release has never heard of."""
    loader = MigrationExecutor(connection).loader
    return [f"{app}.{name}" for app, name in state.items() if (app, name) not in loader.graph.nodes]


def migrate_to(state: dict[str, str]) -> None:
    """Bring a blank database into that state."""
    executor = MigrationExecutor(connection)
    executor.migrate(_known(executor.loader, state))


def is_at(state: dict[str, str]) -> bool:
    """Whether the database stands in exactly that state."""
    executor = MigrationExecutor(connection)
    plan = MigrationExecutor(connection).loader.graph
    wanted = {node for leaf in state.items() for node in plan.forwards_plan(leaf)}
    return set(executor.loader.applied_migrations) & set(plan.nodes) == wanted
