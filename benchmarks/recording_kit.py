"""Tries the recording kit in every language: a computer's voice reads the whole script, and the kit takes it in.

Run: python benchmarks/recording_kit.py [bn ...] [--every 4 --longest 30]     (the table goes into docs/translating.md)

Each line of the script is said by the ``speech`` extra, a second of silence at both ends, written under the name that
the script gives it, and taken in as ``screening pack recordings --synthetic`` does, in this process. What the kit
refuses is counted by fault. Languages without a voice have the estimate of ``locales/spoken.toml`` alone.
"""

from __future__ import annotations

import argparse
import datetime
import json
import statistics
import tempfile
import tomllib
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from screening.casework.languages.recording_script import rows
from screening.casework.languages.recordings_in import take_in
from screening.errors import BadInput
from screening.settings import OWN, content_root
from screening.sound import recording_levels
from screening.sound.computer_voice import Speaker, can_speak
from screening.sound.measure import LONGEST, measure
from screening.sound.player import RATE
from screening.sound.recording_levels import Levelled, wav
from screening.wording.catalogue.languages import languages
from screening.wording.catalogue.packs import SOURCE
from screening.wording.catalogue.recordings import recordings_in
from screening.wording.catalogue.translations import Words
from screening.wording.lint.spoken_length import FILE, Pace

PAUSE = array("h", bytes(2 * RATE))
VOICE = "female"


@dataclass(slots=True)
class Tried:
    """``said`` and ``taken`` are numbers of texts; ``seconds`` and ``levels`` (dBFS) of what was taken in."""

    texts: int
    estimate: float
    said: int = 0
    taken: int = 0
    seconds: list[float] = field(default_factory=list)
    levels: list[float] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)


def tried(tag: str, folder: Path, every: int = 1, longest: int = 0) -> Tried:
    """Take in each ``every``-th line of a language's script, and the ``longest``, said by the computer's voice."""
    script = [row for row in rows(tag, Words("en")) if row.words]
    pace = Pace.read(tomllib.loads((content_root() / FILE).read_text("utf-8")))
    made = Tried(len(script), max(pace.seconds(tag, row.words) for row in script))
    if not can_speak(tag):
        return made
    source, ready = folder / "spoken", folder / "ready"
    source.mkdir(parents=True)
    speaker = Speaker()
    try:
        by_length = sorted(script, key=lambda row: pace.seconds(tag, row.words))
        for row in {*script[::every], *by_length[len(script) - longest :]}:
            sound = speaker.say(tag, row.words)
            if sound is None:
                continue
            made.said += 1
            (source / f"{row.stem}.wav").write_bytes(wav(PAUSE + sound + PAUSE))
    finally:
        speaker.close()
    took = take_in(tag, VOICE, source, ready, datetime.date.today(), OWN, synthetic=True, partly=True)
    wrong = {each.file for each in took.problems}
    made.faults.update(each.what for each in took.problems)
    if wrong:  # once more without them, so that the rest is counted
        for name in wrong:
            (source / name).unlink()
        took = take_in(tag, VOICE, source, ready, datetime.date.today(), OWN, synthetic=True, partly=True)
    made.taken = took.taken
    for path in recordings_in(ready, tag, ready).files.get(VOICE, {}).values():
        found = measure(path.read_bytes(), path.name)
        made.faults.update(found.faults())
        made.seconds.append(found.seconds)
        made.levels.append(found.loudness)
    return made


def in_this_process(data: bytes) -> Levelled:
    """What ``recording_levels.take`` gives, without a process for each of some 3,000 files."""
    try:
        head, _, made = recording_levels.work(data).partition(b"\n")
    except BadInput:
        return Levelled(b"", ("no-sound",), 0.0)
    told = json.loads(head)
    return Levelled(made, tuple(told["faults"]), told["seconds"])


def table(tags: list[str], every: int, longest: int) -> Iterator[str]:
    yield "| language | lines | longest by estimate, s | tried, taken in | longest, middle, s | level, dBFS | refused |"
    yield "|---|---|---|---|---|---|---|"
    for tag in tags:
        with tempfile.TemporaryDirectory() as folder:
            each = tried(tag, Path(folder), every, longest)
        assert each.estimate <= LONGEST, tag
        row = f"| {tag} | {each.texts} | {each.estimate:.1f} |"
        if not each.said:
            yield f"{row} no voice | | | |"
            continue
        faults = "; ".join(f"{n} × {name}" for name, n in each.faults.items()) or "-"
        yield (
            f"{row} {each.said}, {each.taken} | {max(each.seconds):.1f}, {statistics.median(each.seconds):.1f} "
            f"| {min(each.levels):.0f} to {max(each.levels):.0f} | {faults} |"
        )


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("tags", nargs="*")
    asked.add_argument("--every", type=int, default=1)
    asked.add_argument("--longest", type=int, default=0)
    given = asked.parse_args()
    recording_levels.take = in_this_process
    for line in table(
        given.tags or [each.tag for each in languages() if each.tag != SOURCE], given.every, given.longest
    ):
        print(line, flush=True)
