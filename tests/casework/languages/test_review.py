"""Reading a pack text by text: what was done is in the record, and a changed text is a draft again."""

from __future__ import annotations

import tomllib

import pytest

from screening.casework.languages import packs, review
from screening.domain.events.record import TextRead
from screening.errors import BadInput, NotAccepted
from screening.settings import OWN, content_root
from screening.store.exchange.pack_file import read_pack_file
from screening.wording.catalogue.reviews import Review, digest_of, parse_reviews
from screening.wording.catalogue.translations import Words
from screening.wording.lint.pack_checks import person_texts
from tests.casework.some_pack import TAG, TEXT, reviewer

WORDS = Words("en")
NEW = "আপনি না বলতে পারেন।"


@pytest.fixture
def vault():
    made = reviewer()
    yield made
    made.close()


def seen(vault, shown: str = "all", text: str = TEXT) -> review.BenchView:
    return review.view(vault, WORDS, TAG, shown, text)


def keep(vault, forms: tuple[str, ...], state: str = "draft", by: str = "R-7", remark: str = "") -> None:
    vault.append("", review.read_text(vault, TAG, TEXT, forms, state=state, by=by, remark=remark))


def test_a_text_stands_beside_its_english_with_note_and_purpose(vault) -> None:
    found = seen(vault, text="item.papers-kept.text").open
    assert found is not None
    assert found.sources == (Words().source("item.papers-kept.text"),)
    assert found.why
    assert found.state == "draft"
    assert not found.sounds


def test_a_text_that_was_approved_leaves_the_drafts(vault) -> None:
    drafts = seen(vault).counts["draft"]
    opened = seen(vault).open
    assert opened is not None
    keep(vault, opened.forms, "reviewed")
    after = seen(vault, "draft")
    assert after.counts == {"all": after.counts["all"], "draft": drafts - 1, "reviewed": 1, "remarks": 0}
    assert TEXT not in [row.id for row in after.rows]
    assert after.by == "R-7"


def test_words_that_are_changed_after_the_approval_are_a_draft(vault) -> None:
    keep(vault, (NEW,), "reviewed")
    assert seen(vault).open.state == "reviewed"
    keep(vault, (NEW + " ঠিক আছে।",))
    assert seen(vault).open.state == "draft"


def test_a_remark_is_kept_and_found(vault) -> None:
    keep(vault, (NEW,), remark="Said in the south as well?")
    found = seen(vault, "remarks")
    assert [row.id for row in found.rows] == [TEXT]
    assert found.open.remark == "Said in the south as well?"


def test_problems_are_said_while_one_types(vault) -> None:
    assert review.problems(WORDS, TAG, TEXT, (NEW,)) == ()
    assert any("fields" in each for each in review.problems(WORDS, TAG, TEXT, ("{x} " + NEW,)))
    assert review.problems(WORDS, TAG, TEXT, ("",)) == ("This text is empty.",)
    assert any("longer" in each for each in review.problems(WORDS, TAG, TEXT, (NEW * 300,)))


@pytest.mark.parametrize(
    ("forms", "by", "refused"),
    [((NEW,), "Aminah", "bench-code"), (("",), "R-7", "bench-empty"), (("{x} " + NEW,), "R-7", "bench-problems")],
)
def test_nothing_is_approved_without_a_code_or_with_a_problem(vault, forms, by, refused) -> None:
    with pytest.raises(NotAccepted, match=refused):
        keep(vault, forms, "reviewed", by)
    assert vault.events("") == tuple(each for each in vault.events("") if each.event.kind != "text-read")


def test_a_text_or_language_that_is_not_there_is_refused(vault) -> None:
    for tag, text in (("en", TEXT), ("xx", TEXT), (TAG, "no.text")):
        with pytest.raises(BadInput, match="no-such-text"):
            review.read_text(vault, tag, text, (NEW,), state="draft", by="", remark="")


@pytest.mark.parametrize("role", ["labour-officer", "supervisor", "trainer"])
def test_only_a_reviewers_record_has_a_workbench(vault, role) -> None:
    vault.role = role
    with pytest.raises(NotAccepted, match="role-may-not"):
        seen(vault)


def test_a_reviewer_opens_no_case(vault) -> None:
    vault.role = "labour-officer"
    code = vault.new_case()
    vault.role = "reviewer"
    from screening.domain.events.catalogue import BreakTaken

    with pytest.raises(NotAccepted, match="role-may-not"):
        vault.append(code, BreakTaken())


def test_the_list_is_walked_to_its_ends(vault) -> None:
    first = review.view(vault, WORDS, TAG, "all", "")
    assert review.following(first, -1) == first.open.id
    second = review.following(first, 1)
    assert second == first.rows[1].id
    last = review.view(vault, WORDS, TAG, "all", first.rows[-1].id)
    assert review.following(last, 1) == first.rows[-1].id


def reviews_in(checked: packs.Examined) -> tuple[Review, ...]:
    return parse_reviews(tomllib.loads(checked.file.files["reviews.toml"].decode()), "reviews.toml")


def test_what_was_read_goes_into_the_signed_pack(vault) -> None:
    keep(vault, (NEW,), "field-tested")
    work = review.work(vault, TAG)
    checked = packs.check(read_pack_file(packs.export(vault, TAG, work.edited, work.reviews, OWN)))
    assert checked.problems == ()
    assert [(each.id, each.by) for each in reviews_in(checked)] == [(TEXT, "R-7")]


def test_what_was_done_for_the_words_of_an_earlier_edition_stays_with_those_words(vault) -> None:
    older = person_texts(content_root(), "2026-1")["item.violence.text"]
    assert older.source != Words().source(older.id)
    vault.append("", TextRead(TAG, older.id, (NEW,), "reviewed", digest_of(older, (NEW,)), "R-7", "Read it again."))
    work = review.work(vault, TAG)
    assert work.edited == {(older.id, older.source): (NEW,)}
    found = seen(vault, text=older.id).open
    assert (found.forms == (NEW,), found.remark) == (False, "")
    checked = packs.check(read_pack_file(packs.export(vault, TAG, work.edited, work.reviews, OWN)))
    assert checked.problems == ()
    assert [(each.id, each.digest) for each in reviews_in(checked)] == [(older.id, digest_of(older, (NEW,)))]


def test_texts_with_plural_forms_have_as_many_as_the_language_needs(vault) -> None:
    found = review.view(vault, WORDS, "ar", "all", "person-view.left").open
    assert found is not None
    assert len(found.forms) == 6
    assert len(found.sources) == 2
    assert found.problems == ()
