"""The statistics of the record: counting, and what leaves of it on paper."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from screening.casework.content.edition import Content
from screening.casework.record import statistics_release
from screening.casework.referral import referral_form
from screening.casework.statistics import counts
from screening.casework.statistics.counts import StatsView
from screening.errors import ScreeningError
from screening.qt.frame.page import Headed
from screening.qt.platform.printing import choose_printer, draw
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.record_routes import RecordRoute, RecordRoutes
from screening.qt.statistics.statistics_page import StatisticsPage
from screening.store import Vault
from screening.store.crypto.atomic_files import typed_folder
from screening.store.folder.safe_paths import save_in
from screening.wording.catalogue.translations import Words

if TYPE_CHECKING:
    from screening.qt.session.context import Leaves, RecordContext


class StatisticsActs:
    """Counts over all cases, with small cells left out; printing and saving take what is shown."""

    def __init__(self, record: RecordContext, leaves: Leaves) -> None:
        self.record, self.leaves = record, leaves

    def routes(self) -> RecordRoutes:
        return {RecordPlace.STATISTICS: RecordRoute(self.page)}

    def page(self) -> Headed:
        waiting = Headed(self.record.words.language)
        counting = partial(_count, self.record.content, self.record.words)
        self.record.ask(counting, success=partial(self._counted, waiting))
        return waiting

    def _counted(self, waiting: Headed, view: StatsView) -> None:
        """The counts, once they were made; printing and saving take the same view."""
        if waiting is not self.record.page:
            return
        page = StatisticsPage(self.record.words)
        page.show_view(view)
        page.print_pressed.connect(partial(self._print, page, view))
        page.save_pressed.connect(partial(self._save, page, view))
        self.record.show(page)

    def _print(self, page: StatisticsPage, view: StatsView) -> None:
        try:
            printer = choose_printer(page.window())
        except ScreeningError as trouble:
            self.record.complain(trouble)
            return
        if printer is not None:
            data = counts.stats_paper(view, self.record.words)
            leaves, stayed = statistics_release.leaves("printed", data)
            self.leaves(leaves, partial(draw, data, printer), stayed, success=_nothing)

    def _save(self, page: StatisticsPage, view: StatsView, folder: str) -> None:
        try:
            place = referral_form.place_for(typed_folder(folder))
            data = counts.stats_paper(view, self.record.words)
        except ScreeningError as trouble:
            self.record.complain(trouble)
            return
        leaves, stayed = statistics_release.leaves("saved", data)

        def saved(path: Path) -> None:
            if page is self.record.page:
                page.show_saved(path.name)

        write = partial(save_in, place, "counts.pdf", data)
        self.leaves(leaves, write, stayed, success=saved)


def _count(content: Content, words: Words, vault: Vault) -> StatsView:
    """In the vault's thread; that somebody looked at the counts is noted."""
    return statistics_release.shown(vault, content, words)


def _nothing(_printed: object) -> None:
    """The printer says for itself that it prints."""
