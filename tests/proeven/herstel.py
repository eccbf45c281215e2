"""What the trial of a restore does inside another database than that of the test run: for `manage.py shell`."""

from datetime import timedelta

from django.core.management import call_command

from berichten import verzendstop
from berichten.actions import leg_klaar
from berichten.models import Bericht
from berichten.queries import verzendstop as stop_nu
from berichten.states import Berichtsoort
from kern import klok
from kern.models import Klokstand
from partijen.models import Gebruiker
from publicatie.actions import publiceer
from tests.factories import RolFactory, bekeken
from tests.inschrijving.hulp import ingediende_inschrijving
from tests.proeven.klaarzetten import MOMENT
from tests.publicatie.hulp import volledige_ronde

UUR = timedelta(hours=1)


def leg(naam: str, *, over_een_uur: bool = False) -> None:
    leg_klaar(
        soort=Berichtsoort.BESLISSING,
        ontvanger=f"{naam}@oco.example",
        onderwerp="Beslissing over uw inschrijving",
        tekst="Uw beslissing staat in het portaal.",
        over=f"proef.herstel:{naam}",
        vrij_op=klok.nu() + UUR if over_een_uur else None,
    )


def begin() -> None:
    """A submitted dossier with its files, messages that may go and messages that may go in an hour."""
    call_command("migrate", verbosity=0)
    Klokstand.objects.create(pk=1, vast=MOMENT)
    ronde = publiceer(ronde_id=volledige_ronde().pk, door=RolFactory(landelijk=True).gebruiker)
    ingediende_inschrijving(ronde=ronde)
    for nummer in range(5):
        leg(f"voor{nummer}")
        leg(f"later{nummer}", over_een_uur=True)


def uur_verder() -> None:
    """What was ready may go now, and there is something new."""
    Klokstand.objects.update(vast=MOMENT + UUR)
    leg("nieuw")


def standen() -> None:
    """Prints how many messages stand in which status."""
    for status in Bericht.objects.order_by().values_list("status", flat=True):
        print(status)


def geef_vrij() -> None:
    """Two people let the mail go again."""
    stop = stop_nu()
    een, ander = Gebruiker.objects.order_by("pk")[:2]
    verzendstop.vraag_opheffen(stop_id=stop.pk, door=een)
    verzendstop.hef_op(stop_id=stop.pk, gezien=bekeken(stop), door=ander)
    leg("erna")
