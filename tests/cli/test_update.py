"""A program update is checked before it is run: one sentence for whatever is wrong with it, and nothing is changed."""

from __future__ import annotations

import io
import json
import runpy
from collections.abc import Callable
from pathlib import Path

import pytest

from screening import __version__
from screening.casework.computer import update_check
from screening.casework.computer.update_check import this_platform
from screening.cli.main import main
from screening.store import Vault, add_contact, own_card, trust
from screening.store.exchange.update_signature import PLATFORMS, sign_update
from tests.made_vaults import PASSPHRASE, made_vault

labelled = runpy.run_path(str(Path(__file__).parents[2] / ".ci" / "package" / "label.py"))["labelled"]
Run = Callable[..., tuple[int, str, str]]
pytestmark = pytest.mark.skipif(this_platform() not in PLATFORMS, reason="no packages are made for this computer")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def running(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(PASSPHRASE + "\n"))
        code = 0
        try:
            main([str(each) for each in arguments])
        except SystemExit as ended:
            code = int(ended.code or 0)
        told = capsys.readouterr()
        return code, told.out, told.err

    return running


@pytest.fixture
def signer(tmp_path: Path) -> Path:
    """The record at headquarters whose keys sign."""
    made_vault(tmp_path / "headquarters" / "record", "Release desk", "officer", "Headquarters").close()
    return tmp_path / "headquarters" / "record"


@pytest.fixture
def officer(tmp_path: Path) -> Vault:
    return made_vault(tmp_path / "officer" / "record", "Officer Aina", "officer", "Labour office")


@pytest.fixture
def update(tmp_path: Path, run: Run, signer: Path) -> Path:
    """A package as .ci/package makes it, with its signature beside it."""
    file = tmp_path / f"workplace-notes-{__version__}-{this_platform()}.tar.zst"
    file.write_bytes(labelled(file.name, b"a program" * 1000, __version__, this_platform()))
    assert run("sign-update", file, "--vault", signer)[0] == 0
    return file


def number_of(update: Path) -> str:
    return update_check.verify(update).signer.number


def refused(run: Run, *arguments: str | Path) -> str:
    code, out, err = run("verify-update", *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1), (code, out, err)
    return err


def test_an_update_is_good_whose_signer_reads_the_same_number_aloud(run: Run, update: Path) -> None:
    code, out, err = run("verify-update", update, "--number", number_of(update).replace(" ", "-"))
    assert (code, err) == (0, "")
    assert "Release desk" in out and __version__ in out


def test_an_update_is_good_whose_signer_the_record_trusts_for_updates(
    run: Run, update: Path, officer: Vault, signer: Path
) -> None:
    card = update_check.verify(update).signer
    folder = officer.folder
    add_contact(officer, card, card.number)
    trust(officer, card.number, content=False, updates=True)
    officer.close()
    assert run("verify-update", update, "--vault", folder)[0] == 0


def test_where_nobody_was_named_to_believe_the_number_is_shown_and_it_is_not_good(run: Run, update: Path) -> None:
    code, out, _ = run("verify-update", update)
    assert code == 1
    assert number_of(update) in out


def test_a_stranger_s_update_is_refused_with_their_number(run: Run, update: Path, officer: Vault) -> None:
    folder, own = officer.folder, own_card(officer)
    officer.close()
    assert number_of(update) in refused(run, update, "--vault", folder)
    assert number_of(update) in refused(run, update, "--number", own.number)


def test_a_card_that_was_added_and_not_checked_is_a_stranger_s(run: Run, update: Path, officer: Vault) -> None:
    add_contact(officer, update_check.verify(update).signer)
    folder = officer.folder
    officer.close()
    assert "does not trust that card" in refused(run, update, "--vault", folder)


@pytest.mark.parametrize("change", [lambda data: data[:-1], lambda data: data + b"x", lambda data: b"A" + data[1:]])
def test_an_update_that_was_cut_or_changed_is_refused(run: Run, update: Path, change: Callable[[bytes], bytes]) -> None:
    number = number_of(update)
    update.write_bytes(change(update.read_bytes()))
    assert "cut or changed" in refused(run, update, "--number", number)


def test_an_update_without_its_signature_is_refused(run: Run, update: Path) -> None:
    update.with_name(update.name + update_check.SUFFIX).unlink()
    assert "no signature" in refused(run, update)


def test_no_byte_of_the_signature_can_be_changed(run: Run, update: Path) -> None:
    place = update.with_name(update.name + update_check.SUFFIX)
    data = place.read_bytes()
    for at in range(0, len(data) - 1, 7):
        place.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert "damaged" in refused(run, update)
    for cut in (b"", data[:-70], data * 200, b"[" * 9000, b"{}\n00\n"):
        place.write_bytes(cut)
        assert "signature" in refused(run, update)


