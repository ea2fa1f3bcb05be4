"""The program, of this folder and nothing else: no PYTHON* variable, no site-packages, nothing of the user's."""

import sys

sys.argv[0] = "kyuanbook"
sys.path.insert(0, "/opt/kyuanbook/lib")

from kyuanbook.__main__ import main  # noqa: E402

raise SystemExit(main())
