"""Long work on a record says how far it is; cancelled, it leaves the record and what stood beside it as before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from screening.store import (
    Vault,
    add_contact,
    create_vault,
    make_bundle,
    make_copy,
    open_vault,
    own_card,
    progress,
    rotate,
)
from screening.store.folder import automatic_copies
from screening.store.integrity import verify
from screening.store.progress import Cancelled, Step, watched
from tests.made_vaults import PASSPHRASE, QUICK
from tests.store.some_vault import begin_case

OTHER = "saddle pepper window orchid marble"


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    monkeypatch.setattr(automatic_copies, "PAGES_AT_ONCE", 4)
    monkeypatch.setattr(verify, "STEP", 10)
    with create_vault(tmp_path / "record", PASSPHRASE, "Aina", "ngo", "House", cost=QUICK) as made:
        for _ in range(4):
            begin_case(made, answers=20)
        yield made


class Watches:
    """Takes the reports of long work, and asks to leave off at the ``at``-th of them; never for 0."""

    def __init__(self, at: int = 0) -> None:
        self.at, self.steps = at, list[Step]()

    def stop(self) -> bool:
        return bool(self.at) and len(self.steps) >= self.at

    def run(self, work: Callable[[], object]) -> list[Step]:
        with watched(self.steps.append, self.stop):
            work()
        return self.steps


def files(place: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}


def whole(folder: Path) -> bool:
    with open_vault(folder, PASSPHRASE) as again:
        return again.verify().holds


def test_a_copy_says_how_far_it_is_in_rising_steps(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    steps = Watches().run(lambda: make_copy(vault, tmp_path / "stick"))
    shares = [each.percent for each in steps if each.what == "copy"]
    assert len(shares) > 3
    assert shares == sorted(shares)
    assert shares[-1] == 100
    assert all(each.may_stop for each in steps)


@pytest.mark.parametrize("at", [1, 3])
def test_a_cancelled_copy_leaves_the_stick_and_the_record_as_they_were(vault: Vault, tmp_path: Path, at: int) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    make_copy(vault, stick)
    begin_case(vault, answers=5)
    before, entries = files(stick), vault.events("")
    with pytest.raises(Cancelled):
        Watches(at).run(lambda: make_copy(vault, stick))
    assert files(stick) == before
    assert (vault.events(""), vault.trouble) == (entries, "")
    assert make_copy(vault, stick).is_dir(), "the next one is made"


def test_cancelled_checking_changes_nothing_and_may_be_done_again(vault: Vault) -> None:
    with pytest.raises(Cancelled):
        Watches(1).run(vault.verify)
    assert vault.trouble == ""
    assert Watches().run(vault.verify)[0].what == "verify"


def test_a_cancelled_bundle_writes_no_file_and_the_next_one_holds_everything(vault: Vault, tmp_path: Path) -> None:
    with create_vault(tmp_path / "theirs", OTHER, "Budi", "ngo", "House", cost=QUICK) as theirs:
        card = own_card(theirs)
    add_contact(vault, card, card.number)
    out = tmp_path / "out"
    out.mkdir()
    codes = vault.cases()
    with pytest.raises(Cancelled):
        Watches(2).run(lambda: make_bundle(vault, codes, [card.number], out))
    assert not list(out.iterdir())
    assert vault.trouble == ""
    assert set(make_bundle(vault, codes, [card.number], out).cases) == set(codes)


def test_erasing_can_be_cancelled_before_it_begins_and_not_in_its_middle(vault: Vault) -> None:
    first, second, *_ = vault.cases()
    asked = Watches(1)
    asked.steps.append(Step("erase", 0, True))
    with pytest.raises(Cancelled):
        asked.run(lambda: vault.erase([first], "asked"))
    assert vault.knows(first)
    steps = Watches(1).run(lambda: vault.erase([second], "asked"))
    assert not vault.knows(second)
    assert [each.what for each in steps][:2] == ["erase", "erase"]
    assert not any(each.may_stop for each in steps[1:])


@pytest.mark.sweep
def test_a_new_key_is_never_left_half_way(vault: Vault, tmp_path: Path) -> None:
    """Whenever it is asked for: the key is the old one, or the new one, and everything opens under it."""
    known = set(vault.cases())
    for at in range(1, 30):
        before = vault.keys
        try:
            Watches(at).run(lambda: rotate(vault, PASSPHRASE, cost=QUICK))
        except Cancelled:
            assert vault.keys is before
        assert vault.trouble == ""
        assert set(vault.cases()) == known
    begin_case(vault)
    vault.close()
    assert whole(tmp_path / "record")


def test_work_that_nobody_watches_goes_on_without_a_word(vault: Vault) -> None:
    assert vault.verify().holds


def test_each_per_cent_is_said_once_and_never_more_than_a_hundred() -> None:
    told: list[Step] = []
    with progress.watched(told.append, lambda: False):
        for done in (0, 0, 1, 2, 3, 4):
            progress.step("copy", done, 3)
        progress.step("copy", 1, 0)
        progress.step("verify", 1, 0)
    assert [(each.what, each.percent, each.may_stop) for each in told] == [
        ("copy", 0, True), ("copy", 33, True), ("copy", 66, True), ("copy", 100, True), ("copy", 0, True),
        ("verify", 0, True),
    ]  # fmt: skip
    progress.step("copy", 1, 3)
    assert len(told) == 6, "nobody watches any more"


def test_what_must_come_to_its_end_is_not_left_off_and_the_work_around_it_is() -> None:
    told: list[Step] = []
    with progress.watched(told.append, lambda: True):
        with progress.to_the_end(), progress.to_the_end():
            progress.step("seal", 1, 2)
        with pytest.raises(Cancelled):
            progress.step("seal", 2, 2)
    assert [(each.percent, each.may_stop) for each in told] == [(50, False)]
    with progress.to_the_end():
        progress.step("seal", 1, 2)


def test_a_watch_inside_a_watch_gives_way_to_the_outer_one_again() -> None:
    outer: list[Step] = []
    inner: list[Step] = []
    with progress.watched(outer.append, lambda: False):
        with progress.watched(inner.append, lambda: False):
            progress.step("one", 1, 2)
        assert list(progress.over("two", "ab", 2)) == ["a", "b"]
    assert [each.what for each in inner] == ["one"]
    assert [(each.what, each.percent) for each in outer] == [("two", 0), ("two", 50)]
