#!/bin/sh
# Finds a Python this program can run on, and hands over to prepare.py. Takes what to prepare for: screen, noscreen, dev.
set -eu
here=$(dirname "$0")

for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        exec "$candidate" "$here/prepare.py" "$@"
    fi
done

echo "没有找到 Python 3.11 或更新版本。请先输入： sudo apt-get install python3 python3-venv   · Python 3.11 or newer is needed." >&2
exit 1
