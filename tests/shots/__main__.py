"""Every page, panel, menu, dialog and paper as a picture: ``python -m tests.shots [--only WORD]`` → build/shots.

Light and dark, at 100 and 150 %, in Chinese and English, over the sample shop, an empty book and one that is hard to
set; each look with contact sheets. Modules called ``*_shots`` hold the poses.
"""

import argparse
import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from kyuanbook import language
from tests.shots.looks import LOOKS, OUT, papers, taken


def main() -> None:
    """Take the pictures asked for, as many looks at a time as there are processors."""
    parser = argparse.ArgumentParser(prog="tests.shots")
    parser.add_argument("--only", default="", help="pictures whose name holds this word")
    only = parser.parse_args().only
    OUT.mkdir(parents=True, exist_ok=True)
    workers = min(len(LOOKS), os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        looks = [pool.submit(taken, look, only) for look in LOOKS]
        on_paper = [pool.submit(papers, tongue, only) for tongue in language.LANGUAGES]
        many = sum(one.result() for one in (*looks, *on_paper))
    print(f"{many} pictures in {OUT.relative_to(OUT.parents[1])}, all of a look on sheet-*.png")


if __name__ == "__main__":
    main()
