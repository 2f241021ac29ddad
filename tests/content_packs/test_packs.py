"""A content pack is put in whole or not at all, never over an edition that is here, and only from a known signer."""

from __future__ import annotations

import datetime
import json
import shutil
import zlib
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from screening import settings
from screening.casework.content import country, directory
from screening.casework.content import in_use as content_in_use
from screening.casework.content.edition import open_content
from screening.content_packs import packs as content_packs
from screening.content_packs.packs import ExaminedContent
from screening.domain.events.catalogue import CaseOpened
from screening.domain.events.exchange import ContentPutIn, ContentRolledBack
from screening.domain.events.hash_chain import canonical
from screening.errors import BadInput
from screening.store import Vault, own_card, own_keys, publisher_card
from screening.store.exchange.pack_file import CONTENT, LENGTH, SIGNATURE, PackFile, make_pack, read_pack_file
from screening.store.vault.vault import VAULT
from screening.wording.catalogue.languages import offered_languages
from screening.wording.catalogue.translations import Words
from tests.casework.some_content import EDITION, NEW_QUESTION, QUESTION, believes, change, content, record

ITEM = "item.violence.text"
WORDS = Words("en")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return content(tmp_path_factory.mktemp("headquarters"))


def used(vault: Vault, folder: Path) -> settings.Installation:
    """The content that the record names, as it lies in the folder of packs."""
    return content_in_use.content_of_record(vault, folder)[0]


@pytest.fixture(scope="module")
def headquarters() -> Iterator[Vault]:
    vault = record("Headquarters")
    yield vault
    vault.close()


@pytest.fixture
def officer(headquarters: Vault) -> Iterator[Vault]:
    vault = record("Devi", 6)
    believes(vault, headquarters)
    yield vault
    vault.close()


@pytest.fixture(scope="module")
def pack(headquarters: Vault, source: Path) -> PackFile:
    return read_pack_file(content_packs.export(headquarters, source, note="Clearer questions"), CONTENT)


@pytest.fixture(scope="module")
def examined(pack: PackFile) -> ExaminedContent:
    return content_packs.examine(pack, WORDS)


@pytest.fixture(scope="module")
def data(headquarters: Vault, source: Path) -> bytes:
    return content_packs.export(headquarters, source)


def code(work: Callable[[], object]) -> str:
    with pytest.raises(BadInput) as trouble:
        work()
    assert WORDS.has(f"error.{trouble.value.code}"), "every refusal has its sentence"
    return trouble.value.code


def put_in(officer: Vault, pack: PackFile, folder: Path) -> list[str]:
    told: list[str] = []
    content_packs.put_in(officer, pack, WORDS, folder, told.append)
    return told


# --- put in, used, rolled back


def test_what_changes_is_told_before_the_pack_is_put_in(officer: Vault, pack: PackFile, tmp_path: Path) -> None:
    told = put_in(officer, pack, tmp_path)
    assert told[:2] == ["Made on 5 January 2027", "Note: Clearer questions"]
    assert (
        f"New cases use edition {EDITION} instead of {settings.EDITION}. Cases already started keep their edition."
        in told
    )
    assert any("people cannot choose: " in line and "Bangla" in line for line in told)
    assert any(line.startswith("Directory of services: 35 entries") and "changed: 1" in line for line in told)
    assert told[-1] == "No problems. This pack can be added."


@pytest.mark.requirement("JU14")
def test_new_cases_open_under_the_new_edition_and_begun_ones_keep_their_own(
    officer: Vault, examined: ExaminedContent, tmp_path: Path
) -> None:
    content_packs.install(officer, examined, tmp_path)
    here = used(officer, tmp_path)
    assert open_content(here=here).protocol.id == EDITION
    assert open_content(settings.EDITION, here).protocol.id == settings.EDITION
    assert Words("en", here).say(ITEM) == NEW_QUESTION
    assert Words("en", here, edition=settings.EDITION).say(ITEM) == QUESTION
    assert directory.shipped(here).entries["talian-kasih"].phones == ("15 999",)


