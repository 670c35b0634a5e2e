"""A local server that counts: every file below a folder under /repo/, gzipped as a host of static pages would do it, and
a log of what was asked for."""

from __future__ import annotations

import gzip
import http.server
import re
import threading
import urllib.parse
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from http import HTTPStatus
from pathlib import Path
from types import TracebackType

PREFIX = "/repo/"
LEVEL = 6
_RANGE = re.compile(r"bytes=(\d+)-(\d*)$")


@lru_cache(maxsize=4096)
def packed(path: Path) -> bytes:
    """A file as it goes over the line."""
    return gzip.compress(path.read_bytes(), LEVEL, mtime=0)


@dataclass(slots=True)
class Log:
    """What was served: (path below the prefix, bytes) in order."""

    entries: list[tuple[str, int]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, path: str, size: int) -> None:
        """One response."""
        with self.lock:
            self.entries.append((path, size))

    def mark(self) -> int:
        """A point in time, to count from."""
        with self.lock:
            return len(self.entries)

    def between(self, start: int, end: int | None = None) -> list[tuple[str, int]]:
        """The responses from one point to another."""
        with self.lock:
            return self.entries[start:end]


class Server:
    """Serves a folder in a thread, as a context: `with Server(folder) as server: server.base`."""

    def __init__(self, folder: Path) -> None:
        self.log = Log()
        root, log = folder.resolve(), self.log

        class Handler(_Handler):
            """Knows the folder and the log."""

        Handler.root, Handler.log = root, log
        self._http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    @cached_property
    def base(self) -> str:
        """Address of the folder, with the slash at its end."""
        return f"http://127.0.0.1:{self._http.server_port}{PREFIX}"

    def __enter__(self) -> Server:
        """Starts."""
        threading.Thread(target=self._http.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stops."""
        self._http.shutdown()
        self._http.server_close()


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    root: Path
    log: Log

    def do_GET(self) -> None:
        """One file, whole and gzipped, or the range that is asked for, as it is."""
        path = urllib.parse.unquote(urllib.parse.urlsplit(self.path).path)
        file = (self.root / path.removeprefix(PREFIX)).resolve() if path.startswith(PREFIX) else None
        if file and file.is_dir():
            file = file / "index.html"
        if file is None or not file.is_file() or not file.is_relative_to(self.root):
            self._send(HTTPStatus.NOT_FOUND, b"", {})
            return
        headers = {"Content-Type": self.guess_type(str(file)), "Cache-Control": "max-age=600", "Accept-Ranges": "bytes"}
        if wanted := _RANGE.match(self.headers.get("Range", "")):
            size = file.stat().st_size
            start = int(wanted[1])
            end = min(int(wanted[2] or size - 1), size - 1)
            with file.open("rb") as stream:
                stream.seek(start)
                part = stream.read(end - start + 1)
            headers["Content-Range"] = f"bytes {start}-{end}/{size}"
            self._send(HTTPStatus.PARTIAL_CONTENT, part, headers)
            return
        self._send(HTTPStatus.OK, packed(file), {**headers, "Content-Encoding": "gzip"})

    def _send(self, status: HTTPStatus, body: bytes, headers: dict[str, str]) -> None:
        self.log.add(self.path.removeprefix(PREFIX), len(body))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""
