"""Read a program's windows over AT-SPI, as a screen reader does, with the system's own python3 and gi.

Run: python3 at_spi_reader.py    with DISPLAY and DBUS_SESSION_BUS_ADDRESS set. Each line of stdin is a command, each
answered by one line of JSON: ``tree`` (every object that is there to be seen), ``all`` (those that are hidden too),
``heard`` (announcements and focus events since the last ``heard``, in order: the kind, and role, name and id or text).
"""

from __future__ import annotations

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

heard: list[list[str]] = []


def on_event(event: Atspi.Event) -> None:
    if event.type.startswith("object:announcement"):
        heard.append(["say", event.any_data if isinstance(event.any_data, str) else str(event.any_data)])
    elif event.detail1:
        source = event.source
        source.clear_cache()  # what was read before the program named it is not what it is called now
        heard.append(
            ["focus", source.get_role_name(), source.get_name(), (source.get_accessible_id() or "").split(".")[-1]]
        )


def node(thing: Atspi.Accessible) -> dict[str, object]:
    states = thing.get_state_set().get_states()
    try:
        extents = thing.get_component_iface().get_extents(Atspi.CoordType.SCREEN)
        box = [extents.x, extents.y, extents.width, extents.height]
    except Exception:
        box = []
    return {
        "role": thing.get_role_name(),
        "name": thing.get_name(),
        "description": thing.get_description(),
        "locale": thing.get_object_locale(),
        "id": thing.get_accessible_id(),
        "states": sorted(each.value_nick for each in states),
        "box": box,
        "labelled": [
            relation.get_target(at).get_name()
            for relation in thing.get_relation_set()
            if relation.get_relation_type() is Atspi.RelationType.LABELLED_BY
            for at in range(relation.get_n_targets())
        ],
    }


def walk(thing: Atspi.Accessible, depth: int, found: list[dict[str, object]], *, hidden: bool) -> None:
    thing.clear_cache()
    states = thing.get_state_set()
    if not hidden and depth > 1 and not states.contains(Atspi.StateType.VISIBLE):
        return
    found.append({"depth": depth, **node(thing)})
    for at in range(thing.get_child_count()):
        child = thing.get_child_at_index(at)
        if child is not None:
            walk(child, depth + 1, found, hidden=hidden)


def programs() -> list[Atspi.Accessible]:
    desktop = Atspi.get_desktop(0)
    found = [desktop.get_child_at_index(at) for at in range(desktop.get_child_count())]
    return [each for each in found if each is not None and each.get_toolkit_name() == "Qt"]


def answer(command: str) -> object:
    if command == "heard":
        told = list(heard)
        heard.clear()
        return told
    found: list[dict[str, object]] = []
    for program in programs():
        walk(program, 0, found, hidden=command == "all")
    return found


def on_line(channel: GLib.IOChannel, condition: GLib.IOCondition) -> bool:
    line = sys.stdin.readline()
    if not line:
        Atspi.event_quit()
        return False
    try:
        told: object = answer(line.strip())
    except GLib.Error as trouble:  # an object went while it was read
        told = {"gone": str(trouble)}
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()
    return True


def main() -> None:
    listener = Atspi.EventListener.new(on_event)
    for event in ("object:announcement", "object:state-changed:focused"):
        listener.register(event)
    GLib.io_add_watch(sys.stdin.fileno(), GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN | GLib.IOCondition.HUP, on_line)
    Atspi.event_main()


main()