def test_only_english_is_offered_where_the_new_questions_are_not_translated(
    officer: Vault, examined: ExaminedContent, tmp_path: Path
) -> None:
    content_packs.install(officer, examined, tmp_path)
    here = used(officer, tmp_path)
    assert [each.tag for each in offered_languages(installation=here)] == ["en"]
    assert len(offered_languages(edition=settings.EDITION, installation=here)) > 10


def test_translations_that_come_with_the_questions_are_used(
    officer: Vault, headquarters: Vault, source: Path, tmp_path: Path
) -> None:
    folder = source / "locales" / "ms" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    old = Words("ms").say(ITEM)
    lines = (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        f'msgctxt "{ITEM}"\nmsgid "{NEW_QUESTION}"\nmsgstr "Adakah sesiapa pernah memukul anda?"\n\n'
        f'msgctxt "{ITEM}"\nmsgid "{QUESTION}"\nmsgstr "Anda dipukul, bukan?"\n'
    )
    (folder / "person.po").write_text(lines, "utf-8")
    try:
        pack = read_pack_file(content_packs.export(headquarters, source), CONTENT)
    finally:
        (folder / "person.po").unlink()
    put_in(officer, pack, tmp_path)
    here = used(officer, tmp_path)
    assert Words("ms", here).say(ITEM) == "Adakah sesiapa pernah memukul anda?"
    assert Words("ms", here, edition=settings.EDITION).say(ITEM) == old, "the words of an edition that is here stay"


def test_rolling_back_uses_what_was_in_use_and_keeps_the_edition_readable(
    officer: Vault, examined: ExaminedContent, tmp_path: Path
) -> None:
    content_packs.install(officer, examined, tmp_path)
    content_packs.roll_back(officer)
    assert open_content(here=used(officer, tmp_path)).protocol.id == settings.EDITION
    assert open_content(EDITION, used(officer, tmp_path)).protocol.id == EDITION
    assert code(lambda: content_packs.roll_back(officer)) == "content-no-pack"
    assert [each.state for each in content_packs.listed(content_in_use.known_of(officer), tmp_path)] == ["rolled-back"]


def test_a_pack_that_was_rolled_back_can_be_put_in_again(
    officer: Vault, examined: ExaminedContent, tmp_path: Path
) -> None:
    content_packs.install(officer, examined, tmp_path)
    content_packs.roll_back(officer)
    content_packs.install(officer, examined, tmp_path)
    assert open_content(here=used(officer, tmp_path)).protocol.id == EDITION


def test_the_log_says_which_pack_gave_an_edition_and_who_signed_it(
    officer: Vault, headquarters: Vault, pack: PackFile, examined: ExaminedContent, tmp_path: Path
) -> None:
    content_packs.install(officer, examined, tmp_path)
    case = officer.new_case()
    officer.append(case, CaseOpened(EDITION, "workplace", "field", practice=True))
    content_packs.roll_back(officer)
    put, back = (each.event for each in officer.events(VAULT)[-2:])
    assert isinstance(put, ContentPutIn) and isinstance(back, ContentRolledBack)
    assert put.signer == publisher_card(headquarters).number
    assert put.editions == (f"{EDITION}={open_content(EDITION, used(officer, tmp_path)).protocol.digest}",)
    assert back.pack == put.pack


def test_another_record_does_not_use_what_this_one_put_in(
    officer: Vault, examined: ExaminedContent, tmp_path: Path
) -> None:
    content_packs.install(officer, examined, tmp_path)
    other = record("Somebody else")
    assert used(other, tmp_path) == settings.OWN
    other.close()


def test_the_programs_own_folder_is_never_written_to(officer: Vault, examined: ExaminedContent, tmp_path: Path) -> None:
    root = settings.content_root()
    before = {path: path.stat().st_mtime_ns for name in settings.FOLDERS for path in (root / name).rglob("*")}
    content_packs.install(officer, examined, tmp_path)
    assert {path: path.stat().st_mtime_ns for name in settings.FOLDERS for path in (root / name).rglob("*")} == before


@pytest.mark.sweep
def test_the_programs_own_content_makes_a_pack_that_changes_nothing(
    officer: Vault, headquarters: Vault, tmp_path: Path
) -> None:
    own = read_pack_file(content_packs.export(headquarters), CONTENT)
    told = put_in(officer, own, tmp_path)
    assert f"Edition {settings.EDITION} stays as it is." in told
    assert open_content(here=used(officer, tmp_path)).protocol.id == settings.EDITION


