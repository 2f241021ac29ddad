"""A desktop's buses for a test: answers as logind and UPower do, and sends each signal that a line of input names."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import ClassInfo, Property, QCoreApplication, QObject, QSocketNotifier, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusUnixFileDescriptor

SIGNALS = {
    "sleep": ("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", [True]),
    "wake": ("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", [False]),
    "lock": ("/org/freedesktop/login1/session/_31", "org.freedesktop.login1.Session", "Lock", []),
    "screen": ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", [True]),
    "lid": ("/org/freedesktop/UPower", "org.freedesktop.DBus.Properties", "PropertiesChanged",
            ["org.freedesktop.UPower", {"LidIsClosed": True}, []]),
}  # fmt: skip


def tell(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


@ClassInfo(**{"D-Bus Interface": "org.freedesktop.UPower"})
class Power(QObject):
    closed = False

    def _closed(self) -> bool:
        return self.closed

    LidIsClosed = Property(bool, _closed)


@ClassInfo(**{"D-Bus Interface": "org.freedesktop.login1.Manager"})
class Manager(QObject):
    @Slot(str, str, str, str, result=QDBusUnixFileDescriptor)
    def Inhibit(self, what: str, who: str, why: str, mode: str) -> QDBusUnixFileDescriptor:
        tell(f"inhibit {what} {mode}")
        return QDBusUnixFileDescriptor(0)


def main() -> None:
    application = QCoreApplication([])
    bus = QDBusConnection.systemBus()
    power, manager = Power(), Manager()
    exported = QDBusConnection.RegisterOption
    made = [
        bus.registerService("org.freedesktop.login1"),
        bus.registerService("org.freedesktop.UPower"),
        bus.registerObject("/org/freedesktop/UPower", power, exported.ExportAllProperties),
        bus.registerObject("/org/freedesktop/login1", manager, exported.ExportAllSlots),
    ]
    tell("ready" if all(made) else "refused")
    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)

    def step() -> None:
        names = os.read(sys.stdin.fileno(), 4096).decode().split()
        if not names:
            application.quit()
        for name in names:
            power.closed = name == "lid"
            path, interface, member, arguments = SIGNALS["lid" if name == "battery" else name]
            message = QDBusMessage.createSignal(path, interface, member)
            message.setArguments(arguments)
            bus.send(message)

    notifier.activated.connect(step)
    application.exec()


if __name__ == "__main__":
    main()
