"""The lists of the supervision."""

from datetime import datetime

import django_tables2 as tables


class TekortkomingTabel(tables.Table):
    """Heads and order; templates/uitvoering/tekortkomingtabel.html writes the rows."""

    organisatie = tables.Column(order_by="overeenkomst__inschrijving__organisatie__statutaire_naam")
    verplichting = tables.Column(verbose_name="Gaat over", orderable=False)
    sinds = tables.Column()
    termijn = tables.Column(order_by="ingebrekestelling__termijn_tot", verbose_name="Termijn tot en met")
    status = tables.Column(verbose_name="Stand", order_by="status")

    bijschrift = "Tekortkomingen"
    bijschrift_verborgen = True

    class Meta:
        template_name = "uitvoering/tekortkomingtabel.html"
        empty_text = "Er zijn geen tekortkomingen die hierbij passen."
        order_by = "-sinds"


class ControleTabel(tables.Table):
    """Heads and order; templates/uitvoering/controletabel.html writes the rows."""

    organisatie = tables.Column(order_by="overeenkomst__inschrijving__organisatie__statutaire_naam")
    soort = tables.Column()
    dag = tables.Column()
    status = tables.Column(verbose_name="Stand")

    bijschrift = "Controles"
    bijschrift_verborgen = True

    class Meta:
        template_name = "uitvoering/controletabel.html"
        empty_text = "Er zijn geen controles die hierbij passen."
        order_by = "-dag"


class AgendaTabel(tables.Table):
    """Heads and order; templates/uitvoering/agendatabel.html writes the rows. `nu`: what is late, is before it."""

    wat = tables.Column()
    van = tables.Column(verbose_name="Wie")
    aan = tables.Column(verbose_name="Voor")
    voor = tables.Column(verbose_name="Uiterlijk")

    bijschrift = "Wat er nog moet gebeuren"
    bijschrift_verborgen = True

    class Meta:
        template_name = "uitvoering/agendatabel.html"
        empty_text = "Er is niets dat hierbij past."
        order_by = "voor"

    def __init__(self, *args, nu: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.nu = nu
