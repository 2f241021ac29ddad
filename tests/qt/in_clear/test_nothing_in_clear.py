"""Nothing in clear (SX2, SX6): a text in every field, days of work, and no trace of any outside the record."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest

from screening.domain.events.catalogue import Recorded, to_json
from screening.store import create_vault, open_vault
from screening.store.crypto.key_file import Cost
from tests.casework import some_form
from tests.qt.in_clear.search import FIGURES, STEM, marker
from tests.qt.in_clear.text_fields import all_fields
from tests.qt.in_clear.texts_kept import CLOSED, TYPED, UNPLANTED
from tests.qt.in_clear.whole_story import COLLEAGUE, THEIR_NOTE, THEIR_WORDS, Story, whole_story
from tests.qt.page_objects import PAPER_PASSPHRASE, PASSPHRASE
from tests.store.some_vault import everything_readable

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads processes through /proc"),
    pytest.mark.sweep,
]
LEAST = 20
"""So many planted texts are asked for (H33); there are some two hundred."""


def readable() -> tuple[str, ...]:
    """What lets this test read the memory of the hardened program: the superuser may, others in a space of theirs."""
    command = ("unshare", "--map-root-user")
    if os.getuid() == 0 or not shutil.which(command[0]) or subprocess.run([*command, "true"]).returncode:
        return ()
    return command


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    folder = tmp_path_factory.mktemp("story")
    root = some_form.xform(folder)[0]
    return whole_story(folder / "home", root, readable())


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """A reviewer's record, which holds texts of the program and no case."""
    found = Story(tmp_path_factory.mktemp("reviewer") / "home")
    found.record.parent.mkdir(parents=True)
    create_vault(found.record, PASSPHRASE, "Devi", "reviewer", "House", cost=Cost(1, 64 << 20)).close()
    with found.day("reviewer", "close") as process:
        found.look("reviewer", process.pid)
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
        process.wait(60)
    return found


@pytest.fixture(scope="module")
def kept(story: Story, reviewed: Story) -> list[Recorded]:
    """Every event of the two records, those of the erased case from the day before."""
    found: list[Recorded] = [*story.kept]
    for each, passphrase in ((story, story.told["first"]["passphrase"]), (reviewed, PASSPHRASE)):
        with open_vault(each.record, passphrase) as vault:
            found += [event for case in ("", *vault.cases()) for event in vault.events(case)]
    return found


def planted(events: list[Recorded]) -> Iterator[str]:
    """Kind and field of each text in which a planted one stands."""
    for each in events:
        for name, value in to_json(each.event).items():
            if STEM in json.dumps(value):
                yield f"{each.event.kind} {name}"


# --- that the texts were there


def test_every_field_of_the_program_had_a_text_in_it(story: Story, reviewed: Story) -> None:
    reached = {name for each in (story, reviewed) for day in each.told.values() for name in day["where"]}
    assert reached <= set(all_fields())
    missed = set(all_fields()) - reached
    assert sorted(missed ^ set(UNPLANTED)) == [], "a new field has to be planted, or say why not"
    assert len({text for day in story.told.values() for texts in day["where"].values() for text in texts}) > 10 * LEAST


def test_every_text_of_every_event_had_one_in_it_and_no_other_field_has(story: Story, kept: list[Recorded]) -> None:
    reached = set(planted(kept))
    assert sorted(TYPED - reached) == [], "a field of an event that the run does not reach"
    assert sorted(CLOSED & reached) == [], "a text stands where only ids are looked for"


def test_the_search_of_the_memory_would_have_found_them(story: Story) -> None:
    if story.held["first"] is None:
        pytest.skip("this system shows nobody the memory of the program; the files were searched")
    assert (story.held["first"] or 0) > LEAST
    assert (story.held["third"] or 0) > LEAST
    assert story.held["first, locked"] == story.held["third, locked"] == 0


