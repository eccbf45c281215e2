"""A small overeenkomst of our own, with everything the reader must cope with. Nobody ever signed it."""

VOORBEELD = """\

Bijlage 9

Overeenkomst Vogelhulp 2030-2031

versie 3 maart 2029

De ondergetekenden:

A Nestkantoor _____ , ook voor de buren,
Adres : _____
KvK-nummer : _____

verder 'het nestkantoor', en

B Naam vogelwacht: ..........
Postadres : [postadres]
Postcode/plaats : _____
Bezoekadres : _____
Postcode/plaats : _____

C Dit gaat over deze broedgebieden (zie bijlage 3):

D Gelet op:

- het nut van nestkasten;
- de drukte in het bos.

E Bij deze afspraken horen:

1. Het nestbeleid met:

- Bijlage 1 De verklaring
- Bijlage 2 Het tarief

U krijgt ze allemaal.

1 – Begrippen

Hier staat een zin te veel.

Artikel 1

Definities:

- *Nest*: waar een vogel broedt.
- *Vogelwacht* in de zin van deel B: wie er op past.
- een regel die niets uitlegt

2. Wat wij doen

Artikel 2

Lid 1

De wacht kijkt elke week¹ naar elk nest:

- in het bos;
- langs het water.

Lid 2

Bijlage 2 noemt het bedrag. Artikel 1 legt de woorden uit.

Onze afspraken over vragen

Artikel 3: Vragen

1. Wie iets wil weten, belt.
2. Wie niet wil bellen, schrijft.

Artikel 4 Ruzie

Komen wij er niet uit, dan helpt de rechtbank te

Opgemaakt in tweevoud te _____, d.d. _____ 2029,

Het nestkantoor

De vogelwacht

(Handtekening)

(Handtekening)

Naam _____

Naam _____

Bijlage 1: de verklaring is een los papier.

Bijlage 2

Het tarief

Voor elk uur betaalt het nestkantoor een vergoeding per uur kijken ad € _____, _____.

1. Het hoogste bedrag voor het jaar 2030 bedraagt: € _____,-. Dat is genoeg.

¹ Een week heeft:

- vijf werkdagen;
- twee vrije dagen.

Bijlage 3:

De broedgebieden²

Regio (Kantoor)\tGemeenten
Bosrand (Merel)\tAchterbos, Bergen nh, Duin en Dal.
Waterkant (Merel)\tDiep, Sloot en Plas, Voorsloot en Zandplaat

2 Deze lijst geldt op de eerste dag.

Artikel 1

Een gebied is een regio.

Bijlage

Overeenkomst
"""