# --- the law comes apart from the questions


def with_law(folder: Path, before: str, after: str) -> Path:
    """``folder`` with the law of every country alone, in which Malaysia's says something else."""
    shutil.copytree(settings.content_root() / "countries", folder / "countries")
    change(folder / "countries" / "my" / "law.toml", before, after)
    return folder


MONTHS = ("At most three months, for citizens and foreigners.", "At most four months, for citizens and foreigners.")


def test_the_law_comes_without_a_new_edition(officer: Vault, headquarters: Vault, tmp_path: Path) -> None:
    source = with_law(tmp_path / "law", *MONTHS)
    pack = read_pack_file(content_packs.export(headquarters, source, note="Four months"), CONTENT)
    told = put_in(officer, pack, tmp_path)
    assert any(line.startswith("Law of Malaysia: 0 new statements, 1 changed. The oldest") for line in told), told
    assert not any(line.startswith("Law of Thailand") for line in told)
    changes = [line for line in told if "countries/" in line]
    assert len(changes) == 1 and all(each in changes[0] for each in MONTHS), changes
    here = used(officer, tmp_path)
    assert open_content(here=here).protocol.id == settings.EDITION, "the questions stay as they are"
    assert country.statements(here)["act670-s51"].note.startswith(MONTHS[1]), "pages read it"
    assert Words("en", here).say("statute.act670-s51.note").startswith(MONTHS[1]), "and so do papers"
    content_packs.roll_back(officer)
    here = used(officer, tmp_path)
    assert country.statements(here)["act670-s51"].note.startswith(MONTHS[0])
    assert Words("en", here).say("statute.act670-s51.note").startswith(MONTHS[0])


def test_a_statement_that_papers_name_cannot_be_left_out(officer: Vault, headquarters: Vault, tmp_path: Path) -> None:
    source = with_law(tmp_path / "law", 'id = "act670-s51a"', 'id = "act670-s51-free"')
    pack = read_pack_file(content_packs.export(headquarters, source), CONTENT)
    found = content_packs.examine(pack, WORDS).problems
    assert any("act670-s51a" in str(each) for each in found), found
    assert code(lambda: put_in(officer, pack, tmp_path)) == "pack-problems"
    nothing_changed(officer, tmp_path)


@pytest.mark.parametrize(
    ("before", "after", "refused"),
    [
        ("since = 2015-11-18", "since = 2028-01-01", False),
        ("checked_on = 2026-11-30\nchecked_by", "checked_on = 2028-01-01\nchecked_by", True),
    ],
)
def test_a_law_may_begin_on_a_day_that_comes_but_nobody_has_checked_it_then(
    headquarters: Vault, tmp_path: Path, before: str, after: str, refused: bool
) -> None:
    source = with_law(tmp_path / "law", before, after)
    pack = read_pack_file(content_packs.export(headquarters, source), CONTENT)
    found = content_packs.examine(pack, WORDS, today=datetime.date(2027, 1, 5)).problems
    assert any("2028-01-01 has not come yet" in str(each) for each in found) is refused


def test_countries_come_all_together(officer: Vault, headquarters: Vault, tmp_path: Path) -> None:
    source = with_law(tmp_path / "law", *MONTHS)
    shutil.rmtree(source / "countries" / "th")
    pack = read_pack_file(content_packs.export(headquarters, source), CONTENT)
    assert code(lambda: put_in(officer, pack, tmp_path)) == "pack-problems"
    nothing_changed(officer, tmp_path)


# --- what lies there is read only as it was signed


def spoil(folder: Path, name: str) -> None:
    (place,) = (folder / "content").iterdir()
    change(place / "indicators" / EDITION / name, NEW_QUESTION, "You were hit, were you not?")


def test_a_pack_that_was_changed_on_the_disk_is_not_used(
    officer: Vault, examined: ExaminedContent, tmp_path: Path
) -> None:
    content_packs.install(officer, examined, tmp_path)
    spoil(tmp_path, "topics/08-treatment.toml")
    here, spoilt = content_in_use.content_of_record(officer, tmp_path)
    assert spoilt != ()
    assert open_content(here=here).protocol.id == settings.EDITION
    assert code(lambda: open_content(EDITION, here)) == "edition-missing"


