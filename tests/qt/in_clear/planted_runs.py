"""The runs of the program that plant: what each does, in order, and what it has to tell about itself."""

from __future__ import annotations

import datetime
import gc
import itertools
import wave
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6 import QtPrintSupport
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QWidgetItem

from screening.casework.interview import private_answering
from screening.casework.referral.papers import OWN
from screening.qt.session.lock import Guard
from screening.sound import player
from screening.store.crypto import key_file
from screening.wording.catalogue.packs import State
from screening.wording.catalogue.recordings import VOICES, Recordings
from tests.qt.fake_printer import FakePrinter
from tests.qt.in_clear.planted_case import COVER
from tests.qt.in_clear.planted_desk import Keeper
from tests.qt.in_clear.planting import Planting, watch_fields
from tests.qt.in_clear.search import FIGURES, marker
from tests.qt.page_objects import QUICK, Screen, texts
from tests.sound import SILENT

Told = dict[str, Any]
Plan = Mapping[str, Any]


def prepare(plan: Plan) -> None:
    """What the outside world of a test is made of: a cheap passphrase, a printer, a silent device, recordings."""
    watch_fields()
    key_file.calibrated = lambda: QUICK
    QtPrintSupport.QPrinter = FakePrinter
    FakePrinter.folder = Path(plan["papers"])
    QPrintDialog.exec = lambda _dialog: QPrintDialog.DialogCode.Accepted
    player.Player = Silent
    private_answering.recordings = recordings_in(Path(plan["recording"]))
    clock = itertools.count(0, 100).__next__  # nobody has to wait after a wrong PIN
    Guard.clock = property(lambda _guard: clock, lambda _guard, _clock: None)


class Silent(player.Player):
    """A sound device that makes none, and is heard to its end at once."""

    def __init__(self) -> None:
        super().__init__(SILENT)

    def play(
        self,
        sounds: Sequence[player.Sound],
        ended: Callable[[], None] | None = None,
        lost: Callable[[], None] | None = None,
    ) -> None:
        super().play(sounds)
        if ended is not None:
            ended()


def recordings_in(file: Path) -> Callable[[str, object], Recordings]:
    """Language packs whose every text was read by two people and tried with people: no real one has come so far."""
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(player.RATE)
        sound.writeframes(bytes(4_000))

    class Every(dict[str, Path]):
        def __contains__(self, _text: object) -> bool:
            return True

        def get(self, _text: object, _default: object = None) -> Path:
            return file

    day = datetime.date(2026, 1, 1)
    return lambda tag, _here: Recordings(tag, State.FIELD_TESTED, ("R-1",), day, dict.fromkeys(VOICES, Every()))


def short(screen: Screen, plan: Plan) -> Told:
    """One talk to the saved paper; for what takes long to look at, such as every call to the system."""
    screen.unlock()
    screen.cases()
    officer = Keeper(Planting(screen, plan["first"]), Path(plan["papers"]))
    officer.choose_pin()
    officer.talk()
    officer.afterwards()
    officer.save(OWN)
    return told(officer)


def first(screen: Screen, plan: Plan) -> Told:
    """A new record; every page of the desk and of three cases; papers, bundles and a copy; in the end a case open."""
    officer = Keeper(Planting(screen, plan["first"]), Path(plan["papers"]))
    officer.begin()
    officer.keys(plan["recipient"], Path(plan["recovery"]))
    own = officer.colleague(plan["card"], plan["number"])
    officer.site()
    officer.services()
    officer.practise()
    before = officer.planting.used
    code = officer.talk()
    officer.all_notes()
    officer.afterwards()
    officer.referring()
    of_case = [marker(number) for number in range(before + 1, officer.planting.used + 1)]
    screen.window.show_cases()
    screen.cases()
    shelter, child = officer.shelter(), officer.child()
    officer.send(child, shelter)
    officer.copy(Path(plan["stick"]))
    officer.everywhere()
    officer.open(code)
    officer.go("closing")
    officer.find()
    cover = covered(officer)
    return told(officer, case=code, child=child, shelter=shelter, card=own, cover=cover, passphrase=officer.passphrase,
                second=officer.second_secret, **{"of case": of_case, "printed": officer.printed})  # fmt: skip


def reviewer(screen: Screen, plan: Plan) -> Told:
    """A reviewer of texts at the workbench, which is all that a reviewer's record opens."""
    officer = Keeper(Planting(screen, plan["first"]), Path(plan["papers"]))
    screen.unlock()
    screen.wait(lambda: screen.window.shell is not None)
    officer.bench()
    return told(officer)


