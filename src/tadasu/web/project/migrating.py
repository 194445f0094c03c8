"""A new database in a tenth of the time. Django builds nearly all classes of models anew for each step of a migration, since
every model of ours points at organisations and people, and so is related to every other: seven hundred steps, fifty thousand
classes. A step needs the class that it changes and those that point at it. What needs all of them (a step in Python, the end)
has Django build them whole, as after its own delayed steps.

How the classes of the history are built changes, what is done to the database does not: a test holds both against each other.
"""

from typing import Any

from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState


class NearState(ProjectState):
    """The models of the history. With one are built anew those that point at it, not those at which it points."""

    is_delayed: bool

    def clone(self) -> "NearState":
        """Of the same kind."""
        found = super().clone()
        found.__class__ = NearState
        assert isinstance(found, NearState)
        return found

    def _find_reload_model(self, app_label: str, model_name: str, delay: bool = False) -> set[tuple[str, str]]:
        self.is_delayed = True
        found = {(app_label, model_name)}
        try:
            before = self.apps.get_model(app_label, model_name)
        except LookupError:
            return found
        pointing = (one.related_model for one in before._meta.get_fields(include_hidden=True) if one.auto_created)
        return found | {(one._meta.app_label, str(one._meta.model_name)) for one in pointing if one is not None}


class NearExecutor(MigrationExecutor):
    """Runs migrations over such a state."""

    def _create_project_state(self, with_applied_migrations: bool = False) -> ProjectState:
        django: Any = super()
        made: ProjectState = django._create_project_state(with_applied_migrations)
        made.__class__ = NearState
        return made
