"""The house rules, one sentence a rule. Imports are read from the source, those inside functions too."""

import ast
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = "kyuanbook"
BASE = ("language", "paths", "sentences", "settings")
QT = {"PySide6", "shiboken6"}
SQL = {"sqlalchemy", "sqlmodel", "sqlcipher3", "sqlite3", "alembic"}
PURE = {
    "__future__", "abc", "array", "base64", "binascii", "bisect", "calendar", "collections", "contextlib", "copy",
    "dataclasses", "datetime", "decimal", "difflib", "enum", "fractions", "functools", "graphlib", "hashlib", "heapq",
    "itertools", "json", "math", "numbers", "operator", "re", "statistics", "string", "struct", "types", "typing",
    "unicodedata", "zlib",
}  # fmt: skip


# ---- how the source is read ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Module:
    """One source file: its dotted name, where it lies, its tree, and the dotted names it imports."""

    name: str
    path: Path
    tree: ast.Module
    imports: frozenset[str]

    @property
    def room(self) -> str:
        """The package or module just below ours that it lives in; of our own ``__init__``, nothing."""
        return self.name.partition(".")[2].partition(".")[0]

    @property
    def outsiders(self) -> set[str]:
        """Top-level names of what it imports and we did not write."""
        return {name.partition(".")[0] for name in self.imports} - {OURS}

    def says(self, node: ast.AST, what: str) -> str:
        """A finding, so that an editor can jump to it."""
        return f"{self.path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)} {what}"


def dotted(path: Path) -> str:
    """The import name of a source file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(tree: ast.Module, package: str) -> Iterator[str]:
    """Every dotted name a file imports, absolute; ``from a import b`` gives both ``a`` and ``a.b``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            source = ".".join([*above, *([node.module] if node.module else [])])
            yield source
            yield from (f"{source}.{alias.name}" for alias in node.names)


def read(path: Path) -> Module:
    """One source file as a Module."""
    name = dotted(path)
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    return Module(name, path, tree, frozenset(imported(tree, package)))


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the program."""
    return tuple(read(path) for path in sorted((ROOT / OURS).rglob("*.py")))


def rooms(*names: str) -> list[Module]:
    """The modules of these rooms."""
    return [module for module in modules() if module.room in names]


def all_but(*names: str) -> list[Module]:
    """The modules of every other room."""
    return [module for module in modules() if module.room not in names]


def importers(those: Iterable[Module], *forbidden: str) -> list[str]:
    """Who of ``those`` imports something forbidden (a name or what lies below it), and what."""

    def is_forbidden(name: str) -> bool:
        return any(name == bad or name.startswith(f"{bad}.") for bad in forbidden)

    return [f"{m.name} imports {name}" for m in those for name in sorted(m.imports) if is_forbidden(name)]


def calls(nodes: Iterable[ast.AST]) -> Iterator[tuple[ast.Call, str]]:
    """Every call among the nodes, with the last part of the name of what is called."""
    for node in nodes:
        if isinstance(node, ast.Call):
            called = node.func
            yield node, called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def strings(tree: ast.Module) -> Iterator[ast.Constant]:
    """Every string in the code that is not a docstring."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node


