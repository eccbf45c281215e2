"""Accessibility of a page in Chromium by axe; only what is wrong is worked out, which is much faster."""

from axe_playwright_python.base import AXE_SCRIPT

ALLES = {"resultTypes": ["violations"]}
BREED = 1280
# On a narrow screen only what the width can change: the HTML is the same.
SMAL = ALLES | {
    "runOnly": {
        "type": "rule",
        "values": ["target-size", "scrollable-region-focusable", "aria-hidden-focus", "button-name", "link-name"],
    }
}


def gebreken(page) -> list[str]:
    """What axe finds on the page as it stands, each with its first place."""
    breed = page.viewport_size["width"] >= BREED
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    gevonden = page.evaluate("keuze => axe.run(keuze).then(uit => uit.violations)", ALLES if breed else SMAL)
    return [f"{fout['id']} {fout['nodes'][0]['html'][:200]}" for fout in gevonden]
