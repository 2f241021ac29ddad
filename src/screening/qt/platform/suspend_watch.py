"""What the desktop says before the laptop sleeps, closes its lid or locks: D-Bus, a socket of this computer (Linux)."""

from __future__ import annotations

import sys

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage, QDBusUnixFileDescriptor, QDBusVariant

LOGIND = "org.freedesktop.login1"
MANAGER = "/org/freedesktop/login1"
UPOWER, UPOWER_PATH = "org.freedesktop.UPower", "/org/freedesktop/UPower"
PROPERTIES = "org.freedesktop.DBus.Properties"
LOCKERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")
WAIT = 500
"""Milliseconds that a service may take to answer."""


class SleepSignals(QObject):
    """Listens to logind, UPower and the screen locker, as far as they are there.

    With logind a delay is held, so that the record is locked before the memory is kept through the sleep: the
    descriptor is let go when this process is replaced.
    """

    leaving = Signal(str)
    """The laptop is about to sleep, was closed or locked: ``sleep``, ``lid``, ``lock``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.listening: tuple[str, ...] = ()
        self._delay: QDBusUnixFileDescriptor | None = None
        if not sys.platform.startswith("linux"):
            return
        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        found = []
        if system.isConnected():
            if self._hear(system, LOGIND, MANAGER, f"{LOGIND}.Manager", "PrepareForSleep", "sleep(bool)"):
                found.append("sleep")
                self._hold(system)
            self._hear(system, LOGIND, "", f"{LOGIND}.Session", "Lock", "locked()")
            if self._hear(system, UPOWER, UPOWER_PATH, PROPERTIES, "PropertiesChanged", "changed(QDBusMessage)"):
                found.append("lid")
        if session.isConnected():
            heard = [self._hear(session, "", "", name, "ActiveChanged", "screen(bool)") for name in LOCKERS]
            found += ["lock"] if any(heard) else []
        self.listening = tuple(dict.fromkeys(found))

    def _hear(self, bus: QDBusConnection, service: str, path: str, interface: str, name: str, slot: str) -> bool:
        # the stub names bytes; the call takes the text that SLOT makes
        return bool(bus.connect(service, path, interface, name, self, SLOT(slot)))  # type: ignore[call-overload]

    def _hold(self, bus: QDBusConnection) -> None:
        """Ask logind to wait for us, up to its five seconds."""
        ask = QDBusMessage.createMethodCall(LOGIND, MANAGER, f"{LOGIND}.Manager", "Inhibit")
        ask.setArguments(["sleep", "Notes", "Closing the notes", "delay"])
        answer = bus.call(ask, QDBus.CallMode.Block, WAIT).arguments()
        if answer and isinstance(answer[0], QDBusUnixFileDescriptor):
            self._delay = answer[0]

    @Slot(bool)
    def sleep(self, begins: bool) -> None:
        """logind is about to put the laptop to sleep, or woke it."""
        if begins:
            self.leaving.emit("sleep")

    @Slot()
    def locked(self) -> None:
        """The session was locked."""
        self.leaving.emit("lock")

    @Slot(bool)
    def screen(self, locked: bool) -> None:
        """The screen locker came up, or went."""
        if locked:
            self.leaving.emit("lock")

    @Slot(QDBusMessage)
    def changed(self, _message: QDBusMessage) -> None:
        """Something changed at UPower; only the lid that is down matters."""
        ask = QDBusMessage.createMethodCall(UPOWER, UPOWER_PATH, PROPERTIES, "Get")
        ask.setArguments([UPOWER, "LidIsClosed"])
        answer = QDBusConnection.systemBus().call(ask, QDBus.CallMode.Block, WAIT).arguments()
        closed = answer[0].variant() if answer and isinstance(answer[0], QDBusVariant) else None
        if closed is True:
            self.leaving.emit("lid")
