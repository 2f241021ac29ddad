"""Content and country are values: nothing at the level of the module changes, and two can be used side by side."""

from __future__ import annotations

import threading
from types import FunctionType, ModuleType

import pytest

from screening import settings
from screening.casework.content import country, directory
from screening.casework.content.edition import open_content
from screening.settings import OWN, Installation
from screening.wording.catalogue.translations import Words


def test_the_module_holds_nothing_that_can_be_set_while_the_program_runs() -> None:
    kept = {name: each for name, each in vars(settings).items() if not name.startswith("__")}
    values = [each for each in kept.values() if not isinstance(each, type | FunctionType | ModuleType)]
    assert {type(each) for each in values if not callable(each)} <= {
        str,
        tuple,
        Installation,
        type(settings.annotations),
    }
    assert not [name for name in kept if name.startswith(("use", "forget", "set"))]
    with pytest.raises(AttributeError):
        OWN.country = "id"  # type: ignore[misc]


def test_two_threads_work_in_two_countries_at_once_and_each_has_its_own_law_money_and_services() -> None:
    both, found = threading.Barrier(2), {}

    def work(name: str) -> None:
        here, told = Installation(name), []
        for _ in range(3):
            both.wait()
            words = Words("en", here)
            told.append((
                words.say("form.note.paid"), country.money(here), directory.shipped(here).regions[:1],
                open_content(here=here).weights.unable, len(country.law_on(here).statements),
            ))  # fmt: skip
        found[name] = told

    threads = [threading.Thread(target=work, args=(each,)) for each in ("my", "id")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert all(len(set(each)) == 1 for each in found.values())
    mine, theirs = found["my"][0], found["id"][0]
    assert mine[:2] == ("Total paid so far, RM", ("RM", "MYR")) and theirs[:2] == (
        "Total paid so far, Rp",
        ("Rp", "IDR"),
    )
    assert (mine[2], theirs[2]) == (("johor",), ())
    assert (mine[3], theirs[3]) == ("FCT-02", "")
    assert mine[4] != theirs[4]


def test_it_comes_through_to_another_process_as_it_is(tmp_path) -> None:
    here = Installation("th", (tmp_path,), tmp_path, "2027-1", (("2027-1", "0" * 64),))
    assert Installation.from_plain(here.as_plain()) == here
    assert Installation.from_plain(OWN.as_plain()) == OWN
