"""F17: the renderer crashes or hangs on one letter: it is named, the others are made, and the gate stays shut."""

from threading import Event

import pytest
import weasyprint

from bekendmaking import actions
from bekendmaking.models import Brief, Vrijgave
from kern import pdfmaker
from kern.fouten import RegelFout
from tests.bekendmaking.toneel import VOLDOET_NIET, Toneel

pytestmark = [pytest.mark.django_db, pytest.mark.geval("F17")]


@pytest.fixture
def struikel(monkeypatch):
    """Let the renderer do this on the document that holds this text."""
    echt = weasyprint.HTML.write_pdf
    los = Event()

    def zet(tekst, doe):
        def write_pdf(self, *args, **kwargs):
            if tekst in "".join(self.etree_element.itertext()):
                doe(los)
            return echt(self, *args, **kwargs)

        monkeypatch.setattr(weasyprint.HTML, "write_pdf", write_pdf)

    yield zet
    los.set()


def crash(_):
    raise ZeroDivisionError


def test_een_crash_wordt_genoemd_en_houdt_de_vrijgave_tegen(struikel):
    toneel = Toneel()
    goed, fout = (toneel.dossier({"Utrecht": VOLDOET_NIET}) for _ in range(2))
    struikel(fout.kenmerk, crash)
    gemaakt = actions.stel_alle_op(ronde=toneel.ronde, uitvoerder=toneel.uitvoerder, door=toneel.inkoper)
    assert [tekst.split(" kan niet")[0] for tekst in gemaakt.overgeslagen] == [f"De PDF van {fout.kenmerk}/B1"]
    brief = Brief.objects.get()
    assert brief.inschrijving == goed
    actions.keur_goed(brief_id=brief.pk, gezien_hash=brief.hash, door=toneel.manager)
    with pytest.raises(RegelFout, match=f"{fout.kenmerk}: er is nog geen brief"):
        toneel.zet_klaar()
    assert not Vrijgave.objects.exists()


def test_wie_hangt_houdt_niemand_vast_en_wordt_genoemd(struikel, monkeypatch):
    toneel = Toneel()
    fout, goed = (toneel.dossier({"Utrecht": VOLDOET_NIET}) for _ in range(2))
    struikel(fout.kenmerk, lambda los: los.wait(30))
    monkeypatch.setattr(pdfmaker, "HANGT_NA", 0.1)
    with pytest.raises(RegelFout, match=f"De PDF van {fout.kenmerk}/B1 kan niet worden gemaakt"):
        toneel.brief(fout)
    assert not Brief.objects.exists()
    monkeypatch.setattr(pdfmaker, "HANGT_NA", 30)
    assert toneel.brief(goed).status == "ontwerp"  # while the first still hangs
