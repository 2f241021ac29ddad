"""A pack is put in whole or not at all, beside the program, and only what a known reviewer signed."""

from __future__ import annotations

import datetime
from array import array
from pathlib import Path

import pytest

from screening.casework.languages import packs as pack_desk
from screening.errors import BadInput
from screening.settings import OWN, Installation, content_root
from screening.sound.player import RATE, tone
from screening.store import Vault, own_card
from screening.store.exchange.pack_file import make_pack, read_pack_file
from screening.wording.catalogue.completeness import heard_ids
from screening.wording.catalogue.packs import State
from screening.wording.catalogue.recordings import recordings
from screening.wording.catalogue.reviews import Review, digest_of
from screening.wording.catalogue.translations import Words
from screening.wording.lint.pack_checks import every_person_text, person_texts
from tests.casework.some_pack import TAG, TEXT, checked, files_of, reviewer, wav

NEW = "আপনি না বলতে পারেন।"


@pytest.fixture
def vault():
    made = reviewer()
    yield made
    made.close()


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    return tmp_path / "packs"


def read_by(vault: Vault, packs: Path) -> Installation:
    """What a record reads that has these packs beside it."""
    return Installation(language_packs=pack_desk.packs_of_record(vault, packs)[0])


@pytest.fixture(scope="module")
def whole() -> dict[str, bytes]:
    made = reviewer()
    found = files_of(made)
    made.close()
    return found


def read_now(forms: tuple[str, ...]) -> Review:
    text = person_texts(content_root())[TEXT]
    return Review(TEXT, digest_of(text, forms), State.REVIEWED, "R-7", datetime.date(2026, 11, 24))


def test_what_is_exported_has_no_problem_and_says_what_is_not_recorded(vault, whole) -> None:
    found = checked(vault, whole)
    assert found.problems == ()
    assert found.texts == len(every_person_text(content_root())) > len(person_texts(content_root()))
    assert len(found.unheard["female"]) == len(heard_ids(content_root()))


def test_changed_words_and_their_review_are_in_use_once_the_pack_is_in(vault, packs) -> None:
    data = pack_desk.export(vault, TAG, {(TEXT, Words().source(TEXT)): (NEW,)}, [read_now((NEW,))], OWN)
    assert Words(TAG).say(TEXT) != NEW
    pack_desk.install(pack_desk.check(read_pack_file(data)), [own_card(vault)], packs)
    here = read_by(vault, packs)
    assert Words(TAG, here).say(TEXT) == NEW
    assert Words(TAG, here).state(TEXT) is State.REVIEWED
    assert [row["tag"] for row in pack_desk.installed(packs)] == [TAG]
    assert Words(TAG).state(TEXT) is State.DRAFT


def test_the_programs_own_folder_is_never_written_to(vault, packs, whole) -> None:
    before = {path: path.stat().st_mtime_ns for path in (content_root() / "locales").rglob("*")}
    pack_desk.install(checked(vault, whole), [own_card(vault)], packs)
    assert {path: path.stat().st_mtime_ns for path in (content_root() / "locales").rglob("*")} == before


def test_a_signer_who_is_not_known_is_refused(vault, packs, whole) -> None:
    stranger = reviewer("Somebody")
    with pytest.raises(BadInput) as trouble:
        pack_desk.install(checked(stranger, whole), [own_card(vault)], packs)
    assert trouble.value.code == "pack-unknown-signer"
    stranger.close()
    assert not (packs / TAG).exists()


def test_an_older_pack_is_refused(vault, packs, whole) -> None:
    pack_desk.install(checked(vault, whole), [own_card(vault)], packs)
    with pytest.raises(BadInput) as trouble:
        pack_desk.install(checked(vault, whole), [own_card(vault)], packs)
    assert trouble.value.code == "pack-older"
    vault.clock = lambda: datetime.datetime(2026, 11, 25, 9, tzinfo=datetime.UTC)
    pack_desk.install(checked(vault, whole), [own_card(vault)], packs)
    assert len([each for each in (packs / TAG).iterdir() if each.is_dir()]) == 1


def test_a_write_that_fails_leaves_the_former_pack_in_use(vault, packs, whole, monkeypatch) -> None:
    pack_desk.install(checked(vault, whole), [own_card(vault)], packs)
    before = (packs / TAG / "current").read_bytes()
    vault.clock = lambda: datetime.datetime(2026, 11, 25, 9, tzinfo=datetime.UTC)

    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pack_desk.atomic_files, "write_atomic", full)
    with pytest.raises(BadInput, match="not-written"):
        pack_desk.install(checked(vault, whole), [own_card(vault)], packs)
    assert (packs / TAG / "current").read_bytes() == before
    assert len(pack_desk.installed(packs)) == 1


