"""What can be done in the uitvoering; see the module of each subject."""

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
    leg_verslag_vast,
    plan_gesprek,
    stel_frequentie_in,
    zet_op_agenda,
)
from uitvoering.actions.maatregel import leg_maatregel_op, stel_maatregel_op, verwerp_maatregel
from uitvoering.actions.productie import (
    herinner,
    keur_productie_goed,
    lever_productie_aan,
    neem_productie_in_controle,
    spreek_leverritme_af,
    vind_productiefouten,
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
from uitvoering.actions.zeggenschap import leg_zeggenschapsoverleg_vast, meld_zeggenschap

__all__ = [
    "draag_over",
    "haal_van_agenda",
    "herinner",
    "keur_productie_goed",
    "laat_gesprek_vervallen",
    "laat_verzuim_ingaan",
    "leg_bevinding_vast",
    "leg_lopend_vast",
    "leg_maatregel_op",
    "leg_schade_vast",
    "leg_schadebeperking_vast",
    "leg_verslag_vast",
    "leg_zeggenschapsoverleg_vast",
    "lever_productie_aan",
    "meld_zeggenschap",
    "neem_productie_in_controle",
    "open_tekortkoming",
    "plan_gesprek",
    "reageer",
    "rond_einde_af",
    "sluit_tekortkoming",
    "spreek_leverritme_af",
    "stel_frequentie_in",
    "stel_in_gebreke",
    "stel_maatregel_op",
    "stel_onmogelijk_vast",
    "stel_opzegging_op",
    "verstuur_opzegging",
    "verwerp_maatregel",
    "verwerp_opzegging",
    "vind_productiefouten",
    "vraag_zienswijze",
    "zeg_op_als_organisatie",
    "zet_op_agenda",
]
