"""N6, N7: content that changes hotlines, recipients, law cards and questions, and says "changed: 0"; days to come.

Before a pack is put in, every value that differs is said, old beside new, the worst first. No pack, and no day in one,
is from later than tomorrow.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from screening import settings
from screening.casework.content import in_use as content_in_use
from screening.casework.languages import packs
from screening.content_packs import packs as content_packs
from screening.content_packs.changes import each_change
from screening.errors import BadInput
from screening.store import Vault
from screening.store.exchange.pack_file import CONTENT, PackFile, make_pack, read_pack_file
from screening.wording.catalogue.translations import Words
from tests.casework.some_content import EDITION, believes, change, content, record
from tests.casework.some_pack import TAG, files_of, reviewer

TODAY = datetime.date(2027, 1, 6)


@pytest.fixture
def headquarters() -> Vault:
    return record("Release desk")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return content(tmp_path / "source")


def told(headquarters: Vault, source: Path) -> tuple[str, ...]:
    file = read_pack_file(content_packs.export(headquarters, source), CONTENT)
    found = content_packs.examine(file, Words("en"), today=TODAY)
    assert found.problems == ()
    return found.changes


TREATMENT = f"indicators/{EDITION}/topics/08-treatment.toml"
LAW = f"indicators/{EDITION}/law.toml"
ATTACKS = {
    "a hotline": ("forms/directory/malaysia.toml", '"15 999"', '"15 666"', "15 666"),
    "what a recipient gets": (
        "forms/directory/services.toml", 'gives = ["needs", "contact"', 'gives = ["words", "needs", "contact"', "words",
    ),
    "a law card": (LAW, "Recruiting", "Not an offence at all: recruiting", "Not an offence"),
    "who checked the law": (LAW, "checked_on = 2026-11-24", "checked_on = 2026-12-24", "2026-12-24"),
    "a question": (TREATMENT, "hit you", "hit you before they deport you", "deport you"),
}  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_every_change_is_said_with_what_stands_there_now(headquarters: Vault, source: Path, attack: str) -> None:
    file, before, after, said = ATTACKS[attack]
    text = (source / file).read_text("utf-8")
    if before not in text:
        pytest.fail(f"{file} does not say {before!r}")
    (source / file).write_text(text.replace(before, after, 1), "utf-8")
    changed = [each for each in each_change(source, EDITION, settings.OWN) if said in f"{each.before} {each.after}"]
    assert changed
    assert all(each.before is not None for each in changed)
    assert any(said in line and "now “" in line for line in told(headquarters, source))


def test_a_safeguard_stands_before_a_number_a_number_before_a_question_and_the_law_after_it(source: Path) -> None:
    change(source / "indicators" / EDITION / "gate.toml", 'effect = "stop"', 'effect = "fine"')
    change(source / "indicators" / EDITION / "law.toml", "checked_on = 2026-11-24", "checked_on = 2026-12-24")
    every = each_change(source, EDITION, settings.OWN)
    first = {name: next(at for at, each in enumerate(every) if name in each.file) for name in (
        "gate.toml", "directory/", "topics/", "law.toml", "edition.toml",
    )}  # fmt: skip
    assert list(first.values()) == sorted(first.values())
    assert every[0].file.endswith("gate.toml")


def test_what_a_pack_takes_away_is_said_too(source: Path) -> None:
    change(source / "forms" / "directory" / "malaysia.toml", 'id = "talian-kasih"', 'id = "talian-baru"')
    every = each_change(source, EDITION, settings.OWN)
    assert [each for each in every if "talian-kasih" in each.place and each.after is None]
    assert [each for each in every if "talian-baru" in each.place and each.before is None]


def test_a_directory_alone_changes_nothing_else(tmp_path: Path) -> None:
    own = settings.forms_root() / "directory"
    folder = tmp_path / "forms" / "directory"
    folder.mkdir(parents=True)
    for path in own.glob("*.toml"):
        (folder / path.name).write_bytes(path.read_bytes())
    assert each_change(tmp_path, "", settings.OWN) == []
    change(folder / "malaysia.toml", '"15999"', '"15666"')
    assert [(each.before, each.after) for each in each_change(tmp_path, "", settings.OWN)] == [("15999", "15666")]


def test_what_turns_letters_is_shown_in_a_change(source: Path, headquarters: Vault) -> None:
    change(source / "indicators" / EDITION / "topics" / "08-treatment.toml", "hit you", "h\u202eit you")
    line = next(each for each in each_change(source, EDITION, settings.OWN) if "\u202e" in (each.after or ""))
    from screening.content_packs.changes import _change_line

    assert "\u202e" not in _change_line(line, Words("en"))


# --- days


def at(vault: Vault, when: str) -> Vault:
    moment = datetime.datetime.fromisoformat(when).replace(tzinfo=datetime.UTC)
    vault.clock = lambda: moment
    return vault


@pytest.mark.parametrize(("made", "refused"), [("2999-01-01", True), ("2027-01-08", True), ("2027-01-07", False)])
def test_a_pack_from_later_than_tomorrow_is_refused_so_that_no_honest_one_is_blocked(
    source: Path, tmp_path: Path, made: str, refused: bool
) -> None:
    officer, publisher = at(record("Officer Aina"), "2027-01-06"), at(record("Release desk"), made)
    believes(officer, publisher)
    file = read_pack_file(content_packs.export(publisher, source), CONTENT)

    def put() -> None:
        content_packs.put_in(officer, file, Words("en"), tmp_path / "packs")

    if refused:
        with pytest.raises(BadInput, match="pack-from-later"):
            put()
        assert not content_in_use.known_of(officer).put_in
    else:
        put()


def test_a_day_in_the_content_that_has_not_come_is_a_problem(source: Path, headquarters: Vault) -> None:
    change(source / "indicators" / EDITION / "law.toml", "checked_on = 2026-11-24", "checked_on = 2099-11-24")
    file = read_pack_file(content_packs.export(headquarters, source), CONTENT)
    found = content_packs.examine(file, Words("en"), today=TODAY)
    assert any("2099-11-24 has not come yet" in str(each) for each in found.problems)


def test_a_language_pack_from_later_is_refused(tmp_path: Path) -> None:
    later = at(reviewer(), "2999-01-01")
    file: PackFile = read_pack_file(make_pack(later, TAG, files_of(later)))
    with pytest.raises(BadInput, match="pack-from-later"):
        packs.install(packs.Examined(file, 0, 0, (), 0, {}), [file.signer], tmp_path / "packs")


def test_a_full_disk_names_what_was_written_and_not_who_signed_it(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer, publisher = at(record("Officer Aina"), "2027-01-06"), at(record("Release desk"), "2027-01-06")
    believes(officer, publisher)
    file = read_pack_file(content_packs.export(publisher, source), CONTENT)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(content_packs, "_put", full)
    with pytest.raises(BadInput, match="not-written") as told:
        content_packs.put_in(officer, file, Words("en"), tmp_path / "packs")
    assert "Release desk" not in str(told.value)
