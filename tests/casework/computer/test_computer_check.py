"""What the program says that a computer lacks: each thing found where it is so, and never where it is not."""

from __future__ import annotations

import datetime
import json
import os
import re
import stat
from pathlib import Path

import pytest

from screening import settings
from screening.casework.computer import computer_check
from screening.casework.computer.computer_check import CheckState
from screening.casework.computer.window_trial import LINUX_LIBRARIES, Trial, read_trial
from screening.casework.content import country
from screening.casework.content.edition import open_content
from screening.cli.main import main
from screening.domain.policy.content_age import open_age
from screening.qt.app.main import vault_folder
from screening.wording.catalogue.packs import packs_folder
from screening.wording.catalogue.translations import Words
from tests.test_docs import read

TODAY = datetime.datetime(2027, 6, 1, tzinfo=datetime.UTC)


def test_every_part_that_a_wheel_installs_is_looked_for() -> None:
    assert computer_check.parts().state is CheckState.GOOD


def test_a_part_that_is_gone_is_named() -> None:
    found = computer_check.parts(("nacl", "no_such_part"))
    assert (found.state, found.fields) == (CheckState.LACKING, {"names": "no_such_part"})


def test_a_library_that_is_gone_is_named_by_its_package() -> None:
    found = computer_check.libraries(Trial(), {"libc.so.6": "libc6", "libnosuch.so.1": "libnosuch1"})
    assert (found.state, found.fields) == (CheckState.LACKING, {"names": "libnosuch1"})


def test_a_library_that_only_the_trial_missed_is_named_too() -> None:
    said = "Cannot load libqxcb.so: libxcb-randr.so.0: cannot open shared object file: No such file or directory"
    found = computer_check.libraries(read_trial(said), {"libxcb-randr.so.0": "libxcb-randr0", "libc.so.6": "libc6"})
    assert (found.state, found.fields) == (CheckState.LACKING, {"names": "libxcb-randr0"})
    found = computer_check.libraries(read_trial("libnew.so.3: cannot open shared object file"), {"libc.so.6": "libc6"})
    assert (found.variant, found.fields) == ("unknown", {"names": "libnew.so.3"})


def test_what_the_loader_said_on_the_way_to_a_screen_lacks_nothing() -> None:
    assert read_trial("libxcb-glx.so.0: cannot open shared object file\nscreen 1366 768\n") == Trial((), 1366, 768)


def test_the_packages_are_those_that_the_debian_package_asks_for_and_the_readme_names_no_other() -> None:
    packages = set(LINUX_LIBRARIES.values())
    assert packages <= set(re.findall(r"[a-z0-9.+-]+", read(".ci/package/control")))
    named = set(re.findall(r"\blib[a-z0-9.+-]+", "\n".join(re.findall(r"apt install .*", read("README.md")))))
    assert named <= packages
    assert all(package in read(".ci/run") for package in named)


@pytest.mark.parametrize(
    ("told", "state", "variant"),
    [
        ("qt.qpa.xcb: could not connect to display :7", CheckState.LACKING, ""),
        ("screen 1366 768", CheckState.GOOD, ""),
        ("screen 1024 600", CheckState.GOOD, ""),
        ("screen 800 600", CheckState.LACKING, "small"),
        ("screen 1280 480", CheckState.LACKING, "small"),
    ],
)
def test_a_screen_is_missed_where_no_window_reached_one_or_where_it_is_too_small(
    told: str, state: CheckState, variant: str
) -> None:
    found = computer_check.display(read_trial(told))
    assert (found.state, found.variant) == (state, variant)
    assert "{" not in Words("en").say_with(found.text_id, found.fields)


def test_every_font_is_opened() -> None:
    assert computer_check.fonts().state is CheckState.GOOD


def test_a_disk_with_little_room_is_told_with_its_figure(tmp_path: Path) -> None:
    found = computer_check.disk(tmp_path / "not" / "there", enough=1 << 60)
    assert found.state is CheckState.LACKING
    assert isinstance(found.fields["free"], int)


def test_a_clock_behind_the_edition_is_told(tmp_path: Path) -> None:
    published = open_content().protocol.published
    assert published is not None
    before = datetime.datetime.combine(published, datetime.time(), datetime.UTC) - datetime.timedelta(minutes=1)
    assert computer_check.clock(tmp_path, settings.OWN, before).state is CheckState.LACKING
    assert computer_check.clock(tmp_path, settings.OWN, TODAY).state is CheckState.GOOD


