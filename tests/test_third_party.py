"""THIRD-PARTY.md names every part the program runs on, in the version that is pinned."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNTIME, DEVELOPMENT = "## 随程序运行的部件", "## 只在开发和测试时使用"


def normal(name: str) -> str:
    """A distribution's name in the form in which all spellings of it are equal."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned() -> dict[str, str]:
    """Distribution -> version, of constraints.txt."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return {normal(name): version for name, _, version in (line.partition("==") for line in lines) if version}


def listed(heading: str) -> dict[str, str]:
    """Distribution -> version, of the table under a heading of THIRD-PARTY.md."""
    text = (ROOT / "THIRD-PARTY.md").read_text(encoding="utf-8")
    section = text.partition(heading)[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([\w.-]+) \| (\d\S*) \| [^|\s]", section, re.MULTILINE)
    return {normal(name): version for name, version in rows}


def needed(name: str, seen: set[str]) -> Iterator[str]:
    """What a distribution needs to run, all the way down; extras left out."""
    try:
        wanted = requires(name) or []
    except PackageNotFoundError:
        return
    for requirement in wanted:
        part = normal(re.match(r"[\w.-]+", requirement)[0])  # type: ignore[index]
        if "extra ==" not in requirement and "python_version <" not in requirement and part not in seen:
            seen.add(part)
            yield part
            yield from needed(part, seen)


def test_every_part_the_program_runs_on_is_listed_and_none_that_it_does_not() -> None:
    assert set(listed(RUNTIME)) == set(needed("kyuanbook", set()))


def test_nothing_is_imported_that_is_not_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {normal(re.split(r"[<>=]", dependency)[0]) for dependency in project["dependencies"]}
    brought_by = packages_distributions()
    for path in (ROOT / "kyuanbook").rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
        names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
        outside = {name.partition(".")[0] for name in names} - sys.stdlib_module_names - {"kyuanbook"}
        assert not [name for name in outside if not asked & set(map(normal, brought_by.get(name, [])))], path.name


def test_versions_listed_are_those_pinned() -> None:
    assert listed(RUNTIME) | listed(DEVELOPMENT) == pinned()


def test_licences_of_fonts_and_icons_lie_beside_them() -> None:
    text = (ROOT / "THIRD-PARTY.md").read_text(encoding="utf-8")
    licences = re.findall(r"`(resources/[^`]*(?:OFL|LICEN[CS]E)[^`]*)`", text)
    assert len(licences) >= 4
    assert not [licence for licence in licences if not (ROOT / licence).is_file()]
    fonts = {path.stem for path in (ROOT / "resources" / "fonts").glob("*.ttf")}
    assert {"NotoSansSC", "NotoSerifSC", "HanaMinB"} == {font.partition("-")[0] for font in fonts}
