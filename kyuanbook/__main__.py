"""``python -m kyuanbook``: the window; with a command, the command line."""

import sys
from pathlib import Path


def main() -> int:
    """Straight to the window when nothing else is asked for: the first picture does not wait for the command line."""
    if sys.argv[1:2] == ["--self-test"]:
        from kyuanbook.selftest.run import main as try_out

        return try_out(sys.argv[2:])
    from kyuanbook.cli.startup import wants_window

    asked = wants_window(sys.argv[1:])
    if asked is None:
        from kyuanbook.cli.main import main as run

        return run()
    return window(*asked)


def window(book: Path | None = None, scratch: bool = False) -> int:
    """The window, by the quickest way."""
    from kyuanbook.ui.swift import load_qt

    load_qt()
    from kyuanbook import app

    return app.main(book, scratch)


if __name__ == "__main__":
    raise SystemExit(main())
