"""Lines read at the workbench: only what a second speaker approved counts, as the commands count it."""

from __future__ import annotations

import datetime
import errno
import json
from array import array
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from screening.casework.languages import packs, take_folder, takes
from screening.casework.languages.recording_script import ScriptLine
from screening.casework.languages.takes import TakeState, TakesView
from screening.errors import BadInput, NotAccepted, ScreeningError
from screening.settings import OWN
from screening.sound import recording_levels
from screening.sound.player import RATE, tone
from screening.sound.recording_levels import Levelled, wav
from screening.store import Vault
from screening.store.crypto import atomic_files
from screening.wording.catalogue import packs as language_packs
from screening.wording.catalogue.packs import State
from screening.wording.catalogue.recordings import Recordings, recordings_in
from screening.wording.catalogue.translations import Words
from tests.casework.some_pack import TAG, checked, reviewer

DAY = datetime.date(2026, 12, 1)
WORDS = Words("en")
PAUSE = array("h", bytes(2 * RATE))
SPEAKER, SECOND = "S-1", "R-7"


def spoken(hertz: int = 440, seconds: float = 1.0) -> bytes:
    return wav(PAUSE + tone(hertz, seconds) + PAUSE)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own data lie here; what comes in is measured in this process."""
    monkeypatch.setattr(language_packs, "packs_folder", lambda: tmp_path / "packs")

    def take(data: bytes) -> Levelled:
        try:
            head, _, made = recording_levels.work(data).partition(b"\n")
        except BadInput:
            return Levelled(b"", ("no-sound",), 0.0)
        told = json.loads(head)
        return Levelled(made, tuple(told["faults"]), told["seconds"])

    monkeypatch.setattr(recording_levels, "take", take)
    return tmp_path


@pytest.fixture
def vault() -> Vault:
    return reviewer()


@pytest.fixture
def line(vault: Vault) -> ScriptLine:
    return takes.lines(vault, WORDS, TAG)[0]


def shown(vault: Vault, text_id: str = "", voice: str = "female", shown: str = "all") -> TakesView:
    return takes.view(vault, WORDS, TAG, voice, shown, text_id)


def read(line: ScriptLine, hertz: int = 440) -> None:
    assert takes.add(TAG, "female", line, spoken(hertz), SPEAKER, DAY).faults == ()


def counted() -> Recordings:
    """What the commands count in the folder."""
    place = take_folder.folder_of(TAG)
    return recordings_in(place, TAG, place)


def refusal(act: object, *given: object) -> str:
    with pytest.raises(ScreeningError) as trouble:
        act(*given)  # type: ignore[operator]
    return trouble.value.code


def test_a_line_that_was_read_waits_for_a_second_speaker_and_counts_for_nobody(vault: Vault, line: ScriptLine) -> None:
    read(line)
    view = shown(vault, line.text_id)
    assert (view.standing, view.take.by if view.take else "") == (TakeState.WAITING, SPEAKER)
    assert view.sound is not None and view.sound.is_file()
    assert (view.counts["to-hear"], view.counts["approved"]) == (1, 0)
    assert counted().files == {}


@pytest.mark.requirement("LA3", "LA11")
def test_what_a_second_speaker_approves_is_a_reviewed_recording_by_their_code(vault: Vault, line: ScriptLine) -> None:
    read(line)
    takes.approve(TAG, "female", line, SECOND, DAY)
    found = counted()
    assert set(found.files["female"]) == {line.text_id}
    assert (found.state, found.reviewers, found.date) == (State.REVIEWED, (SECOND,), DAY)
    assert (found.trusted, found.field_tested) == (True, False)
    assert shown(vault, line.text_id).standing is TakeState.APPROVED
    assert [path.name for path in (take_folder.folder_of(TAG) / "takes" / "female").iterdir()] == []


@pytest.mark.parametrize(
    ("by", "code"),
    [(SPEAKER, "take-own"), ("", "take-code"), ("Aminah", "take-code"), ("r-7", "take-code")],
)
def test_whoever_read_a_line_does_not_approve_it_nor_anybody_without_a_code(
    line: ScriptLine, by: str, code: str
) -> None:
    read(line)
    assert refusal(takes.approve, TAG, "female", line, by, DAY) == code
    assert refusal(takes.refuse, TAG, "female", line, by, "the end is missing") == code
    assert counted().files == {}


def test_nothing_is_approved_that_was_not_read(line: ScriptLine) -> None:
    assert refusal(takes.approve, TAG, "female", line, SECOND, DAY) == "take-none"
    assert refusal(takes.add, TAG, "female", line, spoken(), "", DAY) == "take-code"


def test_what_is_wrong_stands_with_the_line_until_it_is_read_again(vault: Vault, line: ScriptLine) -> None:
    read(line)
    assert refusal(takes.refuse, TAG, "female", line, SECOND, "  ") == "take-wrong"
    takes.refuse(TAG, "female", line, SECOND, "The last word is missing.")
    view = shown(vault, line.text_id)
    assert view.take is not None
    assert (view.standing, view.take.wrong, view.take.checked) == (
        TakeState.WRONG,
        "The last word is missing.",
        SECOND,
    )
    assert view.counts["to-read"] == view.counts["all"]
    read(line, 500)
    assert shown(vault, line.text_id).standing is TakeState.WAITING
    assert len(list((take_folder.folder_of(TAG) / "takes" / "female").iterdir())) == 1


def test_an_approved_line_that_is_read_again_counts_until_the_new_one_is_approved(line: ScriptLine) -> None:
    read(line)
    takes.approve(TAG, "female", line, SECOND, DAY)
    before = counted().files["female"][line.text_id].read_bytes()
    read(line, 600)
    assert counted().files["female"][line.text_id].read_bytes() == before
    takes.approve(TAG, "female", line, SECOND, DAY)
    assert counted().files["female"][line.text_id].read_bytes() != before


@pytest.mark.requirement("LA3")
def test_it_is_field_tested_only_while_nothing_new_was_approved(vault: Vault) -> None:
    first, second = takes.lines(vault, WORDS, TAG)[:2]
    assert refusal(takes.mark_tested, TAG, SECOND) == "take-none-approved"
    read(first)
    takes.approve(TAG, "female", first, SECOND, DAY)
    takes.mark_tested(TAG, SECOND)
    assert counted().field_tested
    assert shown(vault).tested
    read(second, 500)
    takes.approve(TAG, "female", second, SECOND, DAY)
    assert (counted().trusted, counted().field_tested) == (True, False)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"no sound at all", "no-sound"),
        (wav(PAUSE), "silent"),
        (spoken(seconds=16.0), "too-long"),
        (wav(array("h", (each // 200 for each in PAUSE + tone() + PAUSE))), "too-quiet"),
        (wav(PAUSE + array("h", [32_767, -32_768] * RATE) + PAUSE), "clipped"),
        (wav(tone(seconds=2.0)[RATE // 2 :] + PAUSE), "cut-start"),
    ],
)
def test_what_is_wrong_by_the_commands_measure_is_not_kept(line: ScriptLine, data: bytes, fault: str) -> None:
    assert fault in takes.add(TAG, "female", line, data, SPEAKER, DAY).faults
    assert not take_folder.folder_of(TAG).exists()


def test_a_file_of_a_telephone_is_a_take(vault: Vault, line: ScriptLine, tmp_path: Path) -> None:
    file = tmp_path / "voice memo.wav"
    file.write_bytes(spoken())
    assert takes.add_file(TAG, "female", line, file, SPEAKER, DAY).faults == ()
    assert shown(vault, line.text_id).standing is TakeState.WAITING
    assert refusal(takes.add_file, TAG, "female", line, tmp_path / "nothing.wav", SPEAKER, DAY) == "take-file"


def test_a_folder_gives_what_is_right_in_it_and_says_what_is_wrong(vault: Vault, tmp_path: Path) -> None:
    script, folder = takes.lines(vault, WORDS, TAG), tmp_path / "telephone"
    folder.mkdir()
    (folder / "1.wav").write_bytes(spoken(300))
    (folder / f"{script[1].stem}.wav").write_bytes(spoken(400))
    (folder / "3.wav").write_bytes(wav(PAUSE))
    (folder / "999.wav").write_bytes(spoken(500))
    number, problems = takes.add_folder(TAG, "male", script, folder, SPEAKER, DAY, WORDS)
    assert (number, [each.file for each in problems]) == (2, ["3.wav", "999.wav"])
    assert shown(vault, voice="male").counts["to-hear"] == 2


def test_words_that_changed_are_read_again_and_go_out_of_the_pack(
    vault: Vault, line: ScriptLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(line)
    takes.approve(TAG, "female", line, SECOND, DAY)
    other = tuple(ScriptLine(*(line.number, line.text_id, line.part, "নতুন", "", "")) for line in (line,))
    monkeypatch.setattr(takes, "rows", lambda *_given: other)
    assert shown(vault, line.text_id).standing is TakeState.CHANGED
    assert takes.settle(TAG, other) == 1
    assert counted().files["female"] == {}


def test_a_file_that_is_another_than_the_approved_one_goes_out_of_the_pack(vault: Vault, line: ScriptLine) -> None:
    read(line)
    takes.approve(TAG, "female", line, SECOND, DAY)
    assert takes.settle(TAG, takes.lines(vault, WORDS, TAG)) == 0
    counted().files["female"][line.text_id].write_bytes(spoken(900))
    assert takes.settle(TAG, takes.lines(vault, WORDS, TAG)) == 1
    assert refusal(takes.approved_folder, TAG) == "take-none-approved"


def test_a_take_that_was_changed_on_the_disk_is_not_approved(vault: Vault, line: ScriptLine) -> None:
    read(line)
    sound = shown(vault, line.text_id).sound
    assert sound is not None
    sound.write_bytes(spoken(900))
    assert refusal(takes.approve, TAG, "female", line, SECOND, DAY) == "take-changed"
    sound.unlink()
    assert refusal(takes.approve, TAG, "female", line, SECOND, DAY) == "take-changed"


@pytest.mark.requirement("LA11")
def test_a_pack_of_approved_lines_is_without_problems(vault: Vault, line: ScriptLine) -> None:
    read(line)
    takes.approve(TAG, "female", line, SECOND, DAY)
    file = packs.read_pack_file(packs.export(vault, TAG, {}, (), OWN, takes.approved_folder(TAG)))
    assert [name for name in file.files if name.startswith("audio/")] == [
        "audio/audio.toml",
        f"audio/female/{line.text_id}.flac",
    ]
    assert checked(vault, file.files).problems == ()


def test_a_full_disk_is_told_and_the_former_take_stays(
    vault: Vault, line: ScriptLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(line)
    before = shown(vault, line.text_id)

    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(atomic_files, "write_atomic", full)
    assert refusal(takes.add, TAG, "female", line, spoken(700), SPEAKER, DAY) == "not-written-full"
    assert shown(vault, line.text_id) == before


@pytest.mark.parametrize("text", ["", "[]", '{"waiting": 1}', '{"waiting": {}, "approved": {"female": {"x": {}}}}'])
def test_a_list_that_cannot_be_read_is_told(vault: Vault, line: ScriptLine, text: str) -> None:
    read(line)
    (take_folder.folder_of(TAG) / take_folder.PAGE).write_text(text, "utf-8")
    with pytest.raises(BadInput, match="content-unreadable"):
        shown(vault)


@pytest.mark.parametrize("role", ["labour-officer", "ngo", "supervisor", "trainer"])
def test_only_a_reviewers_record_reads_aloud(vault: Vault, role: str) -> None:
    vault.role = role
    with pytest.raises(NotAccepted, match="role-may-not"):
        shown(vault)


def test_a_computers_voice_in_the_folder_is_not_mixed_with_a_persons(line: ScriptLine) -> None:
    place = take_folder.folder_of(TAG)
    (place / "male").mkdir(parents=True)
    (place / "male" / f"{line.text_id}.flac").write_bytes(b"fLaC")
    (place / "audio.toml").write_text('state = "draft"\nreviewers = []\ndate = 2026-12-01\nsynthetic = true\n')
    assert refusal(takes.add, TAG, "female", line, spoken(), SPEAKER, DAY) == "recordings-other-kind"


def test_two_lines_that_come_in_at_once_are_both_kept(vault: Vault) -> None:
    script = takes.lines(vault, WORDS, TAG)[:8]

    def one(row: ScriptLine) -> tuple[str, ...]:
        return takes.add(TAG, "female", row, spoken(300 + 40 * row.number), SPEAKER, DAY).faults

    with ThreadPoolExecutor(8) as several:
        assert list(several.map(one, script)) == [()] * len(script)
    assert set(take_folder.read(TAG).waiting["female"]) == {row.text_id for row in script}


def test_next_leads_on_by_number_from_a_line_that_has_left_the_list(vault: Vault) -> None:
    script = takes.lines(vault, WORDS, TAG)
    read(script[4])
    view = shown(vault, script[4].text_id, shown="to-read")
    assert script[4].text_id not in {row.text_id for row in view.rows}
    assert takes.following(view, 1) == script[5].text_id
    assert takes.following(view, -1) == script[3].text_id
