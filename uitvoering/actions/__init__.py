"""What can be done in the uitvoering; see the module of each subject."""

from uitvoering.actions.contractstuk import leg_contractstuk_vast
from uitvoering.actions.controle import (
    beantwoord_controle,
    geef_controle_terug,
    kondig_controle_aan,
    stel_controle_vast,
    stel_controle_voor,
    trek_controle_in,
)
from uitvoering.actions.declaratie import (
    dien_declaratie_in,
    erken_overmacht,
    keur_declaratie_goed,
    leg_betaling_vast,
    wijs_declaratie_af,
)
from uitvoering.actions.einde import (
    draag_over,
    leg_lopend_vast,
    rond_einde_af,
    stel_opzegging_op,
    verstuur_opzegging,
    verwerp_opzegging,
    zeg_op_als_organisatie,
)
from uitvoering.actions.gesprek import (
    haal_van_agenda,
    laat_gesprek_vervallen,
    leg_kennis_vast,
    leg_verslag_vast,
    plan_gesprek,
    stel_frequentie_in,
    zet_op_agenda,
)
from uitvoering.actions.herschikking import stel_herschikking_op, stel_herschikking_vast, verwerp_herschikking
from uitvoering.actions.herziening import leg_herziening_vast
from uitvoering.actions.maatregel import leg_maatregel_op, stel_maatregel_op, verwerp_maatregel
from uitvoering.actions.melding import handel_melding_af, leg_band_vast, meld_verklaring
from uitvoering.actions.overschrijding import (
    bewaak_budgetten,
    leg_stap_vast,
    open_overschrijding,
    sluit_overschrijding,
)
from uitvoering.actions.productie import (
    herinner,
    keur_productie_goed,
    lever_productie_aan,
    neem_productie_in_controle,
    spreek_leverritme_af,
    vind_productiefouten,
)
from uitvoering.actions.productieformat import voeg_format_toe
from uitvoering.actions.signaal import (
    deel_signaal,
    haal_signaal_weg,
    leg_signaal_vast,
    leg_signaalopvolging_vast,
)
from uitvoering.actions.tekortkoming import (
    laat_verzuim_ingaan,
    leg_bevinding_vast,
    leg_schade_vast,
    leg_schadebeperking_vast,
    open_tekortkoming,
    reageer,
    sluit_tekortkoming,
    stel_in_gebreke,
    stel_onmogelijk_vast,
    vraag_zienswijze,
)
from uitvoering.actions.verslag import (
    bewaar_verslag,
    herinner_verslagen,
    keur_verslag_goed,
    keur_verslagstuk,
    lever_verslag_aan,
    vraag_verslagaanvulling,
)
from uitvoering.actions.zeggenschap import leg_zeggenschapsoverleg_vast, meld_zeggenschap

__all__ = [
    "beantwoord_controle",
    "bewaak_budgetten",
    "bewaar_verslag",
    "deel_signaal",
    "dien_declaratie_in",
    "draag_over",
    "erken_overmacht",
    "geef_controle_terug",
    "haal_signaal_weg",
    "haal_van_agenda",
    "handel_melding_af",
    "herinner",
    "herinner_verslagen",
    "keur_declaratie_goed",
    "keur_productie_goed",
    "keur_verslag_goed",
    "keur_verslagstuk",
    "kondig_controle_aan",
    "laat_gesprek_vervallen",
    "laat_verzuim_ingaan",
    "leg_band_vast",
    "leg_betaling_vast",
    "leg_bevinding_vast",
    "leg_contractstuk_vast",
    "leg_herziening_vast",
    "leg_kennis_vast",
    "leg_lopend_vast",
    "leg_maatregel_op",
    "leg_schade_vast",
    "leg_schadebeperking_vast",
    "leg_signaal_vast",
    "leg_signaalopvolging_vast",
    "leg_stap_vast",
    "leg_verslag_vast",
    "leg_zeggenschapsoverleg_vast",
    "lever_productie_aan",
    "lever_verslag_aan",
    "meld_verklaring",
    "meld_zeggenschap",
    "neem_productie_in_controle",
    "open_overschrijding",
    "open_tekortkoming",
    "plan_gesprek",
    "reageer",
    "rond_einde_af",
    "sluit_overschrijding",
    "sluit_tekortkoming",
    "spreek_leverritme_af",
    "stel_controle_vast",
    "stel_controle_voor",
    "stel_frequentie_in",
    "stel_herschikking_op",
    "stel_herschikking_vast",
    "stel_in_gebreke",
    "stel_maatregel_op",
    "stel_onmogelijk_vast",
    "stel_opzegging_op",
    "trek_controle_in",
    "verstuur_opzegging",
    "verwerp_herschikking",
    "verwerp_maatregel",
    "verwerp_opzegging",
    "vind_productiefouten",
    "voeg_format_toe",
    "vraag_verslagaanvulling",
    "vraag_zienswijze",
    "wijs_declaratie_af",
    "zeg_op_als_organisatie",
    "zet_op_agenda",
]
