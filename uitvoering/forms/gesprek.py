"""Forms of the periodieke gesprekken."""

from django import forms

from bekendmaking.forms import KnopForm
from bekendmaking.geschilforms import tekstveld
from inschrijving.forms.basis import Getalveld
from publicatie.forms.velden import DagVeld, MomentVeld


class PlanForm(KnopForm):
    knop = "Gesprek plannen"
    op = MomentVeld(label="Wanneer?")
    plaats = forms.CharField(label="Plaats of link", max_length=200)


class PuntForm(KnopForm):
    knop = "Op de agenda zetten"
    tekst = forms.CharField(
        label="Waar wilt u het over hebben?",
        max_length=300,
        help_text="Alleen u kunt dit punt weer weghalen. Noem geen cliënten.",
    )


class VerslagForm(KnopForm):
    knop = "Verslag vastleggen"
    verslag = tekstveld("Wat is er besproken en afgesproken?", 8)


class FrequentieForm(KnopForm):
    knop = "Bewaren"
    per_jaar = Getalveld(label="Hoe vaak per jaar?", decimalen=0)
    reden = tekstveld("Waarom?")


class KennisForm(KnopForm):
    knop = "Vastleggen"
    dag = DagVeld(label="Wanneer is de kennis het laatst bijgewerkt?")
    tekst = tekstveld("Wat deden uw cliëntondersteuners?")
