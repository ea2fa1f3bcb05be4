"""The quicker start changes nothing that PySide says or does."""

import os
import subprocess
import sys
from pathlib import Path

WRONG = """
import builtins, re, sys
plain, compile_ = builtins.__import__, re.compile
if sys.argv[1] == "swift":
    from kyuanbook.ui.swift import load_qt
    load_qt()
    assert builtins.__import__ is plain and re.compile is compile_
from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget
for call in (lambda: QPoint("a"), lambda: QWidget.resize(1, 2, 3), lambda: QObject().setObjectName(3), lambda: QPoint(x=1)):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
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