@pytest.mark.parametrize("name", ["", "..", "../../bn", "fedcba9876543210", "0123456789ABCDEF", "x" * 16])
def test_a_name_that_is_not_that_of_a_pack_leads_to_none(vault, packs, whole, name: str) -> None:
    pack_desk.install(checked(vault, whole), [own_card(vault)], packs)
    (packs / TAG / "current").write_text(name, "ascii")
    assert pack_desk.packs_of_record(vault, packs)[0] == ()


def spoiled(files: dict[str, bytes], before: str, after: str) -> dict[str, bytes]:
    po = files["person.po"].decode("utf-8")
    at = po.index(f'msgctxt "{TEXT}"')
    start = po.index("msgstr ", at)
    end = po.index("\n\n", start)
    entry = before + po[at:start] + f'msgstr "{after}"'
    return {**files, "person.po": (po[:at] + entry + po[end:]).encode("utf-8")}


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("#, fuzzy\n", NEW, "fuzzy"),
        ("", "আ" * 100_000, "longer than"),
        ("", "{name} " + NEW, "fields"),
        ("", "<b>আপনি</b>", "markup"),
        ("", "আপনি \U000e0041 \ufffe", "font"),
        ("", "You may say no.", "script"),
        ("", "আপনি\u202e না", "direction sign"),
    ],
)
def test_spoiled_words_are_refused_with_place_and_remedy(vault, packs, whole, before, after, told) -> None:
    found = checked(vault, spoiled(whole, before, after))
    named = [each for each in found.problems if each.place == TEXT]
    assert any(told in each.what for each in named), found.problems
    assert all(each.remedy for each in named)
    with pytest.raises(BadInput, match="pack-problems"):
        pack_desk.install(found, [own_card(vault)], packs)
    assert not (packs / TAG).exists()


def test_zawgyi_is_refused(vault) -> None:
    data = pack_desk.export(vault, "my", {(TEXT, Words().source(TEXT)): ("ျမန္မာ",)}, (), OWN)
    assert any("Zawgyi" in each.what for each in pack_desk.check(read_pack_file(data)).problems)


def test_a_review_of_other_words_is_refused(vault, whole) -> None:
    from screening.wording.catalogue.reviews import written

    found = checked(vault, {**whole, "reviews.toml": written([read_now((NEW,))]).encode()})
    assert any("other words" in each.what for each in found.problems)


@pytest.mark.parametrize("name", ["person.po", "reviews.toml", "pack.toml"])
@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"[[[[", b'msgid "x\nmsgstr'])
def test_broken_files_become_problems_and_never_a_traceback(vault, whole, name, data) -> None:
    found = checked(vault, {**whole, name: data})
    assert found.problems or (name == "reviews.toml" and not data)


@pytest.mark.parametrize("tag", ["en", "xx", "rhg"])
def test_a_language_that_is_not_the_programs_is_refused(vault, whole, tag) -> None:
    from screening.wording.catalogue.packs import packs as known

    if tag in known(content_root()) and tag != "en":
        return
    with pytest.raises(BadInput, match="pack-language"):
        pack_desk.check(read_pack_file(make_pack(vault, tag, whole)))


def test_recordings_are_measured_and_named(vault, whole) -> None:
    loud = array("h", (30_000 if at // 20 % 2 else -30_000 for at in range(RATE)))
    sounds = {
        f"audio/female/{TEXT}.wav": wav(),
        "audio/female/consent.spoken.none.wav": wav(),
        "audio/male/private.yes.wav": wav(tone(seconds=16)),
        "audio/male/private.no.wav": wav(array("h", [0] * RATE)),
        "audio/male/private.stop.wav": wav(loud),
        "audio/male/private.again.flac": b"no sound",
        "audio/audio.toml": b'state = "draft"\nreviewers = []\ndate = 2026-11-24\n',
    }
    found = checked(vault, {**whole, **sounds})
    told = {each.place: each.what for each in found.problems}
    assert TEXT not in told
    assert "no such text" in told["consent.spoken.none"]
    assert "15 seconds" in told["private.yes"]
    assert "Nothing is heard" in told["private.no"]
    assert "louder" in told["private.stop"]
    assert "cannot be read" in told["private.again"]
    assert TEXT not in found.unheard["female"]
    assert TEXT in found.unheard["male"]


def test_recordings_of_a_pack_are_heard_once_it_is_in(vault, packs, whole) -> None:
    page = b'state = "field-tested"\nreviewers = ["R-7"]\ndate = 2026-11-24\n'
    found = checked(vault, {**whole, f"audio/female/{TEXT}.wav": wav(), "audio/audio.toml": page})
    pack_desk.install(found, [own_card(vault)], packs)
    heard = recordings(TAG, read_by(vault, packs))
    assert heard.field_tested
    assert heard.files["female"][TEXT].is_file()
