"""The case of the field trial, whose two papers said what was not so: carried by hand through the casework.

``python -m tests.casework.trial_case FOLDER NAME`` draws its sheets as pictures, for docs/screens.
"""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

from screening.casework.content import directory
from screening.casework.content.edition import Content, open_content
from screening.casework.referral import papers, recipients
from screening.domain.case import sessions
from screening.settings import OWN
from screening.store import practice_vault
from tests.casework.some_talk import Session

TODAY = datetime.date(2026, 11, 27)
SIGNS = "papers-kept locked little-pay threats debt-owed debt-grows needs-afraid needs-call wants-pay"
SAID = "မနေ့က ပိုင်ရှင်က ကျွန်တော့် နိုင်ငံကူးလက်မှတ်ကို ယူထားတယ်။ ညဘက်မှာ တံခါးကို အပြင်ကနေ သော့ခတ်တယ်။"
CLOSING = {
    "wishes": "အိမ်ကို ဖုန်းဆက်ချင်တယ်",
    "must-not-know": "The employer and the agent",
    "reach": "After 20:00, by the cousin",
}


def trial(session: Session) -> Session:
    """A man whose papers are kept: words in Burmese, wishes and a way to reach him; needs for a shelter, signs for
    the police; the promise is left empty, and with whom he talks was asked: either."""
    session.gate(afraid="yes")
    session.do(session.interview.answer_danger(went_on=True))
    session.agrees("my")
    session.do(sessions.write("prefer", "officer", "either"))
    session.says(SIGNS, "violence")
    session.do(session.interview.write("papers", SAID))
    for line, text in CLOSING.items():
        session.do(session.interview.note(line, text))
    session.ends()
    for recipient, parts in {"tenaganita": "needs", "police-trafficking": "signs"}.items():
        for part in parts.split():
            session.do(recipients.decide(session.interview, recipient, part, "yes"))
    return session


def file_for(session: Session, recipient: str) -> papers.File:
    return papers.make_file(session.interview, session.keeper(), directory.shipped(OWN), recipient, TODAY)


def main(folder: Path, name: str, content: Content) -> None:
    from PIL import Image

    from screening.documents.pdf.rasterise import page_count, picture

    with practice_vault() as vault:
        session = trial(Session(vault, content))
        for recipient, sheet in (("tenaganita", "a"), ("police-trafficking", "b")):
            data = file_for(session, recipient).data
            for page in range(page_count(data)):
                drawn = picture(data, page, width=900)
                image = Image.frombuffer("RGB", (drawn.width, drawn.height), drawn.pixels, "raw", "BGRX", drawn.stride)
                image = image.convert("L").quantize(16)  # black on white: a third of the bytes
                image.save(folder / f"{name}-{sheet}-{page + 1}.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], open_content())
