"""A hosted provider's API on loopback."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Api:
    """Notes what it is asked (path, headers, octets), and answers as ``says`` (status, what) tells.

    What is JSON, or the words of a page; None hangs up without a word.
    """

    def __init__(self, says):
        self.says, self.asked = says, []

    def said(self, _body):
        """Return the answer to a request."""
        return self.says

    def __enter__(self):
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                fake.asked.append((self.path, self.headers, body))
                if fake.says is None:
                    self.connection.close()
                    return
                status, what = fake.said(body)
                words = what.encode() if isinstance(what, str) else json.dumps(what).encode()
                self.send_response(status)
                self.send_header("Content-Type", "text/html" if isinstance(what, str) else "application/json")
                self.send_header("X-Message-Id", "5e42957d51f1d94a1070a733")
                self.send_header("Content-Length", str(len(words)))
                self.end_headers()
                self.wfile.write(words)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v3/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