def second(screen: Screen, plan: Plan) -> Told:
    """Back in the case that was open when the record was locked; an answer, and words half typed."""
    officer = Keeper(Planting(screen, plan["first"]), Path(plan["papers"]))
    officer.unlock(plan["passphrase"])
    screen.wait(lambda: screen.place)
    assert screen.case.code == plan["case"]
    officer.leave()
    officer.statistics()
    officer.open(plan["child"])
    officer.notes("child")
    officer.leave()
    officer.open(plan["shelter"])
    officer.notes("plan")
    screen.pages.go("consent")
    screen.past_numbers()  # another session: the numbers come first again
    officer.go("consent")
    for decision in ("talk", "notes"):  # another session asks anew
        screen.pages.opening.decide(decision, "yes")
        officer.planting.settled()
    officer.go("topic.papers")
    screen.reach("papers-kept")
    screen.answer("papers-kept", "yes")
    half = officer.planting.text()
    screen.words(half)
    screen.wait(lambda: half in screen.window.desk.drafts.values())
    officer.planting.settled()
    return told(officer, **{"half typed": half})


def third(screen: Screen, plan: Plan) -> Told:
    """After a kill: what the other laptop wrote is taken in and settled; a person withdraws and their case goes."""
    officer = Keeper(Planting(screen, plan["first"]), Path(plan["papers"]))
    officer.second_secret = plan["second"]
    officer.unlock(plan["passphrase"])
    screen.cases()
    officer.open(plan["shelter"])
    screen.at("topic.papers")
    half = screen.page.field.text()
    officer.leave()
    officer.take_in(Path(plan["bundle"]))
    officer.open(plan["shelter"])
    officer.go("differing")
    screen.choose("settle-1-1")
    officer.planting.settled()
    officer.leave()
    officer.erase(plan["case"])
    gone = [text for text in plan["erased"] if text in officer_sees(screen)]
    cover = covered(officer, back=False)
    return told(officer, gone=gone, cover=cover, **{"half typed": half})


def officer_sees(screen: Screen) -> str:
    """All that any widget of the program holds, shown or not, and what Ctrl+Z and Ctrl+V would bring back."""
    screen.let_go()
    held = [texts(each) for each in QApplication.topLevelWidgets()]
    for each in QApplication.allWidgets():
        if isinstance(each, QLineEdit | QTextEdit):
            each.undo()
            held.append(each.text() if isinstance(each, QLineEdit) else each.toPlainText())
    held.append(QApplication.clipboard().text())
    return "\n".join(held)


def covered(officer: Keeper, *, back: bool = True) -> Told:
    """The cover page, as anybody sees and hears it; and back with the PIN."""
    screen = officer.screen
    screen.press(Qt.Key.Key_Escape)
    window = screen.window
    assert window.stack.currentWidget() is window.cover
    titles = [window.windowTitle(), window.windowIconText(), window.windowFilePath(), QApplication.applicationName(),
              QApplication.applicationDisplayName()]  # fmt: skip
    heard = spoken(QAccessible.queryAccessibleInterface(window))
    found = {
        "titles": titles,
        "texts": texts(window.cover),
        "spoken": heard,
    }
    if back:
        officer.planting.pin(window.cover.field, COVER)
        assert window.stack.currentWidget() is window.shell
    return found


def spoken(node: Any) -> list[str]:
    """What a screen reader can reach from a node: names, descriptions, values of all that is not invisible."""
    if node is None or not node.isValid() or node.state().invisible:
        return []
    kinds = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help)
    found = [text for kind in kinds if (text := node.text(kind))]
    for at in range(node.childCount()):
        found += spoken(node.child(at))
    return found


def items_of_layouts() -> list[str]:
    """The classes of the items of layouts that Python holds: one whose widget has gone ends the program (0102)."""
    return [type(each).__name__ for each in gc.get_objects() if isinstance(each, QWidgetItem)]


def told(officer: Keeper, **more: Any) -> Told:
    return {"where": officer.planting.where, "used": officer.planting.used, "pin": FIGURES,
            "items": items_of_layouts(), **more}  # fmt: skip


RUNS: Mapping[str, Callable[[Screen, Plan], Told]] = {
    each.__name__: each for each in (short, first, second, third, reviewer)
}
