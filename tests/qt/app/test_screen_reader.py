"""The real window read over AT-SPI as a screen reader reads it, from the gate to the assessment, by keys alone."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.qt.app.test_x11 import PATIENCE, display, pressed  # noqa: F401  # display is a fixture

LAUNCHER = next((path for path in Path("/usr").glob("lib*/**/at-spi-bus-launcher")), None)
SYSTEM_PYTHON = "/usr/bin/python3"
GI = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"


def lacking() -> list[str]:
    """What is not installed of what the test needs."""
    if not sys.platform.startswith("linux"):
        return ["Linux"]
    found = [name for name in ("Xvfb", "xdotool", "dbus-daemon") if not shutil.which(name)]
    found += [] if LAUNCHER else ["at-spi2-core"]
    known = (
        Path(SYSTEM_PYTHON).exists() and not subprocess.run([SYSTEM_PYTHON, "-c", GI], capture_output=True).returncode
    )
    return found if known else [*found, "gir1.2-atspi-2.0 and python3-gi"]


Node = dict[str, Any]


@dataclass(frozen=True)
class Stop:
    """What a page must tell: its heading, what has the focus when it opens, what is said, and a few of its objects."""

    heading: str
    focus: tuple[str, str]
    """Role and name."""
    said: str
    """How what is announced begins, once the page is there."""
    described: dict[str, str] = field(default_factory=dict)
    """Names of objects, and what their descriptions begin with."""
    locales: dict[str, str] = field(default_factory=dict)
    """Names of objects that another voice reads, and which."""


PERSON = {"Sekarang ini anda perlu apa?": "ms_MY"}
TABLE = {
    "gate": Stop(
        "Before we talk",
        ("panel", "Can anyone see or hear you two? (an interpreter does not count)"),
        "Before we talk. Look at six things.",
        {
            "Can anyone see or hear you two? (an interpreter does not count)": "1 Yes, 2 No, 3 Not sure",
            "Are you safe here yourself?": "1 Yes, 2 No, 3 Not sure",
            "Not sure": "3",
            "Cover page": "Esc",
        },
    ),
    "numbers": Stop(
        "Numbers you can call", ("panel", "Continue anyway. Reason:"), "Numbers you can call. Choose a state"
    ),
    "language": Stop(
        "Their language",
        ("heading", "Their language"),
        "Let the person point, say or listen.",
        locales={"Bahasa Melayu, Malay, draft translation": "ms_MY", "اردو, Urdu, draft translation": "ur_PK"},
    ),
    "consent": Stop(
        "What they agree to",
        ("panel", "What they need now; nothing is written. What do you need right now?"),
        "What they agree to. If the person says no, the help listed later stays the same.",
        {"What they need now; nothing is written. What do you need right now?": "not said yet", "Said": "Space"},
        PERSON,
    ),
    "alone": Stop("Answering alone", ("heading", "Answering alone"), "This starts a conversation."),
    "with whom": Stop(
        "With whom they would talk",
        ("panel", "Would you rather talk with a woman, with a man, or does it not matter?"),
        "With whom they would talk. The key of each choice",
    ),
    "listening": Stop(
        "Their account", ("text", "Their own words. any language, any order"), "Their account. Ask nothing."
    ),
    "topic": Stop(
        "Needs now",
        ("panel", "Say this first, then listen"),
        "Needs now",
        {"Say this first, then listen": "What do you need right now? I ask everyone first"},
        {"Apa yang perlu sekarang": "ms_MY", **PERSON},
    ),
    "record": Stop("Record", ("heading", "Record"), "as it is heard, printed and read back"),
    "care": Stop(
        "Care",
        ("panel", "Put your feet on the floor. You need not say anything."),
        "Care. Stop asking.",
        {"Put your feet on the floor. You need not say anything.": "not said yet", "Said": "Space"},
        {"Letakkan kaki di lantai. Anda tidak perlu cakap apa-apa.": "ms_MY"},
    ),
    "closing": Stop("Closing", ("heading", "Closing"), "The same lines for everyone."),
    "own view": Stop(
        "Your own view",
        ("check box", "Someone controls this person to profit from their work"),
        "Your own view. Your view first.",
    ),
    "assessment": Stop("Assessment", ("heading", "Assessment"), ""),
}
"""What each page tells, in the order of the walk."""
GATE_SAYS = (
    "Nobody. Saved. Next: Is the person under 18?",
    "Adult. Saved. Next: Is the person hurt or ill now?",
    "No. Saved. Next: Was the person threatened today, or afraid of tonight?",
    "No. Saved. Next: Does the person want to stop or leave?",
    "No. Saved. Next: Are you safe here yourself?",
    "Yes. Saved.",
)

CONSENT_SAYS = (
    ("space", "Said. Saved. Next: Who I am"),
    ("space", "Said. Saved. Next: You can say no"),
    ("1", "Say it first, then press Space."),
    ("space", "Said. Saved. Would you like to talk with me now? 1 Yes, 2 No, 3 Later"),
    ("1", "Yes. Saved. Next: What I write, and who may see it"),
    ("space", "Said. Saved. May I keep notes of our talk on this computer? 1 Yes, 2 No, 3 Later"),
    ("1", "Yes. Saved. Next: What I have to report"),
    ("space", "Said. Saved. Next: Your name"),
    ("space", "Said. Saved. May I keep your name and a way to reach you, apart from the notes? 1 Yes, 2 No, 3 Later"),
    ("2", "No. Saved. Next: Counting you, no name"),
    ("space", "Said. Saved. We count how many people we meet. May we count you, without name or story? 1 Yes, "),
    ("1", "Yes. Saved. Next: Seeing you again"),
    ("space", "Said. Saved. May I contact you again? 1 Yes, 2 No, 3 Later"),
    ("3", "Later. Saved. Next: Said back in their own words"),
)
"""Line by line: the key, and what is heard. A figure answers only a line that was said."""
LINES = ("who", "talk", "notes", "report", "identity", "count", "contact")
"""The lines of the agreement after the first, by the names of their objects."""


class Reader:
    """A screen reader's view of the program, and a hand that has only keys."""

    def __init__(self, surroundings: dict[str, str], reader: subprocess.Popen[str]) -> None:
        self.surroundings, self.reader = surroundings, reader
        self.heard: list[list[str]] = []

    def ask(self, command: str) -> Any:
        assert self.reader.stdin is not None and self.reader.stdout is not None
        self.reader.stdin.write(command + "\n")
        self.reader.stdin.flush()
        return json.loads(self.reader.stdout.readline())

    def press(self, *keys: str) -> None:
        pressed(self.surroundings, "key", "--clearmodifiers", *keys)

    def until(self, holds: Callable[[], object], told: str) -> None:
        """Wait until something was heard; what was heard is kept in order."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, (told, self.heard[-12:])
            self.heard += self.ask("heard")

    def hears(self, begins: str) -> None:
        self.until(lambda: any(each[0] == "say" and each[1].startswith(begins) for each in self.heard), begins)

    def focused(self, role: str, name: str) -> None:
        self.until(lambda: self.last_focus()[:2] == [role, name], f"{role} {name}")

    def last_focus(self) -> list[str]:
        """Role, name and id of what got the focus last; nothing before anything did."""
        return next((each[1:] for each in reversed(self.heard) if each[0] == "focus"), [])

    def tab_to(self, name: str, key: str = "Tab") -> None:
        """Press Tab until an object of that id or name has the focus."""
        for _ in range(120):
            if name in self.last_focus()[1:]:
                return
            self.forget()
            self.press(key)
            self.until(self.last_focus, f"Tab to {name}")
        raise AssertionError(f"no key reaches {name}")

    def to_newest_window(self) -> None:
        """Give the keyboard to the window that was opened last, as a window manager does."""
        found = pressed(self.surroundings, "search", "--sync", "--onlyvisible", "--name", "Workplace notes").split()
        pressed(self.surroundings, "windowfocus", "--sync", found[-1])

    def type(self, text: str) -> None:
        pressed(self.surroundings, "type", text)

    def forget(self) -> None:
        self.heard += self.ask("heard")
        self.heard.clear()

    def tree(self, command: str = "tree") -> list[Node]:
        """All objects, once none of them went while they were read."""
        while isinstance(found := self.ask(command), dict):
            pass
        return found


@pytest.fixture
def reading(display: dict[str, str], tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Reader]:  # noqa: F811
    """The program as a screen reader finds it: ``screening try``, or the parameter's command and a name on its page."""
    command, first = getattr(request, "param", ("try", "New screening"))
    if missing := lacking():
        pytest.skip(f"reads the window as a screen reader does, which needs {', '.join(missing)}")
    assert LAUNCHER is not None
    surroundings = {**display, "XDG_RUNTIME_DIR": str(tmp_path), "NO_AT_BRIDGE": "0"}
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
        env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert bus.stdout is not None
    surroundings["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
    quiet = {"env": surroundings, "stderr": subprocess.DEVNULL}
    launcher = subprocess.Popen([LAUNCHER, "--launch-immediately", "--a11y=1", "--screen-reader=1"], **quiet)  # type: ignore[call-overload]
    script = Path(__file__).with_name("at_spi_reader.py")
    reader = subprocess.Popen(
        [SYSTEM_PYTHON, script], env=surroundings, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    program = subprocess.Popen([sys.executable, "-m", "screening", command], **quiet)  # type: ignore[call-overload]
    try:
        window = pressed(surroundings, "search", "--sync", "--onlyvisible", "--pid", str(program.pid)).split()[-1]
        found = Reader(surroundings, reader)
        found.until(lambda: any(each["name"] == first for each in found.tree()), first)
        pressed(surroundings, "windowfocus", "--sync", window)
        yield found
        assert program.poll() is None, "the program ended while it was read"
    finally:
        for process in (program, reader, launcher, bus):
            process.terminate()
            process.wait(PATIENCE)
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()


def page(tree: list[Node]) -> list[Node]:
    """What stands in the main part: what hangs under the object that holds the heading."""
    at = next(at for at, each in enumerate(tree) if each["role"] == "heading")
    depth = tree[at]["depth"]
    start = next(back for back in range(at, -1, -1) if tree[back]["depth"] < depth)
    end = next((on for on in range(at, len(tree)) if tree[on]["depth"] < depth), len(tree))
    return tree[start:end]


def holds(reading: Reader, stop: Stop) -> list[Node]:
    """A page is as its line of the table says, and as every page is."""
    reading.focused(*stop.focus)
    reading.hears(stop.said)
    tree = reading.tree()
    assert next(each["name"] for each in tree if each["role"] == "heading") == stop.heading
    sections = {each["name"] for each in tree if each["role"] == "section"}
    assert {"Status", "Pages", "Actions", stop.heading} <= sections, "the nearest to a landmark that Qt has over AT-SPI"
    sound(tree, stop.focus[1])
    everything = reading.tree("all")  # what lies below the fold is not showing
    for name, locale in stop.locales.items():
        assert {each["locale"] for each in everything if each["name"] == name} == {locale}, name
    for name, told in stop.described.items():
        assert any(each["name"] == name and each["description"].startswith(told) for each in everything), name
    return tree


def sound(tree: list[Node], focused: str) -> None:
    """Hold what every page must be: nothing that is reached is nameless, nothing is called out of order by mistake."""
    reachable = [each for each in tree if "focusable" in each["states"]]
    assert [each["name"] for each in tree if each["role"] == "section" and "enabled" not in each["states"]] == []
    assert [each["id"] for each in tree if each["role"] in ("table", "table row", "panel") and not each["name"]] == []
    resting = [each for each in tree if each["id"].endswith(".Button") and "enabled" not in each["states"]]
    assert all("focusable" in each["states"] for each in resting), "a button that rests is reached, and explains"
    assert [each["id"] for each in reachable if not (each["name"] or each["labelled"])] == []
    assert [each["name"] for each in tree if "focused" in each["states"]] == [focused]
    voiceless = [each["name"] for each in tree if each["locale"] in ("", "C")]
    assert voiceless == [tree[0]["name"]], "only what Qt says of the program itself has no language"
    small = [
        each["name"] for each in tree if each["role"] in ("radio button", "check box") and min(each["box"][2:]) < 44
    ]
    assert small == []
    assert [each["name"] for each in tree if each["role"] == "combo box" and not each["labelled"]] == []


def in_order(tree: list[Node]) -> None:
    """What can be reached on the page comes from the top down, and on one line from the left."""
    parts = page(tree)
    stops = [
        each
        for each in parts
        if "focusable" in each["states"]
        and each["box"]
        and not re.match("(Above|Below): ", each["name"])  # stands over what scrolls
        and each["role"] != "check box"  # in a list that scrolls within the page
    ]
    for one, other in itertools.pairwise(stops):
        above = one["box"][1] <= other["box"][1] + 4
        beside = other["box"][0] > one["box"][0] + one["box"][2]
        assert above or beside, (one["name"], other["name"])


@pytest.mark.sweep
@pytest.mark.requirement("HW8", "GA6")
def test_a_screen_reader_is_led_from_the_gate_to_the_assessment(reading: Reader) -> None:
    def at(name: str) -> list[Node]:
        tree = holds(reading, TABLE[name])
        in_order(tree)
        reading.forget()
        return tree

    reading.press("ctrl+n")
    at("gate")
    for said in GATE_SAYS:
        reading.press("1" if said == GATE_SAYS[-1] else "2")
        reading.hears(said)
    reading.press("ctrl+Return")
    at("numbers")
    reading.press("a")
    rail = {each["name"] for each in at("language") if each["id"].endswith(".RailButton")}
    assert {"Before we talk, done", "Language, you are here"} <= rail
    reading.tab_to("language-ms")
    reading.press("space")
    folded = {each["id"].split(".")[-1]: each for each in at("consent") if each["role"] == "panel"}
    assert [folded[name]["description"] for name in LINES] == ["not said yet"] * len(LINES)
    for key, said in CONSENT_SAYS:
        reading.forget()
        reading.press(key)
        reading.hears(said)
    lines = {each["id"].split(".")[-1]: each for each in reading.tree() if each["role"] == "panel"}
    assert all(lines[name]["description"].startswith("Said ") for name in LINES)
    assert lines["identity"]["name"].endswith(", No")
    assert lines["contact"]["name"].endswith(", Later")
    reading.press("ctrl+Return")
    at("alone")
    reading.press("ctrl+Return")
    at("with whom")
    reading.press("ctrl+Return")
    at("listening")
    reading.press("ctrl+Return")
    rail = {each["name"] for each in at("topic") if each["id"].endswith(".RailButton")}
    assert "Needs now, you are here" in rail
    reading.press("1")
    reading.hears("I said it. Saved.")
    reading.focused("panel", "Are you hurt, ill or in pain now?, not asked")
    plays = [each["name"] for each in reading.tree() if each["name"].startswith("Play in the person")]
    assert len(plays) == len(set(plays)) == 2
    reading.press("2")
    reading.hears("No. Saved. For you to look at, 2 of ")
    reading.press("F6", "F6")
    reading.tab_to("Closing")
    reading.press("space")
    at("closing")
    for step in ("Step 2 of 3", "Step 3 of 3"):
        reading.press("ctrl+Return")
        reading.hears(step)
    reading.press("ctrl+Return")
    at("own view")
    reading.tab_to("view-unsure")
    reading.press("space")
    reading.tab_to("pick-not_sure")
    reading.press("space")
    reading.tab_to("reason")
    reading.press("a", "b", "c", "ctrl+Return")
    at("assessment")
    reading.press("F5")
    rows = [each["name"] for each in at("record") if each["id"].endswith(".RowLine")]
    assert "Needs now" in rows and "How it began: not asked" in rows
    assert any(each.startswith("Hurt, ill or in pain now: No. after a question") for each in rows)
    reading.press("F7")
    at("care")
    reading.press("space")
    reading.hears("Said. Saved. Next: Breathe out slowly. I breathe with you.")
    reading.press("ctrl+BackSpace")
    told = at("assessment")
    code = next(each["name"] for each in told if re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]", each["name"]))
    reading.press("Escape")
    reading.focused("text", "Go to page")
    covered = reading.tree("all")
    assert len(covered) < 60
    assert [each["name"] for each in covered if each["role"] in ("heading", "password text")] == ["Housing checklist"]
    assert not [each for each in covered if code in each["name"] + each["description"] or "Assessment" in each["id"]]
    reading.press("Return")
    reading.focused("heading", "Assessment")
