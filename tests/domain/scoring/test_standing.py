"""Where a case stands equals its full assessment, whatever was answered, and whatever is open or hidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.casework.content.edition import open_content
from screening.domain.answers import Answer, Given, How, Where
from screening.domain.scoring.assessment import assess
from screening.domain.scoring.signs import applies
from screening.domain.scoring.standing import stand

CONTENT = open_content()
PROTOCOL, WEIGHTS = CONTENT.protocol, CONTENT.weights
ROOTS = ("debt-owed", "debt-tied", "debt-grows", "care-limits", "papers-kept", "sex-work", "child-works")
items = st.one_of(st.sampled_from(ROOTS), st.sampled_from(list(PROTOCOL.items)))
places = st.sampled_from((None, *Where))
cases = st.dictionaries(items, st.builds(Given, st.sampled_from(Answer), st.sampled_from(How), places), max_size=25)
ages = st.sampled_from(("adult", "child", "unknown"))
YES, NO = (Given(each, How.ASKED) for each in (Answer.YES, Answer.NO))


@pytest.mark.parametrize("edition", ["2026-1", "2026-2", PROTOCOL.id])
@given(cases, ages)
def test_a_case_stands_where_its_full_assessment_has_it(edition, answers, age):
    content = open_content(edition)
    known = {name: each for name, each in answers.items() if name in content.protocol.items}
    standing = stand(content.protocol, content.weights, known, age_band=age)
    found = assess(content.protocol, content.weights, known, age_band=age)
    for name, strength in standing.strengths.items():
        assert strength == pytest.approx(found.weighed[name].range.best, abs=1e-9)
    assert (standing.child, standing.signs) == (found.child, found.signs)
    assert standing.hidden == {item.id for item in content.protocol.items.values() if not applies(item, known)}


@given(cases)
def test_an_unknown_age_stands_as_the_stronger_of_an_adult_s_and_a_child_s_case(answers):
    unknown, *apart = (stand(PROTOCOL, WEIGHTS, answers, age_band=age) for age in ("unknown", "adult", "child"))
    assert unknown == max(apart, key=lambda each: each.strengths["trafficking"])


def test_a_follow_up_counts_only_while_its_root_is_answered_yes():
    def trafficking(**answers):
        told = {name.replace("_", "-"): given for name, given in answers.items()}
        return stand(PROTOCOL, WEIGHTS, told, age_band="adult").strengths["trafficking"]

    assert trafficking(debt_owed=YES, debt_grows=YES) > trafficking(debt_owed=YES)
    assert trafficking(debt_owed=NO, debt_grows=YES) == trafficking(debt_owed=NO)


def test_an_answer_to_something_the_edition_does_not_know_changes_nothing():
    assert stand(PROTOCOL, WEIGHTS, {"no-such-item": YES}) == stand(PROTOCOL, WEIGHTS, {})
