"""A screen reader without a voice: asks the window over AT-SPI what stands there, as Orca would."""

import os
import shutil
import subprocess
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

from jeepney import (
    DBusAddress,
    DBusErrorResponse,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    Properties,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.e2e.screen import PATIENCE, Screen, until

LAUNCHERS: Final = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
ACCESSIBLE: Final = "org.a11y.atspi.Accessible"
ROOT: Final = "/org/a11y/atspi/accessible/root"
NO_ONE: Final = "/org/a11y/atspi/null"
LABELLED_BY: Final = 2

# Roles and states by their numbers in AT-SPI (atspi-constants.h), those that a window of ours may have.
ROLES: Final = {
    0: "invalid", 7: "check box", 8: "check menu item", 10: "column header", 11: "combo box", 16: "dialog", 19: "drawing area",
    20: "filler", 23: "frame", 25: "html container", 26: "icon", 27: "image", 29: "label", 31: "list", 32: "list item",
    33: "menu", 34: "menu bar", 35: "menu item", 37: "page tab", 38: "page tab list", 39: "panel", 40: "password text",
    41: "popup menu", 42: "progress bar", 43: "button", 44: "radio button", 45: "radio menu item", 48: "scroll bar",
    49: "scroll pane", 50: "separator", 51: "slider", 52: "spin button", 54: "status bar", 55: "table", 56: "table cell",
    57: "column header", 58: "row header", 60: "terminal", 61: "text", 62: "toggle button", 63: "tool bar", 64: "tool tip",
    65: "tree", 66: "tree table", 67: "unknown", 68: "viewport", 69: "window", 71: "paragraph", 73: "editbar",
    75: "application", 79: "entry", 82: "document frame", 83: "heading", 85: "section", 90: "tree item", 98: "list box",
    99: "grouping", 101: "notification", 116: "static", 129: "push button menu",
}  # fmt: skip
STATES: Final = {
    "active": 1, "checked": 4, "defunct": 6, "editable": 7, "enabled": 8, "expandable": 9, "expanded": 10, "focusable": 11,
    "focused": 12, "invalid entry": 36, "selectable": 22, "selected": 23, "sensitive": 24, "showing": 25, "visible": 30,
    "checkable": 41, "multi line": 17, "modal": 16, "pressed": 20, "read only": 43,
}  # fmt: skip


class Box(NamedTuple):
    """Where a thing stands on the screen."""

    x: int
    y: int
    width: int
    height: int

    def middle(self) -> tuple[int, int]:
        """Where one would click."""
        return self.x + self.width // 2, self.y + self.height // 2


@dataclass(eq=False)
class Thing:
    """One thing in the tree."""

    reader: "Reader"
    bus: str
    path: str
    name: str
    description: str
    role: str
    states: frozenset[str]
    depth: int
    parent: "Thing | None" = None
    children: list["Thing"] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"{'  ' * self.depth}{self.role} “{self.name}” ({self.description}) {' '.join(sorted(self.states))}"

    def walk(self) -> Iterator["Thing"]:
        """This and all below, as read."""
        yield self
        for child in self.children:
            yield from child.walk()

    def ask(self, interface: str, method: str, signature: str = "", *values: Any) -> tuple[Any, ...]:
        """Call a method of it."""
        return self.reader.ask(self.bus, self.path, f"org.a11y.atspi.{interface}", method, signature, *values)

    def get(self, interface: str, name: str) -> Any:
        """A property of it."""
        return self.reader.get(self.bus, self.path, f"org.a11y.atspi.{interface}", name)

    def other(self, reference: Sequence[str]) -> "Thing":
        """The thing that an answer refers to."""
        return self.reader.thing(reference[0], reference[1], 0, None)

    def labels(self) -> list[str]:
        """Names of the labels that say what it is for."""
        found = self.ask("Accessible", "GetRelationSet")[0]
        return [self.other(target).name for kind, targets in found if kind == LABELLED_BY for target in targets]

    def box(self) -> Box:
        """Where it stands on the screen."""
        return Box(*self.ask("Component", "GetExtents", "u", 0)[0])

    def act(self, number: int = 0) -> None:
        """Do what it does when pressed."""
        self.ask("Action", "DoAction", "i", number)

    def text(self) -> str:
        """What is written in it."""
        return str(self.ask("Text", "GetText", "ii", 0, -1)[0])


class Reader:
    """A session bus of our own with the accessibility bus on it. Begin it before the window: Qt looks once, as it starts."""

    def __init__(self, environment: dict[str, str], home: Path) -> None:
        """``home``: where the accessibility bus keeps its socket."""
        launcher = next((path for path in LAUNCHERS if os.access(path, os.X_OK)), None)
        assert launcher and shutil.which("dbus-daemon"), "needs dbus and at-spi2-core: run `make test`, which installs them"
        around = {k: v for k, v in environment.items() if k not in ("DBUS_SESSION_BUS_ADDRESS", "AT_SPI_BUS_ADDRESS")}
        self._close = ExitStack()
        bus = self._run(["dbus-daemon", "--session", "--nofork", "--print-address"], around)
        assert bus.stdout is not None
        address = bus.stdout.readline().strip()
        self.environment = {"DBUS_SESSION_BUS_ADDRESS": address, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        self._run([launcher, "--launch-immediately"], {**around, **self.environment, "XDG_RUNTIME_DIR": str(home)})
        with open_dbus_connection(address) as session:
            where = until(lambda: _accessibility_bus(session), "the accessibility bus")
        self.connection: DBusConnection = self._close.enter_context(open_dbus_connection(where))
        self._events: deque[Message] = deque(maxlen=2000)
        self._listen()

    def _run(self, command: list[str], environment: dict[str, str]) -> subprocess.Popen[str]:
        """Start a program that ends when the reader does."""
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self._close.enter_context(process)
        self._close.callback(process.terminate)
        return process

    def close(self) -> None:
        """Hang up."""
        self._close.close()

    def _listen(self) -> None:
        """Have the registry and the bus send what happens: where the focus goes, what is announced."""
        rule = MatchRule(type="signal", interface="org.a11y.atspi.Event.Object")
        self.connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=PATIENCE)
        self.connection.filter(rule, queue=self._events).__enter__()  # until the connection closes
        home, registry = "/org/a11y/atspi/registry", "org.a11y.atspi.Registry"
        for event in ("object:state-changed:focused", "object:announcement", "object:active-descendant-changed"):
            self.ask(registry, home, registry, "RegisterEvent", "sass", event, [], "")

    def heard(self) -> list[str]:
        """What it would have said since it was asked last: announcements, and where the focus went (``role name``)."""
        self.applications()  # an answer comes after the events before it
        said = []
        while self._events:
            event = self._events.popleft()
            fields = event.header.fields
            kind, (detail, on, *_) = fields[HeaderFields.member], event.body
            if kind == "Announcement":
                said.append(str(detail) or str(event.body[3][1]))
            elif kind == "StateChanged" and detail == "focused" and on:
                try:
                    thing = self.thing(fields[HeaderFields.sender], fields[HeaderFields.path], 0, None)
                except DBusErrorResponse:
                    continue  # gone again
                said.append(f"{thing.role} {thing.name}")
        return said

    def hears(self, words: str) -> str:
        """Wait until something with these words in it is said, and give it back whole."""
        found: str = until(lambda: next((said for said in self.heard() if words in said), ""), f"“{words}” said")
        return found

    def ask(self, bus: str, path: str, interface: str, method: str, signature: str = "", *values: Any) -> tuple[Any, ...]:
        """Call a method. Raises DBusErrorResponse."""
        asked = new_method_call(DBusAddress(path, bus, interface), method, signature or None, values)
        reply = self.connection.send_and_get_reply(asked, timeout=PATIENCE)
        if reply.header.message_type is MessageType.error:
            raise DBusErrorResponse(reply)
        return tuple(reply.body)

    def get(self, bus: str, path: str, interface: str, name: str) -> Any:
        """Read a property. Raises DBusErrorResponse."""
        asked = Properties(DBusAddress(path, bus, interface)).get(name)
        reply = self.connection.send_and_get_reply(asked, timeout=PATIENCE)
        if reply.header.message_type is MessageType.error:
            raise DBusErrorResponse(reply)
        value = reply.body[0]
        return value[1] if reply.header.fields[HeaderFields.signature] == "v" else value  # Qt gives header cells bare

    def applications(self) -> Sequence[tuple[str, str]]:
        """Whoever is on the bus."""
        return list(self.ask("org.a11y.atspi.Registry", ROOT, ACCESSIBLE, "GetChildren")[0])

    def tree(self, most: int = 60) -> Thing:
        """All that the program in front shows; of a list or table at most ``most`` children. Things that go meanwhile are
        left out."""
        bus, path = until(self.applications, "the window on the accessibility bus")[-1]
        return self._read(bus, path, 0, None, most)

    def thing(self, bus: str, path: str, depth: int, parent: Thing | None) -> Thing:
        """One thing, without what is below it."""
        (role,) = self.ask(bus, path, ACCESSIBLE, "GetRole")
        ((low, high),) = self.ask(bus, path, ACCESSIBLE, "GetState")
        bits = low | high << 32
        return Thing(
            self, bus, path, self.get(bus, path, ACCESSIBLE, "Name"), self.get(bus, path, ACCESSIBLE, "Description"),
            ROLES.get(role, f"role {role}"), frozenset(name for name, bit in STATES.items() if bits >> bit & 1), depth, parent,
        )  # fmt: skip

    def _read(self, bus: str, path: str, depth: int, parent: Thing | None, most: int) -> Thing:
        made = self.thing(bus, path, depth, parent)
        if parent is not None and "showing" not in made.states and made.role != "frame":
            return made  # what is hidden says nothing, and nor does what stands in it
        for child_bus, child in self.ask(bus, path, ACCESSIBLE, "GetChildren")[0][:most]:
            if child == NO_ONE:
                continue
            try:
                made.children.append(self._read(child_bus, child, depth + 1, made, most))
            except DBusErrorResponse:
                continue
        return made

    def renewed(self, thing: Thing) -> Thing:
        """The same as it is now."""
        return self.thing(thing.bus, thing.path, thing.depth, thing.parent)

    def shown(self) -> list[Thing]:
        """All that is to be seen, as read."""
        return [thing for thing in self.tree().walk() if "showing" in thing.states]

    def look(self, role: str, name: str) -> Thing | None:
        """The first thing shown of that role and name (``…`` at its end: any name that begins so), if it is there now."""
        begins = name.removesuffix("…")
        return next(
            (t for t in self.shown() if t.role == role and (t.name.startswith(begins) if begins != name else t.name == name)),
            None,
        )

    def find(self, role: str, name: str) -> Thing:
        """The same, once it is there."""
        found: Thing = until(lambda: self.look(role, name), f"{role} “{name}” on the screen")
        return found

    def focused(self) -> Thing | None:
        """What has the focus: of a list its row."""
        return next((t for t in reversed(self.shown()) if "focused" in t.states), None)


def _accessibility_bus(session: DBusConnection) -> str:
    asked = new_method_call(DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus"), "GetAddress")
    reply = session.send_and_get_reply(asked, timeout=PATIENCE)
    return "" if reply.header.message_type is MessageType.error else str(reply.body[0])


@contextmanager
def listening(screen: Screen, home: Path) -> Iterator[Reader]:
    """A reader for the time of a test; windows opened on ``screen`` from now on are heard."""
    reader = Reader(screen.environment, home)
    try:
        screen.environment.update(reader.environment)
        yield reader
    finally:
        reader.close()