def test_a_signature_by_a_hand_that_changed_the_signer_is_refused(run: Run, update: Path, officer: Vault) -> None:
    """Whoever puts another's card into their own signature has not that one's key."""
    place = update.with_name(update.name + update_check.SUFFIX)
    told, signature, _ = place.read_bytes().split(b"\n")
    table = json.loads(told)
    table["signer"]["name"] = "Officer Aina"
    place.write_bytes(json.dumps(table, sort_keys=True, separators=(",", ":")).encode() + b"\n" + signature + b"\n")
    officer.close()
    assert "damaged" in refused(run, update)


def test_an_older_update_is_refused(run: Run, tmp_path: Path, signer: Path) -> None:
    file = tmp_path / f"update-{this_platform()}.deb"
    file.write_bytes(labelled(file.name, b"x", "0.1.9", this_platform()))
    assert run("sign-update", file, "--vault", signer)[0] == 0
    assert "older" in refused(run, file)


def test_an_older_file_cannot_be_signed_as_a_newer_one(run: Run, tmp_path: Path, signer: Path) -> None:
    """Which version it is stands inside the file, where it was built, and not in what somebody types."""
    file = tmp_path / f"workplace-notes-9.9-{this_platform()}.tar.zst"
    file.write_bytes(labelled(file.name, b"old and vulnerable", "0.1.0", this_platform()))
    assert run("sign-update", file, "--vault", signer)[0] == 0
    assert "version 0.1.0, older than this program" in refused(run, file)


def test_a_signature_that_names_another_version_than_the_file_is_refused(
    run: Run, update: Path, officer: Vault
) -> None:
    it = update_check.measured(update)
    told = sign_update(officer, sha256=it.sha256, size=it.size, version="9.9", platform=it.platform)
    update.with_name(update.name + update_check.SUFFIX).write_bytes(told)
    officer.close()
    assert "its signature names another" in refused(run, update)


def test_versions_are_compared_as_numbers(update: Path) -> None:
    assert update_check.verify(update, version="0.2").version == __version__
    assert update_check.verify(update, version="0.1.99").version == __version__
    with pytest.raises(update_check.BadInput, match="update-older"):
        update_check.verify(update, version="0.10.0")


def test_what_does_not_name_its_version_is_not_signed(run: Run, tmp_path: Path, signer: Path) -> None:
    file = tmp_path / f"workplace-notes-{__version__}-{this_platform()}.tar.zst"
    for data in (b"x", b"", b"x" * 200, labelled("x.exe", b"x", "one", this_platform())):
        file.write_bytes(data)
        code, _, err = run("sign-update", file, "--vault", signer)
        assert (code, "which version it is" in err) == (2, True)
    assert [each.name for each in tmp_path.glob("*.signature")] == []
    assert "does not exist" in refused(run, tmp_path / "nothing")


def test_an_update_signed_before_files_named_their_version_is_refused_with_a_sentence(
    run: Run, tmp_path: Path, officer: Vault
) -> None:
    file = tmp_path / f"workplace-notes-{__version__}-{this_platform()}.tar.zst"
    file.write_bytes(b"a program" * 1000)
    it = update_check.measured(file)
    told = sign_update(officer, sha256=it.sha256, size=it.size, version=__version__, platform=this_platform())
    file.with_name(file.name + update_check.SUFFIX).write_bytes(told)
    officer.close()
    assert "made before updates said so" in refused(run, file)


def test_a_debian_package_names_its_version_too(run: Run, tmp_path: Path, signer: Path) -> None:
    file = tmp_path / f"workplace-notes_{__version__}_amd64.deb"
    file.write_bytes(labelled(file.name, b"x", __version__, "linux-x86_64"))
    assert run("sign-update", file, "--vault", signer)[0] == 0
    assert update_check.verify(file).platform == "linux-x86_64"


def test_the_signature_of_a_file_for_another_kind_of_computer_is_told_and_the_command_refuses(
    run: Run, tmp_path: Path, signer: Path
) -> None:
    other = next(each for each in PLATFORMS if each != this_platform())
    file = tmp_path / f"workplace-notes-{__version__}-{other}.exe"
    file.write_bytes(labelled(file.name, b"x", __version__, other))
    assert run("sign-update", file, "--vault", signer)[0] == 0
    number = update_check.verify(file).signer.number
    code, told, refusal = run("verify-update", file)
    assert code == 2
    assert number in told
    assert "another kind" in refusal
    code, told, refusal = run("verify-update", file, "--number", number)
    assert code == 2
    assert "another kind" in refusal
    assert f"signed this file: version {__version__} for {other}. It is whole." in told
    assert "You can run it" not in told
