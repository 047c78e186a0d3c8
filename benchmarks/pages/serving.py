"""A static server that sends what can be compressed gzip'd, and remembers what it sent."""

from __future__ import annotations

import gzip
import mimetypes
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

COMPRESSED = {".css", ".html", ".js", ".json", ".svg", ".txt"}
"""What hosts compress; all else goes as it is, such as what Pagefind has compressed itself."""

LEVEL = 6
QUIET = 0.1
"""Seconds without a request after which a page is taken to want nothing more."""


@dataclass(frozen=True)
class Sent:
    """What was sent for one request.

    Attributes:
        path: from the root of the site.
        begun: when the request was read, seconds since 1970.
        wire: bytes sent, headers included.
        raw: bytes of the file.
    """

    path: str
    begun: float
    wire: int
    raw: int


@dataclass(frozen=True)
class Weight:
    """What a folder weighs, in bytes.

    Attributes:
        files: how many.
        raw: of the files.
        gzipped: of the files as they are sent.
    """

    files: int
    raw: int
    gzipped: int


class Site:
    """The files of a folder as they are sent, each compressed when it is first wanted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._bodies: dict[str, bytes] = {}

    def body(self, path: str) -> bytes:
        """What is sent for a path.

        Raises:
            OSError: there is no such file.
        """
        if path not in self._bodies:
            raw = (self._folder / path).read_bytes()
            whole = Path(path).suffix not in COMPRESSED
            self._bodies[path] = raw if whole else gzip.compress(raw, LEVEL, mtime=0)
        return self._bodies[path]

    def raw(self, path: str) -> int:
        """Bytes of a file on disk."""
        return (self._folder / path).stat().st_size

    def weight(self) -> Weight:
        """Of all files; they are all compressed now."""
        files = [file for file in self._folder.rglob("*") if file.is_file()]
        paths = [file.relative_to(self._folder).as_posix() for file in files]
        raw = sum(self.raw(path) for path in paths)
        return Weight(len(paths), raw, sum(len(self.body(path)) for path in paths))


class Server(ThreadingHTTPServer):
    """One site on a port of its own.

    Attributes:
        sent: what was sent so far.
    """

    daemon_threads = True

    def __init__(self, site: Site) -> None:
        self.site = site
        self.sent: list[Sent] = []
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def address(self) -> str:
        """The site's own address, with a slash at the end."""
        return f"http://127.0.0.1:{self.server_port}/"

    def settled(self) -> Sequence[Sent]:
        """What was sent since this was asked last, once nothing more is asked for."""
        count = -1
        while count != len(self.sent):
            count = len(self.sent)
            time.sleep(QUIET)
        sent, self.sent = self.sent, []
        return sent


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        begun = time.time()
        path = unquote(urlsplit(self.path).path).lstrip("/") or "index.html"
        site = self.server.site
        try:
            body, raw, status = site.body(path), site.raw(path), "200 OK"
        except OSError:
            body, raw, status = b"", 0, "404 Not Found"
        answer = self._head(path, status, len(body)) + body
        self.server.sent.append(Sent(path, begun, len(answer), raw))
        self.wfile.write(answer)

    def _head(self, path: str, status: str, length: int) -> bytes:
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {length}"]
        if length and Path(path).suffix in COMPRESSED:
            lines.append("Content-Encoding: gzip")
        return "\r\n".join([*lines, "Cache-Control: max-age=600", "", ""]).encode()

    def log_message(self, *_: object) -> None:
        """Nothing is said."""


@contextmanager
def served(site: Site) -> Iterator[Server]:
    """The site, while it is served."""
    with Server(site) as server:
        thread = threading.Thread(target=partial(server.serve_forever, 0.05), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
