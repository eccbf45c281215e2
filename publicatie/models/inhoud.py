"""What a round asks and offers: eisen, documents, criteria, diensten and its own bijlagen."""

from django.conf import settings
from django.db import models

from publicatie.models.ronde import Inkoopronde
from publicatie.states import Documentsoort, Klasse


class Minimumeis(models.Model):
    """One of the eisen 1-11 of a round, in our own words, with the paragraph it comes from."""

    ronde = models.ForeignKey(Inkoopronde, models.CASCADE, related_name="eisen")
    nummer = models.PositiveSmallIntegerField()
    thema = models.CharField("thema", max_length=120)
    titel = models.CharField(max_length=120)
    tekst = models.TextField()
    paragraaf = models.CharField("paragraaf van het kader", max_length=40)
    regionaal = models.BooleanField("beoordeeld per regio", default=False)
    aandachtspunten = models.JSONField(default=list, blank=True)
    uit_register = models.BooleanField("het contractregister zegt wie een lopende overeenkomst heeft", default=False)

    class Meta:
        ordering = ["nummer"]
        constraints = [
            models.UniqueConstraint(fields=["ronde", "nummer"], name="eis_nummer_per_ronde"),
            models.UniqueConstraint(
                fields=["ronde"],
                condition=models.Q(uit_register=True),
                name="eis_uit_register_eenmaal",
                violation_error_message="Er is al een eis die het contractregister gebruikt.",
            ),
        ]

    def __str__(self) -> str:
        return f"Eis {self.nummer}"


class Documenteis(models.Model):
    """A document that a class of organisation must hand in (2.1.1). Some are filled in on screen."""

    ronde = models.ForeignKey(Inkoopronde, models.CASCADE, related_name="documenteisen")
    klasse = models.CharField(max_length=10, choices=Klasse)
    volgnummer = models.PositiveSmallIntegerField()
    soort = models.CharField(max_length=25, choices=Documentsoort)
    titel = models.CharField(max_length=120)
    toelichting = models.TextField()
    uploaden = models.BooleanField("wordt geüpload", default=True)
    alleen_samenwerkingsverband = models.BooleanField("alleen voor een samenwerkingsverband", default=False)
    per_deelnemer = models.BooleanField("van elke deelnemer", default=False)
    heeft_datum = models.BooleanField("de datum op het document telt", default=False)

    class Meta:
        ordering = ["klasse", "volgnummer"]
        constraints = [models.UniqueConstraint(fields=["ronde", "klasse", "soort"], name="document_eenmaal_per_klasse")]


class Selectiecriterium(models.Model):
    """A criterion of step 6, in order of weight (2.1.5)."""

    ronde = models.ForeignKey(Inkoopronde, models.CASCADE, related_name="criteria")
    volgnummer = models.PositiveSmallIntegerField()
    code = models.SlugField()
    titel = models.CharField(max_length=120)
    toelichting = models.TextField(blank=True)

    class Meta:
        ordering = ["volgnummer"]
        constraints = [models.UniqueConstraint(fields=["ronde", "volgnummer"], name="criterium_volgnummer_per_ronde")]


class Dienst(models.Model):
    """A service that hours are booked on (1.5; OV art. 7)."""

    ronde = models.ForeignKey(Inkoopronde, models.CASCADE, related_name="diensten")
    nummer = models.PositiveSmallIntegerField()
    naam = models.CharField(max_length=120)
    richtminuten = models.PositiveSmallIntegerField(
        "minuten die één vraag gemiddeld duurt",
        null=True,
        blank=True,
        help_text="Alleen als daar een afspraak over is.",
    )

    class Meta:
        ordering = ["nummer"]
        constraints = [models.UniqueConstraint(fields=["ronde", "nummer"], name="dienst_nummer_per_ronde")]


class Brieftekst(models.Model):
    """The own words of a round for one passage of its letters; without a row the passage says what it says by itself.

    Which passages there are stands in bekendmaking.brieftekst.
    """

    ronde = models.ForeignKey(Inkoopronde, models.CASCADE, related_name="briefteksten")
    onderdeel = models.SlugField(max_length=40)
    tekst = models.TextField(blank=True)
    gewijzigd_door = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    gewijzigd_op = models.DateTimeField()

    class Meta:
        ordering = ["onderdeel"]
        verbose_name_plural = "briefteksten"
        constraints = [models.UniqueConstraint(fields=["ronde", "onderdeel"], name="brieftekst_eenmaal_per_onderdeel")]


class Rondedocument(models.Model):
    """A document of the round in its slot (kader, bijlage 1-5); a new version is a new row."""

    ronde = models.ForeignKey(Inkoopronde, models.CASCADE, related_name="documenten")
    slot = models.SlugField()
    titel = models.CharField(max_length=120)
    versie = models.PositiveSmallIntegerField(default=1)
    volgnummer = models.PositiveSmallIntegerField(default=0)
    verplicht = models.BooleanField("nodig om te publiceren", default=True)
    stuk = models.ForeignKey("kluis.Stuk", models.PROTECT, null=True, blank=True, related_name="+")
    adres = models.URLField("adres elders", blank=True)
    geplaatst_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["volgnummer", "-versie"]
        constraints = [models.UniqueConstraint(fields=["ronde", "slot", "versie"], name="rondedocument_versie")]