def test_python_held_no_item_of_a_layout_in_any_run(story: Story, reviewed: Story) -> None:
    """Qt deletes one with its widget and tells nobody: what came to lie at its address ended the program (0102)."""
    held = {f"{run} {name}" for each in (story, reviewed) for run, day in each.told.items() for name in day["items"]}
    assert held == set()


# --- that they were nowhere else


@pytest.mark.requirement("NV27")
def test_nothing_stands_in_clear_in_a_file_a_process_or_what_is_told_of_it(story: Story, reviewed: Story) -> None:
    found = {name: hits for each in (story, reviewed) for name, hits in each.found.items()}
    assert {name: hits for name, hits in found.items() if hits} == {}
    assert {name for name in found if "memory" in name} == {
        "first, memory after the lock", "third, memory after the lock"
    }  # fmt: skip
    assert len(found) > 12


def test_nothing_is_said_on_a_terminal(story: Story, reviewed: Story) -> None:
    assert story.said, "the commands print what they did"
    for text in (STEM, FIGURES, PASSPHRASE, "Traceback"):
        assert text not in story.said + reviewed.said
    for log in (story.home / "state").glob("*.log"):
        assert "Traceback" not in log.read_text(encoding="utf-8"), log


def test_no_file_is_left_in_a_profile_a_cache_or_a_temporary_folder(story: Story, reviewed: Story) -> None:
    """No recent list, no settings of Qt, no dump, no piece of a printed page (RE12).

    A kill leaves the file by which a second start finds the window: empty, and gone with the next start.
    """
    for each in (story, reviewed):
        left = [name for name in each.left_lying() if not name.startswith("cache/fontconfig/")]
        assert [name for name in left if not re.fullmatch("runtime/notes/window-[0-9a-f]{16}", name)] == []
        assert [name for name in left if (each.home / name).stat().st_size] == []


@pytest.mark.requirement("RE12")
def test_showing_and_printing_leave_the_sheet_in_the_tray_and_saving_the_files_asked_for(story: Story) -> None:
    assert story.told["first"]["printed"] == ["tray.pdf"]
    names = sorted(path.name for path in story.papers.iterdir())
    code = story.told["first"]["case"]
    kinds = [name for name in names if not name.startswith(("bundle-", "card-"))]
    assert kinds == ["counts.pdf", f"notes-{code}.pdf", f"slip-{code}.pdf", "tray.pdf"]
    assert sum(name.startswith("bundle-") for name in names) == 2
    for name in kinds[1:3]:
        assert b"/Encrypt" in (story.papers / name).read_bytes()


def test_the_cover_page_says_nothing_to_eye_or_ear(story: Story) -> None:
    for day in ("first", "third"):
        cover = story.told[day]["cover"]
        assert cover["spoken"], "a screen reader hears the list"
        for text in (STEM, FIGURES, story.told["first"]["case"], "Screening", PAPER_PASSPHRASE):
            assert text not in json.dumps(cover)


# --- a kill, and an erasing


def test_what_was_half_typed_at_the_kill_is_in_the_record_and_was_not_beside_it(story: Story) -> None:
    assert story.told["third"]["half typed"] == story.told["second"]["half typed"]


def test_an_erased_case_is_in_no_file_no_field_no_search_and_no_undo(story: Story) -> None:
    """H47: with the passphrase at hand. The vault, the recorder, the backup that is left, the names."""
    erased = story.told["first"]["of case"]
    assert len(erased) > 2 * LEAST
    assert len({text for text in erased if text in json.dumps([to_json(each.event) for each in story.kept])}) > LEAST
    assert story.told["third"]["gone"] == []
    held = everything_readable(story.record, passphrase=story.told["first"]["passphrase"])
    assert story.told["first"]["case"].encode() not in held
    assert [text for text in erased if text.encode() in held] == []
    for number in (THEIR_WORDS, THEIR_NOTE, COLLEAGUE):
        assert marker(number).encode() in held, "the other cases are whole"
