"""Steps 5 and 6: the facts per candidate, the ranking of a region and the loting."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from partijen.permissions import Recht, bevoegdheid
from selectie.states import LOTING_OVERGANGEN, OVERGANGEN, Lotingstatus, Methode, Status

GEBRUIKER = settings.AUTH_USER_MODEL


class RegioselectieQuerySet(models.QuerySet):
    def zichtbaar_voor(self, gebruiker, recht=Recht.SELECTIE_ZIEN):
        """Regions of the uitvoerders where the user has this right, once the dossiers are open."""
        uitvoerders = bevoegdheid(gebruiker).uitvoerders(recht)
        return self if uitvoerders is None else self.filter(toewijzing__uitvoerder__in=uitvoerders)


class Regioselectie(models.Model):
    """One region in one round: input frozen by two people with its hash, then the result."""

    toewijzing = models.OneToOneField("publicatie.Regiotoewijzing", models.PROTECT, related_name="selectie")
    status = models.CharField(max_length=20, choices=Status, default=Status.OPEN)
    invoer = models.JSONField("invoer van proefselectie, zoals bevroren", null=True, blank=True)
    invoer_hash = models.CharField(max_length=64, blank=True)
    voorgesteld_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    voorgesteld_op = models.DateTimeField(null=True, blank=True)
    bevroren_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    bevroren_op = models.DateTimeField(null=True, blank=True)
    uitslag = models.JSONField("uitvoer van de rangschikking", null=True, blank=True)
    vastgesteld_op = models.DateTimeField(null=True, blank=True)
    terug_gevraagd_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    terug_gevraagd_op = models.DateTimeField(null=True, blank=True)
    terugreden = models.TextField("waarom de bevriezing teruggaat", blank=True)

    OVERGANGEN = OVERGANGEN
    GEZIEN = ("invoer_hash", "terugreden", "terug_gevraagd_door_id", "terug_gevraagd_op")
    objects = RegioselectieQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "regioselecties"
        constraints = [
            models.CheckConstraint(
                name="invoer_door_twee",
                condition=Q(bevroren_door__isnull=True) | ~Q(bevroren_door=F("voorgesteld_door")),
            ),
            models.CheckConstraint(
                name="bevroren_samen",
                condition=Q(bevroren_door__isnull=True, bevroren_op__isnull=True)
                | Q(bevroren_door__isnull=False, bevroren_op__isnull=False, voorgesteld_door__isnull=False),
            ),
            models.CheckConstraint(
                name="voorgesteld_samen",
                condition=Q(voorgesteld_door__isnull=True, voorgesteld_op__isnull=True, invoer__isnull=True)
                | Q(voorgesteld_door__isnull=False, voorgesteld_op__isnull=False, invoer__isnull=False),
            ),
            models.CheckConstraint(
                name="niet_open_is_bevroren",
                condition=Q(status="open") | Q(bevroren_door__isnull=False, uitslag__isnull=False),
            ),
            models.CheckConstraint(
                name="vastgesteld_heeft_moment",
                condition=~Q(status="vastgesteld") | Q(vastgesteld_op__isnull=False),
            ),
            models.CheckConstraint(
                name="terug_gevraagd_samen",
                condition=Q(terug_gevraagd_door__isnull=True, terug_gevraagd_op__isnull=True, terugreden="")
                | Q(terug_gevraagd_door__isnull=False, terug_gevraagd_op__isnull=False) & ~Q(terugreden=""),
            ),
        ]

    @property
    def dossier_sleutel(self) -> str:
        return f"regioselectie:{self.pk}"


class Teruggezet(models.Model):
    """A frozen input that two people took back (docs/adr/0005), as it was; rows are only added."""

    regioselectie = models.ForeignKey(Regioselectie, models.PROTECT, related_name="teruggezet")
    invoer = models.JSONField()
    invoer_hash = models.CharField(max_length=64)
    uitslag = models.JSONField()
    voorgesteld_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    voorgesteld_op = models.DateTimeField()
    bevroren_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    bevroren_op = models.DateTimeField()
    reden = models.TextField()
    gevraagd_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    gevraagd_op = models.DateTimeField()
    teruggezet_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    teruggezet_op = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "teruggezette bevriezingen"
        constraints = [
            models.CheckConstraint(
                name="teruggezet_door_twee", condition=~Q(teruggezet_door=F("gevraagd_door")) & ~Q(reden="")
            )
        ]

    @property
    def dossier_sleutel(self) -> str:
        return f"regioselectie:{self.regioselectie_id}"


class Leemteoordeel(models.Model):
    """What one beoordelaar says of one party and one gap, with a reason (IK-156); two per party and gap.

    It belongs to the part of the inschrijving, so that it outlives a list of candidates that is refreshed.
    """

    regioinschrijving = models.ForeignKey(
        "inschrijving.Regioinschrijving", models.PROTECT, related_name="leemteoordelen"
    )
    leemte = models.ForeignKey("publicatie.Leemte", models.PROTECT, related_name="oordelen")
    beoordelaar = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    voorziet = models.BooleanField("voorziet in deze leemte")
    motivering = models.TextField()
    gegeven_op = models.DateTimeField()

    class Meta:
        ordering = ["gegeven_op", "pk"]
        verbose_name_plural = "leemteoordelen"
        constraints = [
            models.UniqueConstraint(
                fields=["regioinschrijving", "leemte", "beoordelaar"], name="leemteoordeel_eenmaal_per_beoordelaar"
            ),
            models.CheckConstraint(name="leemteoordeel_gemotiveerd", condition=~Q(motivering="")),
        ]


class Kandidaat(models.Model):
    """Facts of one party in one region for step 6, each with its proof or reason (IK-156 to IK-161)."""

    regioselectie = models.ForeignKey(Regioselectie, models.PROTECT, related_name="kandidaten")
    regioinschrijving = models.OneToOneField("inschrijving.Regioinschrijving", models.PROTECT, related_name="kandidaat")
    voorziet_in_leemte = models.BooleanField(null=True)
    leemte_motivering = models.TextField(blank=True)
    wlz_contract = models.BooleanField(null=True)
    wlz_contract_bewijs = models.TextField(blank=True)
    wmo_contract = models.BooleanField(null=True)
    wmo_contract_bewijs = models.TextField(blank=True)
    anderszins = models.BooleanField(null=True)
    anderszins_bewijs = models.TextField(blank=True)
    clientondersteuners = models.PositiveIntegerField(null=True, blank=True)
    geregistreerd = models.PositiveIntegerField(null=True, blank=True)
    aandeel_toelichting = models.TextField("waarom de aantallen afwijken van de lijst", blank=True)

    class Meta:
        verbose_name_plural = "kandidaten"
        constraints = [
            models.CheckConstraint(
                name="kandidaat_aandeel",
                condition=Q(geregistreerd__isnull=True)
                | Q(clientondersteuners__gte=1, geregistreerd__lte=F("clientondersteuners")),
            )
        ]

    @property
    def dossier_sleutel(self) -> str:
        return f"regioselectie:{self.regioselectie_id}"


class LotingQuerySet(models.QuerySet):
    def zichtbaar_voor(self, gebruiker, recht=Recht.LOTING_ZIEN):
        """Lotingen at the uitvoerders where the user has this right."""
        uitvoerders = bevoegdheid(gebruiker).uitvoerders(recht)
        return self if uitvoerders is None else self.filter(regioselectie__toewijzing__uitvoerder__in=uitvoerders)


class Loting(models.Model):
    """A draw among the equal candidates over the cut, by a notaris (IK-164 to IK-166, A46, A47).

    A withdrawn one keeps its row and its number; the selection of a region has at most one that is not withdrawn. A
    herziening can ask for another, among others or for another number of places (docs/adr/0006).
    """

    regioselectie = models.ForeignKey(Regioselectie, models.PROTECT, related_name="lotingen")
    status = models.CharField(max_length=15, choices=Lotingstatus, default=Lotingstatus.KLAARGEZET)
    herzien_hash = models.CharField("sha256 van de herziene invoer waarop zij rust", max_length=64, blank=True)
    deelnemers = models.JSONField("kenmerken, gesorteerd")
    deelnemers_hash = models.CharField(max_length=64)
    plaatsen = models.PositiveSmallIntegerField()
    methode = models.CharField(max_length=10, choices=Methode, default=Methode.HAND)
    aangekondigde_bronnen = models.JSONField("omschrijving per bron, vooraf", default=list, blank=True)
    eerdere_bronnen = models.JSONField("genoemd voor een eerder moment", default=list, blank=True)
    klaargezet_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    klaargezet_op = models.DateTimeField()
    plaats = models.CharField("waar de notaris loot", max_length=200)
    trekking_op = models.DateTimeField("wanneer de notaris loot; eerder bestaat er geen toeval")
    uitnodiging = models.PositiveSmallIntegerField("nummer van de laatste uitnodiging", default=1)
    bronnen = models.JSONField("waarden per bron", null=True, blank=True)
    vindplaatsen = models.JSONField("waar de waarden te vinden zijn, per bron", default=list, blank=True)
    volgorde = models.JSONField("kenmerken, eerst getrokken eerst", null=True, blank=True)
    getrokken_op = models.DateField(null=True, blank=True)
    notaris = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    notaris_naam = models.CharField("naam en plaats van de notaris", max_length=120, blank=True)
    ingevoerd_op = models.DateTimeField(null=True, blank=True)
    proces_verbaal = models.ForeignKey("kluis.Stuk", models.PROTECT, null=True, blank=True, related_name="+")
    verslag = models.ForeignKey(
        "kluis.Stuk", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="gemaakt proces-verbaal"
    )
    terugreden = models.TextField("waarom de invoer terugging naar de notaris", blank=True)
    bevestigd_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    bevestigd_op = models.DateTimeField(null=True, blank=True)
    teruggezet = models.OneToOneField(
        Teruggezet, models.PROTECT, null=True, blank=True, related_name="loting", verbose_name="ingetrokken met"
    )

    OVERGANGEN = LOTING_OVERGANGEN
    GEZIEN = (
        *("volgorde", "bronnen", "vindplaatsen", "getrokken_op", "notaris_naam"),
        *("notaris_id", "ingevoerd_op", "proces_verbaal_id", "verslag_id"),
    )
    objects = LotingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "lotingen"
        constraints = [
            models.CheckConstraint(
                name="loting_ingevoerd_volledig",
                condition=Q(status__in=["klaargezet", "ingetrokken"])
                | Q(
                    notaris__isnull=False,
                    volgorde__isnull=False,
                    getrokken_op__isnull=False,
                    proces_verbaal__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="loting_bevestigd_door_ander",
                condition=Q(bevestigd_door__isnull=True) | ~Q(bevestigd_door=F("notaris")),
            ),
            models.CheckConstraint(
                name="loting_bevestigd_samen",
                condition=Q(bevestigd_door__isnull=True, bevestigd_op__isnull=True)
                | Q(bevestigd_door__isnull=False, bevestigd_op__isnull=False),
            ),
            models.CheckConstraint(
                name="loting_bevestigd_door_iemand",
                condition=~Q(status="bevestigd") | Q(bevestigd_door__isnull=False),
            ),
            models.CheckConstraint(
                name="loting_ingetrokken_zonder_uitslag",
                condition=~Q(status="ingetrokken") | Q(teruggezet__isnull=False, volgorde__isnull=True),
            ),
            models.UniqueConstraint(
                name="loting_een_per_regio",
                fields=["regioselectie"],
                condition=~Q(status="ingetrokken") & Q(herzien_hash=""),
            ),
            models.UniqueConstraint(
                name="loting_eenmaal_per_groep",
                fields=["regioselectie", "deelnemers_hash", "plaatsen"],
                condition=~Q(status="ingetrokken"),
            ),
        ]

    @property
    def dossier_sleutel(self) -> str:
        return f"regioselectie:{self.regioselectie_id}"

    @property
    def kenmerk(self) -> str:
        """The number under which everyone knows this loting; it is never given twice."""
        return f"LOTING-{self.pk}"
