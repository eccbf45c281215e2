"""A small finished round: dossiers judged, indeling confirmed, selections fixed; ready for letters.

Verdicts and selections are written as rows here; how they come about is tested in their own rooms.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from bekendmaking import actions
from bekendmaking.models import Brief
from beoordeling.models import Classificatie, Eisoordeel, Regiobeoordeling
from beoordeling.states import Indeling, Oordeel
from beoordeling.states import Status as Beoordeeld
from inschrijving.models import Inschrijving, Regioinschrijving
from kern.klok import AMSTERDAM, om
from partijen.models import Gebruiker
from partijen.states import Rolsoort
from publicatie.models import Regiobudget
from selectie import invoer, rules
from selectie.feiten import als_regio, hash_van
from selectie.models import Loting, Regioselectie
from tests.factories import GebruikerFactory, RolFactory, StukFactory, WlzUitvoerderFactory, zet_klok
from tests.factories_inschrijving import IndieningFactory, InschrijvingFactory, kleine_ronde
from tests.onthoud import onthoud

BESTAAND, NIEUW, VOLDOET_NIET = "bestaand", "nieuw", "voldoet_niet"
MOTIVERING = "In Utrecht 2 is niemand van u bereikbaar."
KAN_GEEN_PLAATS_KRIJGEN = {"voorziet_in_leemte": False, "ervaring": [], "clientondersteuners": 3, "geregistreerd": 0}


class Toneel:
    """One uitvoerder with three regions, two inkopers and a manager; `dossier` adds an organisation."""

    def __init__(self, moment: str = "2017-09-11 10:00", uitvoerder=None, ronde=None, **velden):
        zet_klok(moment)
        self.uitvoerder = uitvoerder or WlzUitvoerderFactory(
            zorgkantoor="Zorgkantoor IJsvogel", kleur="#0f5f6e", bezwaar_email="bezwaar@ijsvogel.example"
        )
        self.ronde = ronde or kleine_ronde(uitvoerder=self.uitvoerder, **velden)
        self.ronde.refresh_from_db()
        self.inkoper = self.persoon(Rolsoort.INKOPER)
        self.manager = self.persoon(Rolsoort.INKOOPMANAGER)
        self.behandelaar = self.persoon(Rolsoort.INKOPER)  # judges nothing

    @classmethod
    def rond(cls, dossier: Inschrijving) -> "Toneel":
        """The stage around rows that were put back (tests/onthoud.py)."""
        toneel = cls.__new__(cls)
        toneel.uitvoerder, toneel.ronde = dossier.uitvoerder, dossier.ronde
        mensen = [rol.gebruiker for rol in dossier.uitvoerder.rollen.order_by("pk")]
        toneel.inkoper, toneel.manager, toneel.behandelaar = mensen[:3]
        return toneel

    def persoon(self, soort: str) -> Gebruiker:
        return RolFactory(bij_uitvoerder=True, soort=soort, uitvoerder=self.uitvoerder).gebruiker

    def dossier(self, regios: Mapping[str, str] | None = None, **velden) -> Inschrijving:
        """An opened dossier with per region its kind: bestaand, nieuw, or voldoet_niet (eis 8)."""
        basis = {"status": "geopend", "email": "bestuur@kiekendief.example"}
        dossier = InschrijvingFactory(ronde=self.ronde, uitvoerder=self.uitvoerder, **basis | velden)
        IndieningFactory(inschrijving=dossier, aangekomen_op=datetime(2017, 7, 30, 15, 0, tzinfo=AMSTERDAM))
        for naam, soort in (regios or {"Utrecht": BESTAAND}).items():
            self._regio(dossier, naam, soort)
        return dossier

    def _regio(self, dossier: Inschrijving, naam: str, soort: str) -> Regioinschrijving:
        regio = Regioinschrijving.objects.create(
            inschrijving=dossier, toewijzing=self.toewijzing(naam), klasse=NIEUW, clienten=100, uren=Decimal(1000)
        )
        afgewezen = soort == VOLDOET_NIET
        status = Beoordeeld.VOLDOET_NIET if afgewezen else Beoordeeld.VOLDOET
        Regiobeoordeling.objects.create(regioinschrijving=regio, status=status)
        indeling = Indeling.BESTAAND if soort == BESTAAND else Indeling.NIEUW_IN_REGIO
        Classificatie.objects.create(
            regioinschrijving=regio,
            voorstel=indeling,
            voorstel_reden="Volgens het contractregister.",
            indeling=indeling,
            bevestigd_door=self.inkoper,
            bevestigd_op=dossier.begonnen_op,
        )
        if afgewezen:
            self.wijs_af(regio, 8, MOTIVERING)
        return regio

    def wijs_af(self, regio: Regioinschrijving, nummer: int, motivering: str) -> None:
        """Two people find that an eis is not met."""
        eis = self.ronde.eisen.get(nummer=nummer)
        for beoordelaar in (self.inkoper, self.manager):
            Eisoordeel.objects.create(
                inschrijving=regio.inschrijving,
                eis=eis,
                regioinschrijving=regio if eis.regionaal else None,
                beoordelaar=beoordelaar,
                oordeel=Oordeel.VOLDOET_NIET,
                motivering=motivering,
                gegeven_op=regio.inschrijving.begonnen_op,
            )

    def toewijzing(self, naam: str):
        return self.ronde.toewijzingen.get(regio__naam=naam)

    def budget(self, naam: str, bedrag: str) -> None:
        Regiobudget.objects.create(toewijzing=self.toewijzing(naam), jaar=2018, bedrag=Decimal(bedrag))

    def stel_vast(self, naam: str, *, loting: list[str] | None = None, feiten: Mapping[str, dict] | None = None):
        """Fix the selection of a region as its verdicts are now; `feiten` per kenmerk, `loting` as drawn."""
        toewijzing = self.toewijzing(naam)
        gegevens = {
            "ronde": self.ronde.code,
            "regio": naam,
            "maximum": self.ronde.maximum_per_regio,
            "kandidaten": [self._kandidaat(r, feiten or {}) for r in self._partijen(toewijzing)],
        }
        uitslag = rules.selecteer(als_regio(gegevens))
        if loting:
            uitslag = rules.verwerk_loting(uitslag, loting)
        selectie = Regioselectie.objects.create(
            toewijzing=toewijzing,
            status="vastgesteld",
            invoer=gegevens,
            invoer_hash="0" * 64,
            voorgesteld_door=self.inkoper,
            voorgesteld_op=self.ronde.beoordeling_vanaf,
            bevroren_door=self.manager,
            bevroren_op=self.ronde.beoordeling_vanaf,
            uitslag=invoer.als_json(uitslag),
            vastgesteld_op=self.ronde.beoordeling_vanaf,
        )
        if loting:
            self._loting(selectie, loting)
        return selectie

    def _partijen(self, toewijzing):
        rijen = toewijzing.regioinschrijvingen.filter(beoordeling__status=Beoordeeld.VOLDOET)
        return rijen.order_by("inschrijving__kenmerk")

    def _kandidaat(self, regio: Regioinschrijving, feiten: Mapping[str, dict]) -> dict:
        kenmerk = regio.inschrijving.kenmerk
        if regio.classificatie.indeling == Indeling.BESTAAND:
            return {"kenmerk": kenmerk, "soort": "bestaand"}
        return {"kenmerk": kenmerk, "soort": "nieuw", **KAN_GEEN_PLAATS_KRIJGEN, **feiten.get(kenmerk, {})}

    def _loting(self, selectie: Regioselectie, volgorde: list[str]) -> None:
        Loting.objects.create(
            regioselectie=selectie,
            status="bevestigd",
            deelnemers=sorted(volgorde),
            deelnemers_hash=hash_van(sorted(volgorde)),
            plaatsen=1,
            klaargezet_door=self.inkoper,
            klaargezet_op=self.ronde.beoordeling_vanaf,
            plaats="Notariskantoor",
            trekking_op=om(date(2017, 9, 5), 10),
            volgorde=volgorde,
            getrokken_op=date(2017, 9, 5),
            notaris=GebruikerFactory(),
            ingevoerd_op=self.ronde.beoordeling_vanaf,
            bevestigd_door=self.manager,
            bevestigd_op=self.ronde.beoordeling_vanaf,
            proces_verbaal=StukFactory(),
        )

    def brief(self, dossier: Inschrijving | None = None, *, goedgekeurd: bool = False) -> Brief:
        """The letter of a dossier (made when not given, with its region fixed), by the real actions."""
        if dossier is None:
            dossier = self.dossier()
            self.stel_vast("Utrecht")
        brief = actions.stel_op(inschrijving_id=dossier.pk, door=self.inkoper)
        if goedgekeurd:
            brief = actions.keur_goed(brief_id=brief.pk, gezien_hash=brief.hash, door=self.manager)
        return brief

    def bekendgemaakt(self, dossier: Inschrijving | None = None) -> Brief:
        """A letter that was released at the moment of the ronde; the clock stands there."""
        brief = self.brief(dossier, goedgekeurd=True)
        vrijgave = self.zet_klaar()
        zet_klok("2017-09-15 12:00")
        actions.geef_vrij(vrijgave_id=vrijgave.pk)
        brief.refresh_from_db()
        return brief

    def zet_klaar(self):
        return actions.zet_vrijgave_klaar(
            ronde=self.ronde, uitvoerder=self.uitvoerder, vrij_op=self.ronde.bekendmaking_op, door=self.manager
        )

    def invuller(self, dossier: Inschrijving) -> Gebruiker:
        """Someone of the organisation of this dossier."""
        return RolFactory(organisatie=dossier.organisatie).gebruiker


BEGIN = "2017-09-11 10:00"


@onthoud
def bekende_brief() -> Brief:
    """Made known on 15 September 2017: a party that won in Utrecht and failed in Zwolle."""
    toneel = Toneel(BEGIN)
    dossier = toneel.dossier({"Utrecht": BESTAAND, "Zwolle": VOLDOET_NIET})
    toneel.stel_vast("Utrecht")
    toneel.stel_vast("Zwolle")
    return toneel.bekendgemaakt(dossier)
