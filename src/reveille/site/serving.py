"""Serve the site from this process."""

from __future__ import annotations

import threading
from types import TracebackType

from waitress.server import create_server

CALLERS = 1_000  # at a time; waitress's hundred are kept busy by one who opens connections and says nothing
PATIENCE = 30  # seconds with who says nothing


class Background:
    """The site on a thread of this process, from ``with`` to its end."""

    def __init__(self, port: int, host: str = "127.0.0.1", threads: int = 4) -> None:
        from django.core.wsgi import get_wsgi_application

        application = get_wsgi_application()

        self.server = create_server(
            application,
            host=host,
            port=port,
            threads=threads,
            ident=None,
            max_request_body_size=1_000_000,
            connection_limit=CALLERS,
            channel_timeout=PATIENCE,
            cleanup_interval=10,
            asyncore_use_poll=True,  # select() ends at 1,024 files
            clear_untrusted_proxy_headers=False,  # site.proxies decides whom to believe
        )
        self.port = int(getattr(self.server, "effective_port", port))
        self.ending = False
        self.thread = threading.Thread(target=self._serve, name="site", daemon=True)

    def __enter__(self) -> Background:
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.ending = True
        self.server.close()
        self.thread.join(timeout=5)

    def _serve(self) -> None:
        try:
            self.server.run()
        except (OSError, ValueError):  # the loop was asking a socket that was closed under it
            if not self.ending:
                raise


def background(port: int, host: str = "127.0.0.1") -> Background:
    """Return the site, to be served on ``host:port`` while a ``with`` lasts."""
    return Background(port, host)
