"""A CUPS server of our own in a temporary folder, with one queue whose backend keeps each job as a file.

Needs nothing but ``cupsd`` (Debian's cups-daemon): no filters, for what comes is PDF and stays PDF; no lpadmin, for the queue is
written down as cupsd itself would. Whether run by root or by anybody else, nothing outside the folder is touched.
"""

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

CUPSD = shutil.which("cupsd") or ("/usr/sbin/cupsd" if Path("/usr/sbin/cupsd").exists() else None)
NAME = "Kyuanbook"
_BINARIES = Path("/usr/lib/cups")

_CONF = """\
Listen {sock}
LogLevel debug
MaxLogSize 0
Browsing No
DefaultAuthType None
WebInterface No
PreserveJobHistory Yes
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""
_FILES = """\
SystemGroup root
ServerRoot {root}/etc
ServerBin {root}/bin
DataDir {root}/share
StateDir {root}/run
CacheDir {root}/cache
RequestRoot {root}/spool
TempDir {root}/spool/tmp
AccessLog {root}/access_log
ErrorLog {root}/error_log
PageLog {root}/page_log
"""
_PRINTERS = """\
<DefaultPrinter {name}>
UUID urn:uuid:00000000-0000-4000-8000-000000000001
Info {name}
DeviceURI kept:/folder
State Idle
Type 8433692
Accepting Yes
Shared No
JobSheets none none
ErrorPolicy abort-job
OpPolicy default
</DefaultPrinter>
"""
_SIZES = {"A4": (595, 842), "A5": (420, 595), "Letter": (612, 792)}


class Job(NamedTuple):
    """What came out: the file, and how it was asked for."""

    pdf: bytes
    copies: int
    options: str
    title: str


class Queue:
    """A server that runs. ``env``: with it a program prints here."""

    def __init__(self, root: Path, server: "subprocess.Popen[bytes]") -> None:
        self.root, self.server = root, server
        self.out = root / "out"
        self.env = {"CUPS_SERVER": str(root / "sock")}

    def jobs(self, many: int, seconds: float = 30) -> list[Job]:
        """The jobs that came, once there are ``many``, in their order. Raises AssertionError with the server's own log."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = sorted(self.out.glob("*.json"), key=lambda path: int(path.stem))
            if len(found) >= many:
                return [_job(path) for path in found]
            time.sleep(0.05)
        raise AssertionError((self.root / "error_log").read_text(errors="replace")[-4000:])

    def unplug(self) -> None:
        """The server goes, and the printer with it."""
        if self.server.poll() is None:
            self.server.terminate()
            self.server.wait(10)


def _job(path: Path) -> Job:
    told = json.loads(path.read_text())
    return Job(path.with_suffix(".pdf").read_bytes(), told["copies"], told["options"], told["title"])


@contextmanager
def queue() -> Iterator[Queue]:
    """Start it; everything of it is gone afterwards."""
    assert CUPSD is not None
    root = Path(tempfile.mkdtemp(prefix="kyb-cups-"))  # short: a socket's path may have 108 characters
    try:
        _lay_out(root)
        with (root / "stderr").open("wb") as said:
            server = subprocess.Popen(
                [CUPSD, "-f", "-c", root / "etc" / "cupsd.conf", "-s", root / "etc" / "cups-files.conf"],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said,
            )  # fmt: skip
        made = Queue(root, server)
        try:
            _wait(made)
            yield made
        finally:
            made.unplug()
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _wait(made: Queue) -> None:
    end = time.monotonic() + 20
    while not (made.root / "sock").exists():
        if made.server.poll() is not None or time.monotonic() > end:
            said = (made.root / "stderr").read_text(errors="replace")
            log = made.root / "error_log"
            raise AssertionError(said + (log.read_text(errors="replace")[-4000:] if log.exists() else ""))
        time.sleep(0.02)


