"""The installed program finds what ships with it, as a checkout does."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kyuanbook.paths import resource

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder holding what a wheel of this checkout would install."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(folder / "site")
    return folder / "site"


def test_a_wheel_carries_every_module_and_resource(installed: Path) -> None:
    listing = subprocess.run(
        ["git", "ls-files", "-z", "kyuanbook", "resources"], cwd=ROOT, check=False, capture_output=True, text=True
    )
    if listing.returncode:
        pytest.skip("not a git checkout")
    names = [Path(name) for name in filter(None, listing.stdout.split("\0")) if (ROOT / name).is_file()]
    assert names
    inside = [Path("kyuanbook") / name if name.parts[0] == "resources" else name for name in names]
    assert not [str(name) for name in inside if not (installed / name).is_file()]


def test_an_installed_program_finds_its_own_resources(installed: Path) -> None:
    code = "from kyuanbook.paths import resource; print(resource('fonts', 'NotoSansSC-Regular.ttf'))"
    program = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(installed)!r}); {code}"]
    said = subprocess.run(program, cwd=installed.parent, check=True, capture_output=True, text=True).stdout.strip()
    assert Path(said) == installed / "kyuanbook" / "resources" / "fonts" / "NotoSansSC-Regular.ttf"
    assert Path(said).is_file()


def test_a_checkout_finds_its_own_resources() -> None:
    assert resource("fonts", "NotoSansSC-Regular.ttf") == ROOT / "resources" / "fonts" / "NotoSansSC-Regular.ttf"
    assert resource("fonts", "NotoSansSC-Regular.ttf").is_file()


def test_the_licences_travel_with_the_wheel(installed: Path) -> None:
    carried = {path.name for path in installed.glob("kyuanbook-*.dist-info/licenses/*")}
    assert {"LICENSE", "THIRD-PARTY.md"} <= carried
