"""The quicker start changes nothing that PySide says or does."""

import os
import subprocess
import sys
from pathlib import Path

WRONG = """
import builtins, re, sys
plain, compile_, code = builtins.__import__, re.compile, builtins.compile
if sys.argv[1] == "swift":
    from kyuanbook.ui.swift import load_qt
    load_qt()
    assert builtins.__import__ is plain and re.compile is compile_ and builtins.compile is code
    import shibokensupport.signature.parser as parser
    assert "pyside_type_init" not in vars(parser) and "argparse" not in sys.modules
from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget
for call in (lambda: QPoint("a"), lambda: QWidget.resize(1, 2, 3), lambda: QObject().setObjectName(3), lambda: QPoint(x=1)):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
for described in (QPoint, QWidget.resize, QObject.objectNameChanged):
    print(getattr(described, "__signature__", None), described.__doc__)
from shibokensupport.signature.lib import enum_sig, pyi_generator, tool
print(enum_sig.ExactEnumerator.__name__, pyi_generator.Formatter.__mro__, tool.build_brace_pattern.__name__)
try:
    pyi_generator.nothing
except AttributeError:
    print("nothing")
"""


def said(how: str) -> str:
    env = dict(os.environ, PYTHONPATH=str(Path(__file__).parents[2]))
    run = subprocess.run([sys.executable, "-c", WRONG, how], env=env, capture_output=True, timeout=120, text=True)
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_pyside_names_a_wrong_argument_in_the_same_words() -> None:
    words = said("swift")
    assert "QPoint.__init__(str)" in words and "setObjectName" in words
    assert words == said("plain")