def test_an_edition_that_is_changed_while_the_record_is_open_is_not_read(
    officer: Vault, examined: ExaminedContent, tmp_path: Path
) -> None:
    content_packs.install(officer, examined, tmp_path)
    here = used(officer, tmp_path)
    spoil(tmp_path, "topics/08-treatment.toml")
    assert code(lambda: open_content(here=here)) == "edition-changed"


def test_a_pack_that_was_laid_there_by_hand_is_not_used(
    officer: Vault, pack: PackFile, examined: ExaminedContent, tmp_path: Path
) -> None:
    content_packs.install(officer, examined, tmp_path)
    content_packs.roll_back(officer)
    stranger = record("Stranger", 7)
    theirs = read_pack_file(make_pack(stranger, "content", dict(pack.files), CONTENT), CONTENT)
    place = tmp_path / "content" / "0123456789abcdef"
    for name, data in {**theirs.files, content_in_use.SIGNED: theirs.signed}.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)
    stranger.close()
    here = used(officer, tmp_path)
    assert len(here.put_in) == 1
    assert open_content(here=here).protocol.id == settings.EDITION


def test_a_strangers_pack_in_the_place_of_the_one_that_was_put_in_is_not_used(
    officer: Vault, pack: PackFile, examined: ExaminedContent, tmp_path: Path
) -> None:
    place = content_packs.install(officer, examined, tmp_path)
    stranger = record("Stranger", 7)
    name = f"indicators/{EDITION}/topics/08-treatment.toml"
    files = {**pack.files, name: pack.files[name].replace(NEW_QUESTION.encode(), b"You were hit, were you not?")}
    theirs = read_pack_file(make_pack(stranger, "content", files, CONTENT), CONTENT)
    stranger.close()
    for each, data in {**theirs.files, content_in_use.SIGNED: theirs.signed}.items():
        (place / each).write_bytes(data)
    assert content_in_use.whole(place) is not None, "it is whole, and signed by somebody"
    here, other = content_in_use.content_of_record(officer, tmp_path)
    assert (len(other), here.put_in) == (1, ())
    assert open_content(here=here).protocol.id == settings.EDITION


def test_a_pack_that_was_removed_is_told(officer: Vault, examined: ExaminedContent, tmp_path: Path) -> None:
    content_packs.install(officer, examined, tmp_path)
    content_packs.atomic_files.remove(tmp_path / "content")
    assert len(content_in_use.content_of_record(officer, tmp_path)[1]) == 1
    assert [each.state for each in content_packs.listed(content_in_use.known_of(officer), tmp_path)] == ["gone"]


# --- bad input: one sentence, nothing changed


def nothing_changed(officer: Vault, folder: Path) -> None:
    assert not (folder / "content").exists()
    assert not any(isinstance(each.event, ContentPutIn) for each in officer.events(VAULT))
    assert used(officer, folder) == settings.OWN


