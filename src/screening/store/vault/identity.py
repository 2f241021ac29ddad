"""Names beside an open record: kept only with the person's yes, and gone with it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from screening.domain.case.case import fold
from screening.domain.events.catalogue import IdentityHandled
from screening.domain.events.timestamps import utc_text
from screening.domain.policy.roles import NAMES, must
from screening.errors import NotAccepted
from screening.store.database.driver import dbapi, not_saved
from screening.store.database.rows import storable
from screening.store.database.tables import NAME_OUT
from screening.store.folder.identity_db import Identity, KeptIdentity
from screening.store.integrity.verify import Names, compared
from screening.store.vault.open_record import OpenRecord

DECISION = "identity"
"""The consent decision that opens this store (CO1)."""


class People:
    """The identity store of one open vault. Each act is an event of the case, without a word of what was written."""

    def __init__(self, vault: OpenRecord, identity: Identity) -> None:
        self._vault = vault
        self.identity = identity

    def read(self, case: str) -> KeptIdentity | None:
        """Return who it is; None when nothing is kept. Without the person's yes nothing is shown.

        Raises StoreTrouble("identity-damaged").
        """
        must(self._vault.role, NAMES)
        found = self.identity.all().get(case)
        return found[1] if found is not None and self.agreed(case) else None

    def keep(self, case: str, person: KeptIdentity, *, typing: bool = False) -> None:
        """Write or change what is kept; nothing but blanks erases it.

        While it is being typed the record tells of it once, and blanks leave what is kept. Raises
        NotAccepted("identity-needs-consent") without the person's yes, and NotSaved.
        """
        must(self._vault.role, NAMES)
        if not self.agreed(case):
            raise NotAccepted("identity-needs-consent")
        if person.empty:
            if not typing:
                self.erase(case)
            return
        for text in (person.name, person.contact, person.phrase):
            storable(text)
        at = utc_text(self._vault.clock())
        with not_saved(self._vault.folder):
            self.identity.keep(case, person, at)
            mark = self.identity.look()[0]
        kept = IdentityHandled("kept", mark)
        if not typing or self._told_last(case) != kept:
            self._vault.append(case, kept)
        self._note_store((case,))

    def _told_last(self, case: str) -> IdentityHandled | None:
        """Return what the record tells last of what is kept of a person; None where it tells nothing."""
        told = [each.event for each in self._vault.events(case) if isinstance(each.event, IdentityHandled)]
        return next((each for each in reversed(told) if each.act in ("kept", "erased")), None)

    def erase(self, case: str) -> bool:
        """Take one person out under a new key; whether anything was kept. Raises NotSaved.

        One that is lacking although it was kept is said to be erased.
        """
        with not_saved(self._vault.folder):
            self._going((case,))
            erased = bool(self.identity.erase((case,)))
            mark = self.identity.look()[0]
        if erased or case in self.compared().lacking:
            self._vault.append(case, IdentityHandled("erased", mark))
        self._note_store((case,))
        return erased

    def forget(self, cases: list[str]) -> None:
        """Take people out before their records are erased: no event is left to say so. Raises NotSaved.

        What was taken down of them goes with the record (``Tables.erase``).
        """
        with not_saved(self._vault.folder):
            self._going(cases)
            self.identity.erase(cases)

    def agreed(self, case: str) -> bool:
        """Return whether the person said yes to keeping name and contact, and has not taken it back."""
        return fold(case, self._vault.events(case)).consented(DECISION) == "yes"

    def sweep(self, names: Names) -> int:
        """Erase whoever is kept without a yes: a kill may have come between the no and the erasing. How many.

        Who was erased before and came back with an older store, as ``names`` says, goes again; of whom the record was
        not told yet it is told. Raises StoreTrouble, NotSaved.
        """
        kept = self.identity.all()
        self.forget([case for case in kept if not self._vault.knows(case)])
        gone = [case for case in {*kept, *names.lacking} if self._vault.knows(case) and not self.agreed(case)]
        begun = self._begun()
        swept = {*gone, *names.back, *(names.lacking & begun)}
        for case in swept:
            self.erase(case)
        self._note_store(begun)
        return len(swept)

    def _going(self, cases: Iterable[str]) -> None:
        """Take down whose names go, before they do: so none is missed later of which the entry was not written.

        Raises NotSaved, StoreTrouble, OSError or the driver's errors.
        """
        there = self.identity.all()
        going = [NAME_OUT + case for case in cases if case in there and self._vault.knows(case)]
        if not going:
            return
        with self._vault.transaction() as tables:
            tables.set_pending(*going)

    def _begun(self) -> frozenset[str]:
        """Of whom it was taken down that their names go, and not that the record tells of it."""
        with self._vault.reading() as tables:
            return frozenset(what.removeprefix(NAME_OUT) for what in tables.pending() if what.startswith(NAME_OUT))

    def _note_store(self, cases: Iterable[str]) -> None:
        """The record says of these what it has to; where that cannot be taken down, the next unlocking does it."""
        if left := self._begun().intersection(cases):
            tables = self._vault.writable()
            with suppress(dbapi.Error), tables.transaction():
                tables.clear_pending(*(NAME_OUT + case for case in left))

    def compared(self) -> Names:
        """Compare the store with what the record says of it. Raises StoreTrouble."""
        with self._vault.reading() as tables:
            return compared(tables, self.identity)
