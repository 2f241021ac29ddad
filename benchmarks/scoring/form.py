"""Writes the form that a peer engine is timed on: 60 questions in six parts, six languages, weights, a total.

    python benchmarks/scoring/form.py FILE

Every fifth question is a follow-up that shows on a yes to the one before it. Each part has a score, the form a total,
and a note that shows from 20 on: the same amount of work that form servers do for a weighted screening form.
"""

from __future__ import annotations

import sys
from pathlib import Path
from xml.sax.saxutils import escape

LANGUAGES = {
    "en": ("Does someone keep your papers?", "Yes", "No", "Not known"),
    "ms": ("Adakah orang lain menyimpan kertas anda?", "Ya", "Tidak", "Tidak tahu"),
    "bn": ("আপনার কাগজ কি অন্য কেউ রাখে?", "হ্যাঁ", "না", "জানা নেই"),
    "ur": ("کیا کوئی آپ کے کاغذ رکھتا ہے؟", "ہاں", "نہیں", "معلوم نہیں"),
    "my": ("သင့်စာရွက်ကို တခြားသူ သိမ်းထားသလား", "ဟုတ်ကဲ့", "မဟုတ်", "မသိ"),
    "ne": ("कसैले तपाईंको कागज राख्छ?", "हो", "होइन", "थाहा छैन"),
}
WEIGHTS = (3, 1, 1, 2, 5)
PARTS, EACH = 6, 10


def form() -> str:
    names = [f"q{number}" for number in range(PARTS * EACH)]
    texts, binds, body, fields = [], [], [], []
    for tag, (asked, *choices) in LANGUAGES.items():
        said = [(name, f"{number + 1}. {asked}") for number, name in enumerate(names)]
        said += zip(("yes", "no", "unknown"), choices, strict=True)
        rows = "".join(f'<text id="{name}"><value>{escape(text)}</value></text>' for name, text in said)
        texts.append(f'<translation lang="{tag}">{rows}</translation>')
    for part in range(PARTS):
        own = names[part * EACH : (part + 1) * EACH]
        inside = []
        for place, name in enumerate(own):
            relevant = f" relevant=\"/data/p{part}/{own[place - 1]} = 'yes'\"" if place % 5 == 4 else ""
            binds.append(f'<bind nodeset="/data/p{part}/{name}" type="string"{relevant}/>')
            items = "".join(
                f"<item><label ref=\"jr:itext('{each}')\"/><value>{each}</value></item>"
                for each in ("yes", "no", "unknown")
            )
            label = f"<label ref=\"jr:itext('{name}')\"/>"
            inside.append(f'<select1 ref="/data/p{part}/{name}">{label}{items}</select1>')
        terms = " + ".join(
            f"if(/data/p{part}/{name} = 'yes', {WEIGHTS[place % 5]}, 0)" for place, name in enumerate(own)
        )
        binds.append(f'<bind nodeset="/data/score{part}" type="string" calculate="{terms}"/>')
        body.append(f'<group ref="/data/p{part}"><label>{part + 1}</label>{"".join(inside)}</group>')
        fields.append(f"<p{part}>{''.join(f'<{name}/>' for name in own)}</p{part}><score{part}/>")
    total = " + ".join(f"/data/score{part}" for part in range(PARTS))
    binds.append(f'<bind nodeset="/data/total" type="string" calculate="{total}"/>')
    binds.append('<bind nodeset="/data/band" type="string" readonly="true()" relevant="/data/total &gt;= 20"/>')
    body.append('<input ref="/data/band"><label>!</label></input>')
    return (
        '<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
        'xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>timed</h:title><model>'
        f'<itext>{"".join(texts)}</itext><instance><data id="timed">{"".join(fields)}<total/><band/></data></instance>'
        f"{''.join(binds)}</model></h:head><h:body>{''.join(body)}</h:body></h:html>"
    )


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(form(), encoding="utf-8")