def test_a_clock_behind_the_record_is_told(tmp_path: Path) -> None:
    newest = tmp_path / "vault.db"
    newest.write_bytes(b"")
    os.utime(newest, (TODAY.timestamp(), TODAY.timestamp() + 3600))
    assert computer_check.clock(tmp_path, settings.OWN, TODAY).state is CheckState.LACKING


def test_a_folder_that_others_may_read_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert computer_check.permissions(tmp_path).variant == "open"
    tmp_path.chmod(stat.S_IRWXU)
    assert computer_check.permissions(tmp_path).state is CheckState.GOOD
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_copied_elsewhere_is_told(tmp_path: Path) -> None:
    assert computer_check.permissions(tmp_path / "OneDrive" / "record").variant == "synced"


@pytest.mark.parametrize(
    ("areas", "uuid", "state"),
    [
        ([], "", CheckState.GOOD),
        (["/dev/zram0"], "", CheckState.GOOD),
        (["/dev/dm-1"], "CRYPT-LUKS2-abc", CheckState.GOOD),
        (["/dev/dm-1"], "LVM-abc", CheckState.LACKING),
        (["/dev/sda2"], "", CheckState.LACKING),
        (["/dev/zram0", "/swapfile"], "", CheckState.LACKING),
    ],
)
def test_swap_that_is_written_in_the_clear_is_told(
    tmp_path: Path, areas: list[str], uuid: str, state: CheckState
) -> None:
    table = tmp_path / "swaps"
    table.write_text("Filename Type Size\n" + "".join(f"{each} partition 1\n" for each in areas))
    device = tmp_path / "block" / "dm-1" / "dm"
    device.mkdir(parents=True)
    (device / "uuid").write_text(uuid)
    assert computer_check.swap(table, tmp_path / "block").state is state
    assert computer_check.swap(tmp_path / "nowhere").state is CheckState.UNKNOWN


@pytest.mark.parametrize(("line", "state"), [("Seccomp:\t2", CheckState.GOOD), ("Seccomp:\t0", CheckState.LACKING)])
def test_a_network_that_nobody_refuses_is_told(tmp_path: Path, line: str, state: CheckState) -> None:
    status = tmp_path / "status"
    status.write_text(f"Name:\tnotes\n{line}\n")
    assert computer_check.network(status).state is state


def test_statements_of_law_that_nobody_looked_at_for_too_long_are_told_with_their_day() -> None:
    looked_at, limit = country.of(settings.OWN).looked_at, open_age(settings.indicators_root()).law
    last = looked_at + datetime.timedelta(days=limit)
    assert computer_check.law(settings.OWN, last).state is CheckState.GOOD
    late = computer_check.law(settings.OWN, last + datetime.timedelta(days=1))
    assert (late.state, late.fields["age"]) == (CheckState.LACKING, limit + 1)
    assert looked_at.isoformat() in next(computer_check.lines([late], Words("ms")))


def test_what_lacks_is_said_with_its_remedy_in_both_languages(tmp_path: Path) -> None:
    findings = [
        computer_check.libraries(Trial(), {"libnosuch.so.1": "libnosuch1"}),
        computer_check.disk(tmp_path, 1 << 60),
    ]
    [packages, room] = computer_check.lines(findings, Words("en"))
    assert packages.startswith("PROBLEM: ")
    assert "apt install libnosuch1" in packages
    assert "Free some space" in room
    assert next(computer_check.lines(findings, Words("ms"))).startswith("MASALAH: ")


def test_the_command_ends_with_1_where_something_lacks_and_names_no_path(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "a name that nobody needs to read"
    folder.mkdir()
    folder.chmod(0o755)
    with pytest.raises(SystemExit) as end:
        main(["doctor", "--vault", str(folder), "--json"])
    told = capsys.readouterr()
    rows = json.loads(told.out)
    assert end.value.code == 1
    assert {"check": "permissions", "state": "lacking"} in rows
    assert "nobody" not in told.out + told.err


def test_the_command_looks_at_the_content_of_the_country_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(computer_check, "check_computer", lambda _folder, here: asked.append(here.country) or [])
    main(["--country", "id", "doctor"])
    assert asked == ["id"]


def test_without_a_folder_the_windows_own_is_looked_at() -> None:
    assert packs_folder().with_name("record") == vault_folder({})


def test_the_folder_of_the_record_may_stand_before_the_command_as_before_the_window(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "OneDrive").mkdir()
    with pytest.raises(SystemExit):
        main(["--vault", str(tmp_path / "OneDrive"), "doctor"])
    assert Words("en").say("doctor.permissions.synced") in capsys.readouterr().out