def test_a_pack_signed_by_a_stranger_is_refused_before_anything_in_it_is_read(
    officer: Vault, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = record("Stranger")
    theirs = read_pack_file(content_packs.export(stranger, source), CONTENT)
    stranger.close()

    def read(*_given: object, **_named: object) -> None:
        raise AssertionError("the content of a stranger was read")

    monkeypatch.setattr(content_packs, "examine", read)
    assert code(lambda: put_in(officer, theirs, tmp_path)) == "pack-unknown-signer"
    nothing_changed(officer, tmp_path)


@pytest.mark.requirement("JU14")
def test_an_edition_of_a_name_that_is_here_is_refused(officer: Vault, headquarters: Vault, tmp_path: Path) -> None:
    theirs = content(tmp_path / "theirs", edition=settings.EDITION)
    pack = read_pack_file(content_packs.export(headquarters, theirs), CONTENT)
    assert code(lambda: put_in(officer, pack, tmp_path)) == "content-edition-kept"
    nothing_changed(officer, tmp_path)


def test_an_edition_that_came_before_is_not_replaced_by_another_of_its_name(
    officer: Vault, headquarters: Vault, examined: ExaminedContent, tmp_path: Path
) -> None:
    content_packs.install(officer, examined, tmp_path)
    content_packs.roll_back(officer)
    theirs = content(tmp_path / "theirs", question="Did anybody ever hit you?")
    other = read_pack_file(content_packs.export(headquarters, theirs), CONTENT)
    assert code(lambda: put_in(officer, other, tmp_path)) == "content-edition-kept"
    assert Words("en", used(officer, tmp_path), edition=EDITION).say(ITEM) == NEW_QUESTION


def test_a_pack_as_old_as_the_one_in_use_is_refused(officer: Vault, examined: ExaminedContent, tmp_path: Path) -> None:
    content_packs.install(officer, examined, tmp_path)
    assert code(lambda: content_packs.install(officer, examined, tmp_path)) == "content-older"


def test_an_edition_older_than_the_one_in_use_is_refused(officer: Vault, headquarters: Vault, tmp_path: Path) -> None:
    theirs = content(tmp_path / "theirs", edition="2026-0")
    change(theirs / "indicators" / "2026-0" / "edition.toml", "2026-11-30", "2026-01-04")
    pack = read_pack_file(content_packs.export(headquarters, theirs), CONTENT)
    assert code(lambda: put_in(officer, pack, tmp_path)) == "content-edition-older"
    nothing_changed(officer, tmp_path)


def test_a_pack_for_a_newer_program_is_refused(pack: PackFile) -> None:
    assert code(lambda: content_packs.examine(pack, WORDS, version="0.0.1")) == "content-needs-newer"


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("indicators/2027-1/topics/08-treatment.toml", NEW_QUESTION, "You were hit, were you not?"),
        ("indicators/2027-1/weights.toml", 'edition = "2027-1"', 'edition = "2026-3"'),
        ("indicators/2027-1/law.toml", "[[card]]", "[[card"),
        ("indicators/age.toml", "days = 365", "days = 0"),
        ("forms/directory/services.toml", "stale_after_days", "stale"),
        ("forms/referral-my/sheet-a.toml", "[[section]]", "[[sections]]"),
    ],
)
def test_a_pack_with_a_fault_in_any_of_its_parts_is_not_put_in(
    officer: Vault, headquarters: Vault, pack: PackFile, tmp_path: Path, file: str, before: str, after: str
) -> None:
    files = dict(pack.files)
    assert before.encode() in files[file]
    files[file] = files[file].replace(before.encode(), after.encode())
    spoiled = read_pack_file(make_pack(headquarters, "content", files, CONTENT), CONTENT)
    assert code(lambda: put_in(officer, spoiled, tmp_path)) == "pack-problems"
    nothing_changed(officer, tmp_path)


def test_forms_come_all_together(officer: Vault, headquarters: Vault, pack: PackFile, tmp_path: Path) -> None:
    files = {name: data for name, data in pack.files.items() if not name.startswith("forms/referral-generic/")}
    partly = read_pack_file(make_pack(headquarters, "content", files, CONTENT), CONTENT)
    assert code(lambda: put_in(officer, partly, tmp_path)) == "pack-problems"
    nothing_changed(officer, tmp_path)


def test_a_disk_that_is_full_changes_nothing(
    officer: Vault, examined: ExaminedContent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_place: Path, _file: PackFile) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(content_packs, "_put", full)
    assert code(lambda: content_packs.install(officer, examined, tmp_path)) == "not-written"
    nothing_changed(officer, tmp_path)


