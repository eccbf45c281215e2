"""The list of rights: one row per right, one column per role, straight from the table of partijen.permissions."""

import django_tables2 as tables
from django.utils.html import format_html

from partijen.permissions import RECHTEN, Recht
from partijen.states import Rolsoort


class Rolkolom(tables.Column):
    """Whether the role has the right."""

    def __init__(self, soort: Rolsoort):
        super().__init__(accessor="label", verbose_name=soort.label, orderable=False)
        self.soort = soort

    def render(self, record: Recht) -> str:
        if record not in RECHTEN[self.soort]:
            return "–"
        return format_html("<strong>{}</strong>", "ja")


class RechtenTabel(tables.Table):
    """Rows are members of Recht."""

    label = tables.Column(verbose_name="Wat iemand mag")

    bijschrift = "Rechten per rol"
    bijschrift_verborgen = True

    class Meta:
        empty_text = "Geen recht past hierbij."

    def __init__(self, *args, rollen: list[Rolsoort], **kwargs):
        super().__init__(*args, extra_columns=[(soort.value, Rolkolom(soort)) for soort in rollen], **kwargs)