def at_import(tree: ast.Module) -> Iterator[ast.AST]:
    """What runs when the module is imported: everything outside functions."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            waiting += ast.iter_child_nodes(node)


# ---- the rooms and their arrows --------------------------------------------------------------------------------------


def test_rules_import_nothing_of_ours_but_rules() -> None:
    strangers = {f"{OURS}.{module.room}" for module in all_but("rules", "")}
    assert not importers(rooms("rules"), *strangers)


def test_rules_import_nothing_that_touches_the_world() -> None:
    assert not [f"{m.name} imports {sorted(m.outsiders - PURE)}" for m in rooms("rules") if m.outsiders - PURE]


def test_rules_have_no_clock_no_files_and_no_chance() -> None:
    worldly = {"today", "now", "utcnow", "open", "print", "input"}
    assert not [m.says(node, name) for m in rooms("rules") for node, name in calls(ast.walk(m.tree)) if name in worldly]


def test_base_modules_import_only_rules_and_each_other() -> None:
    assert not importers(rooms(*BASE), *(f"{OURS}.{module.room}" for module in all_but(*BASE, "rules", "")))


def test_the_book_imports_only_rules_and_base_modules() -> None:
    assert not importers(rooms("book"), *(f"{OURS}.{m.room}" for m in all_but("book", "rules", *BASE, "")))


def test_paper_and_exchange_do_not_know_each_other_nor_what_is_above() -> None:
    above = ("app", "cli", "ui", "actions")
    assert not importers(rooms("paper"), f"{OURS}.exchange", *(f"{OURS}.{room}" for room in above))
    assert not importers(rooms("exchange"), f"{OURS}.paper", *(f"{OURS}.{room}" for room in above))


def test_actions_do_not_know_who_calls_them() -> None:
    assert not importers(rooms("actions"), f"{OURS}.app", f"{OURS}.cli", f"{OURS}.ui")


def test_a_window_reads_the_book_through_its_queries_and_errors_alone() -> None:
    rest = {m.name for m in rooms("book")} - {f"{OURS}.book", f"{OURS}.book.errors"}
    assert not importers(rooms("ui"), *(name for name in rest if not name.startswith(f"{OURS}.book.queries")))


def test_a_window_tells_numbers_and_amounts_through_its_privacy_alone() -> None:
    raw = (f"{OURS}.rules.money", *(f"{OURS}.rules.phones.{name}" for name in ("masked", "shown", "last_four")))
    those = [m for m in rooms("ui") if m.name != f"{OURS}.ui.kit.privacy"]
    assert not importers(those, *raw, f"{OURS}.rules.phones.*")


def test_qt_lives_in_the_window_alone() -> None:
    assert not importers(all_but("ui", "app", "selftest"), *QT)  # the self-test opens the window, as app does


def test_sql_lives_in_the_book_alone() -> None:
    assert not importers(all_but("book"), *SQL)


def test_no_sql_is_written_outside_the_book() -> None:
    sql = re.compile(
        r"\s*(select\s.+\sfrom\s|insert\s+(or\s+\w+\s+)?into\s|update\s+\w+\s+set\s|delete\s+from\s|pragma\s"
        r"|(create|drop|alter)\s+(table|index|view|trigger)\s)",
        re.IGNORECASE | re.DOTALL,
    )
    assert not [m.says(s, s.value) for m in all_but("book") for s in strings(m.tree) if sql.match(str(s.value))]


def test_reportlab_lives_in_paper_alone() -> None:
    assert not importers(all_but("paper"), "reportlab")


def test_the_command_line_s_parts_live_in_the_command_line_alone() -> None:
    assert not importers(all_but("cli"), "typer", "rich", "click")


def test_no_module_imports_itself_round_a_corner() -> None:
    known = {module.name for module in modules()} - {OURS}
    graph = {module.name: (module.imports & known) - {module.name} for module in modules()}
    # ``from a.b import c`` names a.b too; a package that holds only its docstring can't be part of a cycle.
    packages = {module.name for module in modules() if module.path.name == "__init__.py"}
    try:
        TopologicalSorter({name: needs - packages for name, needs in graph.items()}).prepare()
    except CycleError as cycle:
        pytest.fail(" -> ".join(cycle.args[1]))


# ---- the house -------------------------------------------------------------------------------------------------------


def test_init_files_hold_no_code() -> None:
    def is_plain(node: ast.stmt) -> bool:
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        version = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__version__"
        return docstring or version

    inits = [module for module in modules() if module.path.name == "__init__.py"]
    assert inits
    assert not [m.says(node, "code") for m in inits for node in m.tree.body if not is_plain(node)]


def test_every_room_is_a_package() -> None:
    # Alembic finds migrations by path, not by import.
    folders = {path.parent for path in (ROOT / OURS).rglob("*.py") if "migrations" not in path.parts}
    assert not [str(folder.relative_to(ROOT)) for folder in folders if not (folder / "__init__.py").exists()]


def test_no_module_is_longer_than_500_lines_unless_it_is_a_table() -> None:
    def is_table(module: Module) -> bool:
        return not any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in module.tree.body)

    long = [m for m in modules() if len(m.path.read_text(encoding="utf-8").splitlines()) > 500]
    assert not [m.name for m in long if not is_table(m)]


def test_no_drawer_for_odds_and_ends() -> None:
    drawers = {"utils", "util", "misc", "helpers", "common", "manager"}
    assert not [m.name for m in modules() if m.path.stem in drawers or m.path.parent.name in drawers]


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|NotImplementedError")
    lines = [(m, n, line) for m in modules() for n, line in enumerate(m.path.read_text("utf-8").splitlines(), 1)]
    assert not [f"{m.path.name}:{n} {line.strip()}" for m, n, line in lines if later.search(line)]


def test_nobody_turns_the_event_loop_by_hand() -> None:
    every = [(m, node, name) for m in modules() for node, name in calls(ast.walk(m.tree))]
    assert not [m.says(node, name) for m, node, name in every if name == "processEvents"]


def test_no_exception_is_swallowed_without_a_name() -> None:
    def is_broad(node: ast.ExceptHandler) -> bool:
        caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
        unnamed = any(one is None or ast.unparse(one) in {"Exception", "BaseException"} for one in caught)
        last = node.body[-1]
        goes_on = isinstance(last, ast.Raise) and last.exc is None
        # the border of a thread: what was raised is handed on whole, the presenter decides
        names = (one.id for line in node.body for one in ast.walk(line) if isinstance(one, ast.Name))
        return unnamed and not goes_on and node.name not in set(names)

    handlers = ((m, node) for m in modules() for node in ast.walk(m.tree) if isinstance(node, ast.ExceptHandler))
    assert not [m.says(node, "broad except") for m, node in handlers if is_broad(node)]


def test_nothing_is_opened_at_import() -> None:
    openers = {"QApplication", "QGuiApplication", "QSettings", "create_engine", "connect", "open", "read_text"}
    assert not [m.says(node, name) for m in modules() for node, name in calls(at_import(m.tree)) if name in openers]


def test_no_global_statement_and_no_star_import() -> None:
    def is_star(node: ast.AST) -> bool:
        return isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names)

    found = [(m, n) for m in modules() for n in ast.walk(m.tree) if isinstance(n, ast.Global) or is_star(n)]
    assert not [m.says(node, ast.unparse(node)) for m, node in found]


# ---- what is handed out ----------------------------------------------------------------------------------------------


@cache
def tracked() -> tuple[tuple[str, str], ...]:
    """Path and text of every text file that git hands out."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode:
        pytest.skip("not a git checkout")
    found = []
    for name in filter(None, listing.stdout.split("\0")):
        path = ROOT / name
        if path.is_file() and b"\0" not in (data := path.read_bytes())[:8192]:
            found.append((name, data.decode("utf-8", "replace")))
    return tuple(found)


def findings(pattern: re.Pattern[str]) -> list[str]:
    """Where a pattern occurs in what git hands out."""
    return [
        f"{name}:{number} {line.strip()[:100]}"
        for name, text in tracked()
        if pattern.search(text)
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_path_of_a_machine_is_handed_out() -> None:
    assert not findings(re.compile(r"(?<![\w.~/-])/(?:root|work|tmp|home/\w+)/\w"))


def test_no_address_of_a_package_registry_is_handed_out() -> None:
    assert not findings(re.compile(r"https?://[^/\s]*(?:pypi|pythonhosted|npmjs|registry|mirror)", re.IGNORECASE))
    assert not findings(re.compile(r"--(?:extra-)?index-url[ =]|--find-links[ =]|--trusted-host[ =]"))


def test_constraints_are_names_and_versions_alone() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert pins
    assert not [pin for pin in pins if not re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][0-9A-Za-z.]*", pin)]
