"""Operations of a migration that makes a whole room (docs/databases.md)."""

from itertools import groupby

from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation


class MaakTabellen(Operation):
    """What each CreateModel of `tabellen` does, in that order.

    For every single one Django would draw all models that are related to it anew; here that is done once.
    """

    def __init__(self, tabellen):
        self.tabellen = tabellen

    def state_forwards(self, app_label, state):
        vars(state).pop("apps", None)  # drawn again when it is next asked for
        for tabel in self.tabellen:
            tabel.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for tabel in self.tabellen:
            tabel.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for tabel in reversed(self.tabellen):
            tabel.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Create {len(self.tabellen)} models"


def samen(operaties):
    """The operations of a migration, with every row of CreateModels as one MaakTabellen."""
    uit = []
    for is_tabel, rij in groupby(operaties, lambda operatie: isinstance(operatie, CreateModel)):
        groep = list(rij)
        uit += [MaakTabellen(groep)] if is_tabel else groep
    return uit
