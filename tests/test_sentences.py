"""Every key that is said has a sentence, and every place in the sentence is filled where it is said. Read from the source."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from kyuanbook.book import errors
from kyuanbook.book.errors import BookError
from kyuanbook.language import say
from kyuanbook.rules.stages import Stage
from kyuanbook.sentences.table import SENTENCES

PACKAGE = Path(__file__).resolve().parent.parent / "kyuanbook"
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


def places(key: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(SENTENCES[key]) if name}


def calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    """(where, call) of each call of a function or method so named."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called in names:
                    yield f"{path.relative_to(PACKAGE.parent)}:{node.lineno}", node


def texts(node: ast.expr) -> list[str]:
    """The texts an expression can be: both of ``a if b else c``; f-strings with * where something is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return texts(node.body) + texts(node.orelse)
    if isinstance(node, ast.JoinedStr):
        return ["".join(str(v.value) if isinstance(v, ast.Constant) else "*" for v in node.values)]
    return []


def filled(node: ast.expr | None) -> set[str] | None:
    """The keys of a literal dict; None when it isn't one."""
    if node is None:
        return set()
    if isinstance(node, ast.Dict) and all(isinstance(k, ast.Constant) for k in node.keys):
        return {str(k.value) for k in node.keys if isinstance(k, ast.Constant)}
    return None


def test_every_message_has_a_sentence_with_its_places_filled() -> None:
    seen = 0
    for where, call in calls("Message"):
        given = filled(call.args[1] if len(call.args) > 1 else None)
        for key in texts(call.args[0]) if call.args else []:
            seen += 1
            if "*" in key:
                assert any(known.startswith(key.split("*")[0]) for known in SENTENCES), (where, key)
                continue
            assert key in SENTENCES, (where, key)
            if given is not None:
                assert places(key) <= given, (where, key)
    assert seen > 80


def actions() -> dict[str, str]:
    """did_… -> where it is done: by name in ``book.write`` and what is handed to it, or through a helper of the module."""
    found: dict[str, str] = {}
    for where, call in calls("write", "_move", "_offer", "_put_away"):
        for node in [*call.args, *(k.value for k in call.keywords if k.arg == "action")]:
            for text in texts(node):
                found.setdefault(text, where)
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and any(getattr(t, "id", "") == "action" for t in node.targets):
                for text in texts(node.value):
                    found.setdefault(text, f"{path.name}:{node.lineno}")
    return found


def test_every_action_has_a_name_for_the_menu() -> None:
    done = {name: where for name, where in actions().items() if name.isidentifier() or "*" in name}
    assert {"record_visit", "add_customer", "hide_channel", "print_list", "mark_phone_wrong", "pin_*", "undo"} <= set(
        done
    )
    for name, where in done.items():
        if "*" in name:
            assert any(key.startswith("did_" + name.split("*")[0]) for key in SENTENCES), (name, where)
    spoken = {key.removeprefix("did_") for key in SENTENCES if key.startswith("did_")}
    missing = {n: w for n, w in done.items() if "*" not in n and n not in spoken and "actions" in w}
    assert not missing


@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_has_a_word(stage: Stage) -> None:
    assert f"stage_{stage.value}" in SENTENCES


def raises(name: str) -> Iterator[ast.Call]:
    """The calls in ``raise Name(...)`` that list their numbers one by one."""
    for tree in TREES.values():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Raise)
                and isinstance(node.exc, ast.Call)
                and getattr(node.exc.func, "id", "") == name
            ) and all(k.arg for k in node.exc.keywords):
                yield node.exc


FAMILIES = [e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, BookError)]


@pytest.mark.parametrize("family", FAMILIES)
def test_every_fault_of_the_world_has_a_sentence_that_can_be_said(family: type[BookError]) -> None:
    assert family.key in SENTENCES
    raised = [{k.arg for k in call.keywords if k.arg} for call in raises(family.__name__)]
    for given in raised:
        assert places(family.key) <= given
    numbers = {name: "x" for name in places(family.key)}
    assert "{" not in say(family(**numbers).message)


def test_no_sentence_is_empty_or_ends_like_a_paragraph() -> None:
    for key, sentence in SENTENCES.items():
        assert sentence.strip() == sentence != "", key
        assert not sentence.endswith("。") or key.startswith("say_"), key  # what is to be said is said in whole sentences
