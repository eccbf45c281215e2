"""Copy the few front-end files the portal serves from node_modules to static/vendor/ (git-ignored).

Two stylesheets, two fonts and their licences; run time needs no Node. Only the standard library.
"""

import shutil
import sys
from pathlib import Path

WORTEL = Path(__file__).resolve().parent.parent
BRON = WORTEL / "node_modules"
DOEL = WORTEL / "static" / "vendor"

UTRECHT = "@utrecht/component-library-css"
THEMA = "@nl-design-system-unstable/voorbeeld-design-tokens"
NOTO = "@fontsource/noto-sans"

BESTANDEN = {  # file in node_modules: name in static/vendor
    f"{UTRECHT}/dist/index.css": "utrecht.css",
    f"{UTRECHT}/LICENSE.md": "utrecht.LICENSE.md",
    f"{THEMA}/dist/theme.css": "thema.css",
    f"{THEMA}/LICENSE.md": "thema.LICENSE.md",
    f"{NOTO}/files/noto-sans-latin-400-normal.woff2": "noto-sans-latin-400-normal.woff2",
    f"{NOTO}/files/noto-sans-latin-700-normal.woff2": "noto-sans-latin-700-normal.woff2",
    f"{NOTO}/LICENSE": "noto-sans.LICENSE",
}


def main() -> int:
    """Copy all files; exit code 1 with the name of the first one that is missing."""
    DOEL.mkdir(parents=True, exist_ok=True)
    for bron, naam in BESTANDEN.items():
        if not (BRON / bron).is_file():
            print(f"node_modules/{bron} ontbreekt: draai 'npm ci' (make install).", file=sys.stderr)
            return 1
        shutil.copyfile(BRON / bron, DOEL / naam)
    return 0


if __name__ == "__main__":
    sys.exit(main())
