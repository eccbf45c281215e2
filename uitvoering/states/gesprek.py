"""Life of a periodiek gesprek (bijlage 2 h3 lid 4)."""

from django.db.models import TextChoices


class Status(TextChoices):
    GEPLAND = "gepland", "Gepland"
    GEHOUDEN = "gehouden", "Gehouden"
    VERVALLEN = "vervallen", "Gaat niet door"


OVERGANGEN = {
    "houd": ({Status.GEPLAND}, Status.GEHOUDEN),
    "laat_vervallen": ({Status.GEPLAND}, Status.VERVALLEN),
}
KLEUREN = {Status.GEPLAND: "let-op", Status.GEHOUDEN: "goed", Status.VERVALLEN: "stil"}
VAST = (  # on every agenda (OV-067, OV-240)
    "Doelmatig en preventief werken: hoe gaat dat?",
    "De laatste kwartaalrapportage: signalen en trends",
)
PER_JAAR = 4  # as often as the organisation reports, until something else is agreed
