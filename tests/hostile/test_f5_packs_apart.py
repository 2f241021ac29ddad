"""F5: packs that take long to check.

What a pack holds was read in a thread beside the vault's, which shares the interpreter with it: one catalogue of four
megabytes held a save up for 165 milliseconds. It is read in a process with bounds now; what a stranger signed is not
even unfolded there, and what comes back is plain and short.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.casework.languages import packs
from screening.content_packs import packs as content_packs
from screening.domain.policy.content_age import PacksOfRecord
from screening.errors import BadInput
from screening.settings import OWN
from screening.store import Vault, practice_vault, publisher_card
from screening.store.exchange import pack_apart, pack_file
from screening.wording.catalogue.translations import Words

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=6; plural=n;\\n"\n'
PAGE = b'edition = "%s"\nneeds = "0.0.1"\nnote = ""\n'


def entries(count: int) -> bytes:
    return (HEAD + "".join(f'\nmsgctxt "x{n}"\nmsgid "y"\nmsgstr "z"\n' for n in range(count))).encode()


def saved(data: bytes, folder: Path) -> Path:
    path = folder / "from-a-stick.pack"
    path.write_bytes(data)
    return path


def language_pack(signer: Vault, folder: Path, catalogue: bytes = b"") -> Path:
    inside = dict(pack_file.read_pack_file(packs.export(signer, "ne", {}, [], OWN)).files)
    return saved(
        pack_file.make_pack(signer, "ne", {**inside, **({"person.po": catalogue} if catalogue else {})}), folder
    )


def content_pack(signer: Vault, folder: Path, edition: bytes = b"") -> Path:
    made = pack_file.make_pack(signer, "content", {"content.toml": PAGE % edition}, pack_file.CONTENT)
    return saved(made, folder)


def not_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever unfolds or reads a pack's content fails in this process; another one starts without this."""
    for place, name in ((pack_file, "_files"), (packs, "check"), (content_packs, "examine")):
        monkeypatch.setattr(place, name, lambda *_, **__: pytest.fail("it was read in the process of the record"))


@pytest.mark.sweep
def test_a_language_pack_is_read_and_checked_in_another_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signer = practice_vault()
    path = language_pack(signer, tmp_path)
    inside = pack_file.read_pack_file(path.read_bytes())
    not_here(monkeypatch)
    found = packs.examine(path, [publisher_card(signer)])
    assert (found.problems, found.wrong, found.file) == ((), 0, inside)


def test_a_content_pack_is_read_and_examined_in_another_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signer = practice_vault()
    path = content_pack(signer, tmp_path, b"2099-1")
    not_here(monkeypatch)
    found = content_packs.examine_file(path, Words("en"), PacksOfRecord(), [publisher_card(signer)])
    assert [each.what for each in found.problems] == ['There is no edition "2099-1".']
    assert content_packs.signer(path) == publisher_card(signer)


@pytest.mark.sweep
@pytest.mark.parametrize("sort", [pack_file.LANGUAGE, pack_file.CONTENT])
def test_nothing_of_a_strangers_pack_is_unfolded(tmp_path: Path, sort: pack_file.Sort) -> None:
    stranger, officer = practice_vault(), practice_vault()
    make = language_pack if sort is pack_file.LANGUAGE else content_pack
    whole = make(stranger, tmp_path).read_bytes()
    length = pack_file.LENGTH.unpack_from(whole, 8)[0]
    path = saved(whole[: 12 + length + pack_file.SIGNATURE] + b"no zlib at all", tmp_path)

    def read(who: Vault) -> object:
        if sort is pack_file.LANGUAGE:
            return packs.examine(path, [publisher_card(who)])
        return content_packs.examine_file(path, Words("en"), PacksOfRecord(), [publisher_card(who)])

    with pytest.raises(BadInput, match="pack-unknown-signer"):
        read(officer)
    with pytest.raises(BadInput, match="pack-damaged"):
        read(stranger)


@pytest.mark.sweep
def test_a_pack_that_wants_too_much_memory_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signer = practice_vault()
    monkeypatch.setattr(pack_apart, "MEMORY", 1 << 20)
    with pytest.raises(BadInput, match="file-too-costly"):
        packs.examine(language_pack(signer, tmp_path), [publisher_card(signer)])


@pytest.mark.sweep
def test_of_thousands_of_problems_the_first_come_back_and_how_many_there_are(tmp_path: Path) -> None:
    signer = practice_vault()
    found = packs.examine(language_pack(signer, tmp_path, entries(3000)), [publisher_card(signer)])
    assert len(found.problems) == pack_apart.MOST_TOLD + 1
    assert found.wrong >= 3000
    assert found.problems[-1].what == f"{found.wrong - pack_apart.MOST_TOLD} more problems are not listed."
    with pytest.raises(BadInput) as refused:
        packs.install(found, [publisher_card(signer)], tmp_path / "packs")
    assert refused.value.details["n"] == found.wrong
    assert not (tmp_path / "packs").exists()