def saved(data: bytes, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "x.screening-pack").write_bytes(data)
    return folder / "x.screening-pack"


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (lambda data: data[:-1], "pack-damaged"),
        (lambda data: data[:40], "pack-damaged"),
        (lambda data: data[:10], "pack-not-one"),
        (lambda data: data[:-100] + b"\0" * 100, "pack-damaged"),
        (lambda data: data + b"more", "pack-damaged"),
        (lambda data: data.replace(b"2027-01-05", b"2028-01-05", 1), "pack-forged"),
        (lambda data: b"SCRNCON2" + data[8:], "pack-not-one"),
        (lambda data: b"SCRNPAK1" + data[8:], "pack-not-one"),
        (lambda data: b"PK\x03\x04" + data, "pack-not-one"),
        (lambda data: b"", "pack-not-one"),
    ],
    ids=[
        "cut",
        "cut in the head",
        "a few bytes",
        "altered",
        "longer",
        "another day",
        "newer format",
        "language",
        "zip",
        "empty",
    ],
)
def test_a_file_that_is_cut_altered_or_of_another_kind_is_one_sentence(
    data: bytes, tmp_path: Path, spoil: Callable[[bytes], bytes], expected: str
) -> None:
    assert code(lambda: content_packs.read(saved(spoil(data), tmp_path / "stick"))) == expected


def test_a_pack_without_its_signature_is_refused(data: bytes, tmp_path: Path) -> None:
    (length,) = LENGTH.unpack(data[8:12])
    end = 12 + length
    unsigned = data[:end] + b"\0" * SIGNATURE + data[end + SIGNATURE :]
    assert code(lambda: content_packs.read(saved(unsigned, tmp_path / "stick"))) == "pack-forged"


def signed(vault: Vault, rows: list[tuple[str, int, str]], packed: bytes) -> bytes:
    """A pack whose manifest says whatever a signer wants it to say."""
    table = {
        "format": 1, "tag": "content", "made_at": "2027-01-05T09:00:00Z", "signer": asdict(own_card(vault)),
        "files": rows,
    }  # fmt: skip
    told = canonical(json.loads(json.dumps(table)))
    return b"".join((CONTENT.magic, LENGTH.pack(len(told)), told, own_keys(vault).sign(CONTENT.signs + told), packed))


@pytest.mark.parametrize(
    "name",
    [
        "../vault.db", "/etc/passwd", "forms/../../x.toml", "forms\\x.toml", "C:/x.toml", "indicators/../age.toml",
        "indicators/2027-1/../../x.toml", "indicators/training/quiz.toml", "indicators/editions.toml",
        "indicators/retention.toml", "forms/fonts/fonts.toml", "locales/en/errors.toml", "locales/../person.po",
        "forms/con/x.toml", "forms/labour/nul.toml", "pack.signed", "indicators/2027-1/x.py", "content.toml/x.toml",
    ],
)  # fmt: skip
def test_a_name_that_leaves_the_folder_or_is_no_content_is_refused(headquarters: Vault, name: str) -> None:
    import hashlib

    row = (name, 1, hashlib.sha256(b"x").hexdigest())
    assert code(lambda: read_pack_file(signed(headquarters, [row], zlib.compress(b"x")), CONTENT)) == "pack-file-name"


def test_a_bomb_is_refused_without_being_unpacked(headquarters: Vault) -> None:
    import hashlib

    bomb = zlib.compress(b"\0" * (64 << 20), 9)
    small = [("content.toml", 10, hashlib.sha256(b"\0" * 10).hexdigest())]
    assert code(lambda: read_pack_file(signed(headquarters, small, bomb), CONTENT)) == "pack-damaged"
    large = [("content.toml", 64 << 20, "0" * 64)]
    assert code(lambda: read_pack_file(signed(headquarters, large, bomb), CONTENT)) == "pack-too-large"
    many = [(f"forms/labour/a{n:03}.toml", 4 << 20, "0" * 64) for n in range(9)]
    assert code(lambda: read_pack_file(signed(headquarters, many, bomb), CONTENT)) == "pack-too-large"
    rows = [(f"forms/labour/a{n:04}.toml", 0, hashlib.sha256(b"").hexdigest()) for n in range(CONTENT.most + 1)]
    assert code(lambda: read_pack_file(signed(headquarters, rows, zlib.compress(b"")), CONTENT)) == "pack-damaged"


def test_a_folder_without_content_makes_no_pack(headquarters: Vault, source: Path, tmp_path: Path) -> None:
    assert code(lambda: content_packs.export(headquarters, tmp_path)) == "content-no-folder"
    assert code(lambda: content_packs.export(headquarters, source, "2030-9")) == "content-no-edition"
    assert code(lambda: content_packs.export(headquarters, source, note="x" * 1001)) == "content-too-much"
