"""Life of an overeenkomst (docs/architectuur.md, Lives)."""

from django.db.models import TextChoices


class Status(TextChoices):
    CONCEPT = "concept", "Concept"
    AANGEBODEN = "aangeboden", "Aangeboden"
    GETEKEND = "getekend", "Getekend"
    VAN_KRACHT = "van_kracht", "Van kracht"
    BEEINDIGD = "beeindigd", "Beëindigd"


OVERGANGEN = {
    "bied_aan": ({Status.CONCEPT}, Status.AANGEBODEN),
    "teken": ({Status.AANGEBODEN}, Status.GETEKEND),
    "treed_in_werking": ({Status.GETEKEND}, Status.VAN_KRACHT),
    "beeindig": ({Status.VAN_KRACHT}, Status.BEEINDIGD),
}
