"""The mark PDF/UA-1 in a file that WeasyPrint made as PDF/A-3a: it writes one mark per file, and both hold.

Strict PDF/A wants a description of every key that is not its own (ISO 19005-3, 6.6.2.3.2); that of `pdfuaid:part`
stands beside it. No tool that proves the whole of either norm runs here: docs/afhankelijkheden.md.
"""

from typing import Any

MERK = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that the document follows</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property>\
</rdf:li></rdf:Bag></pdfaExtension:schemas>\
</rdf:Description>"""
EINDE = b"</rdf:RDF>"


def zet_merk(_document: Any, pdf: Any) -> None:
    """Finisher of WeasyPrint: put the mark in the metadata (XMP), inside its one block."""
    stroom = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    xmp = b"\n".join(stroom.stream)
    assert xmp.count(EINDE) == 1, "XMP has one block"
    stroom.stream = [xmp.replace(EINDE, MERK + EINDE)]
