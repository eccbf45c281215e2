"""The lists of the supervision."""

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
