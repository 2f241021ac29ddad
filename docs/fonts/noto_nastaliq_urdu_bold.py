"""Mends two widths in Noto Nastaliq Urdu Bold 2.000, which tear words such as "بوڑھی" apart.

    python docs/fonts/noto_nastaliq_urdu_bold.py NotoNastaliqUrdu-Bold.ttf forms/fonts/NotoNastaliqUrdu-Bold.ttf

Needs fontTools. The new widths are those of the same letters before other letters in the same font.
"""

from __future__ import annotations

import sys

from fontTools.ttLib import TTFont

WIDTHS_OF = {"HehDoIni.outD2Y": "HehDoIni.outD2", "SadMed.inD1": "SadMed.inD1outS1"}

if __name__ == "__main__":
    font = TTFont(sys.argv[1], recalcTimestamp=False)
    widths = font["hmtx"]
    for glyph, like in WIDTHS_OF.items():
        widths[glyph] = (widths[like][0], widths[glyph][1])
    font.save(sys.argv[2])