def _lay_out(root: Path) -> None:
    for folder in ("etc/ppd", "etc/ssl", "bin/backend", "bin/filter", "bin/cgi-bin", "share/mime", "run/certs", "cache",
                   "spool/tmp", "out"):  # fmt: skip
        (root / folder).mkdir(parents=True)
    for name in ("daemon", "notifier", "monitor"):
        if (_BINARIES / name).exists():
            (root / "bin" / name).symlink_to(_BINARIES / name)
    (root / "etc" / "cupsd.conf").write_text(_CONF.format(sock=root / "sock"))
    (root / "etc" / "cups-files.conf").write_text(_FILES.format(root=root))
    (root / "etc" / "printers.conf").write_text(_PRINTERS.format(name=NAME))
    (root / "etc" / "ppd" / f"{NAME}.ppd").write_text(_ppd())
    (root / "share" / "mime" / "kept.types").write_text("application/pdf pdf string(0,%PDF)\n")
    (root / "share" / "mime" / "kept.convs").write_text("application/pdf application/vnd.cups-pdf 0 -\n")
    backend = root / "bin" / "backend" / "kept"
    backend.write_text(_BACKEND.format(python=sys.executable, out=root / "out"))
    backend.chmod(stat.S_IRWXU)  # for nobody else: cupsd then runs it as itself, and it may write here
    if os.geteuid() == 0:
        shutil.chown(root, 0, 0)


def _ppd() -> str:
    lines = [
        '*PPD-Adobe: "4.3"', '*FormatVersion: "4.3"', '*FileVersion: "1.0"', "*LanguageVersion: English",
        "*LanguageEncoding: ISOLatin1", '*PCFileName: "KEPT.PPD"', '*Manufacturer: "Kyuanbook"', '*Product: "(Kept)"',
        '*ModelName: "Kept"', '*ShortNickName: "Kept"', '*NickName: "Kept"', '*PSVersion: "(3010.000) 0"',
        '*LanguageLevel: "3"', "*ColorDevice: True", "*DefaultColorSpace: RGB", "*FileSystem: False",
        '*cupsVersion: 2.4', '*cupsFilter2: "application/pdf application/pdf 0 -"', "*OpenUI *PageSize: PickOne",
        "*OrderDependency: 10 AnySetup *PageSize", "*DefaultPageSize: A4",
        *(f'*PageSize {name}: "<</PageSize[{w} {h}]>>setpagedevice"' for name, (w, h) in _SIZES.items()),
        "*CloseUI: *PageSize", "*OpenUI *PageRegion: PickOne", "*OrderDependency: 10 AnySetup *PageRegion",
        "*DefaultPageRegion: A4",
        *(f'*PageRegion {name}: "<</PageSize[{w} {h}]>>setpagedevice"' for name, (w, h) in _SIZES.items()),
        "*CloseUI: *PageRegion", "*DefaultImageableArea: A4",
        *(f'*ImageableArea {name}: "0 0 {w} {h}"' for name, (w, h) in _SIZES.items()), "*DefaultPaperDimension: A4",
        *(f'*PaperDimension {name}: "{w} {h}"' for name, (w, h) in _SIZES.items()),
        '*MaxMediaWidth: "1000"', '*MaxMediaHeight: "9000"', "*HWMargins: 0 0 0 0", '*VariablePaperSize: True',
        '*CustomPageSize True: "pop pop pop <</PageSize[5 -2 roll]>>setpagedevice"',
        "*ParamCustomPageSize Width: 1 points 100 1000", "*ParamCustomPageSize Height: 2 points 100 9000",
        "*ParamCustomPageSize WidthOffset: 3 points 0 0", "*ParamCustomPageSize HeightOffset: 4 points 0 0",
        "*ParamCustomPageSize Orientation: 5 int 0 3", "*DefaultFont: Courier",
        "*DefaultResolution: 300dpi", '*Resolution 300dpi: ""', "",
    ]  # fmt: skip
    return "\n".join(lines)


_BACKEND = '''#!{python} -IS
import json, os, sys
if len(sys.argv) == 1:
    print('direct kept "Unknown" "A folder"')
    sys.exit(0)
job, user, title, copies, options = sys.argv[1:6]
data = open(sys.argv[6], "rb").read() if len(sys.argv) > 6 else sys.stdin.buffer.read()
with open(os.path.join("{out}", job + ".pdf"), "wb") as file:
    file.write(data)
part = os.path.join("{out}", job + ".part")
with open(part, "w") as file:
    json.dump({{"copies": int(copies), "options": options, "title": title}}, file)
os.rename(part, os.path.join("{out}", job + ".json"))
'''
