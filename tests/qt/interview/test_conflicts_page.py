"""Two laptops wrote about one case: the officer sees both answers side by side and settles them by keys."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from screening.domain.answers import Answer, How
from screening.domain.case.case import fold
from screening.domain.events.catalogue import AnswerGiven, ConsentDecided, WordsWritten
from screening.qt.interview.conflicts_page import DifferingPage
from screening.qt.interview.topic_page import TopicPage
from screening.store import open_vault, take_in
from tests.qt.page_objects import PASSPHRASE, Screen
from tests.store.some_bundles import bundle, case_of, introduce, laptop


def talked(screen: Screen) -> str:
    screen.talking("en", talk="yes", notes="yes", identity="no", count="yes", contact="no")
    code = screen.case.code
    screen.close()
    return code


def other_laptop(record: Path, folder: Path, code: str) -> None:
    """Another laptop gets the case, answers, and gives it back; meanwhile this one answers otherwise."""
    budi = laptop("Budi")
    with open_vault(record, PASSPHRASE) as vault:
        introduce(vault, budi)
        take_in(budi, bundle(vault, budi, folder, code))
        vault.append(code, AnswerGiven("papers-kept", Answer.YES, How.TOLD))
        vault.append(code, WordsWritten("papers", "1", "in the grey cupboard"))
        vault.append(code, ConsentDecided("contact", "no", "v1", "en"))
        budi.append(code, AnswerGiven("papers-kept", Answer.NO, How.ASKED))
        budi.append(code, WordsWritten("papers", "1", "the agent has it"))
        yes = case_of(budi, code).consent_heads["contact", ""]
        budi.append(code, ConsentDecided("contact", "yes", "v1", "en", replaces=tuple(head.digest for head in yes)))
        take_in(vault, bundle(budi, vault, folder, code))


def again(screen: Screen, code: str) -> Screen:
    found = Screen(screen.qtbot, screen.folder)
    found.unlock()
    found.cases()
    assert "Settle 2 differences" in found.shown()
    found.open_case(code)
    return found


def test_two_answers_stand_side_by_side_and_one_is_taken_by_keys(screen: Screen, record: Path, tmp_path: Path) -> None:
    code = talked(screen)
    other_laptop(record, tmp_path, code)
    found = again(screen, code)
    found.rail("differing")
    page = found.page
    assert isinstance(page, DifferingPage)
    shown = found.shown()
    assert "Officer Aina" in shown and "Budi" in shown
    assert "This counts as not agreed until the person is asked again." in shown
    assert found.case.answers["papers-kept"].answer is Answer.NOT_KNOWN
    found.tab_to("settle-1-1")
    taken = found.focused().accessibleName()
    found.press(Qt.Key.Key_Space)
    found.wait(lambda: "papers-kept" not in found.case.contested)
    wanted = Answer.YES if "Yes" in taken else Answer.NO
    assert found.case.answers["papers-kept"].answer is wanted
    found.close()
    with open_vault(record, PASSPHRASE) as vault:
        assert fold(code, vault.events(code)).answers["papers-kept"].answer is wanted


def test_a_question_with_two_answers_says_so_where_it_stands(screen: Screen, record: Path, tmp_path: Path) -> None:
    code = talked(screen)
    other_laptop(record, tmp_path, code)
    found = again(screen, code)
    found.topic("papers")
    page = found.reach("papers-kept")
    assert "Two laptops recorded different answers here" in found.shown()
    assert page.open_question is not None and not page.open_question.item.asked
    found.reach("papers-store")
    assert page.lines["papers-kept"].answer_words == "Two answers"
    found.reach("papers-kept")
    found.tab_to("see-both")
    found.press(Qt.Key.Key_Space)
    found.at("differing")
    found.tab_to("settle-1-unknown")
    found.press(Qt.Key.Key_Space)
    found.wait(lambda: "papers-kept" not in found.case.contested)
    assert found.case.answers["papers-kept"].answer is Answer.NOT_KNOWN
    assert page is not found.page


def test_words_of_another_laptop_are_read_beside_ones_own_and_never_written_over(
    screen: Screen, record: Path, tmp_path: Path
) -> None:
    code = talked(screen)
    other_laptop(record, tmp_path, code)
    found = again(screen, code)
    page = found.topic("papers")
    assert isinstance(page, TopicPage) and page.field is not None
    assert page.field.text() == "in the grey cupboard"
    assert "the agent has it" in found.shown()
    found.words(" and a copy")
    found.next()
    found.wait(lambda: any("and a copy" in each.text for each in found.case.words))
    assert "the agent has it" in {each.text for each in found.case.words}
