"""How gunicorn serves every application: `-c python:service_kit.gunicorn_conf`."""

import gc
import os
from typing import Any

from service_kit.gunicorn_handover import note_ready, note_reload


def on_starting(_arbiter: Any) -> None:
    """Share with workers what the master has read: garbage collection writes to it."""
    gc.collect()
    gc.freeze()


worker_class = "service_kit.gunicorn_handover.HandoverWorker"
on_reload = note_reload
post_worker_init = note_ready
workers = int(os.environ.get("WEB_WORKERS", "1"))
threads = int(os.environ.get("WEB_THREADS", "8"))
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
# Below the thousand files that a process may have open on many machines.
worker_connections = 700
# Callers keep connections; the server must not close one just as they use it again.
keepalive = 75
timeout = 30
graceful_timeout = 10
# Heartbeats go to memory: a slow disk must not look like a hung worker.
_MEMORY = "/dev/shm"  # noqa: S108 (gunicorn makes the file itself, safely)  # nosec B108
worker_tmp_dir = _MEMORY if os.path.isdir(_MEMORY) else None
# Several gunicorns of one user would otherwise share one control socket.
control_socket_disable = True
# Nothing that a request holds may change where it came from or whither it goes; what a
# proxy of our own passes on, the storefront reads itself (`TRUSTED_PROXIES`).
forwarded_allow_ips = ""
forwarder_headers = ""
secure_scheme_headers: dict[str, str] = {}
logger_class = "service_kit.gunicorn_log.ServerLog"
accesslog = None
errorlog = "-"
loglevel = "warning"
limit_request_line = 8190
