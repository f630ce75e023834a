"""The services' configuration of gunicorn, with a line for each ready worker."""

from service_kit.gunicorn_conf import *  # noqa: F403 (gunicorn reads every name)
from service_kit.gunicorn_handover import note_ready
from service_kit.gunicorn_worker import Worker


def announce(worker: Worker) -> None:
    """Note that one more worker is ready."""
    note_ready(worker)
    print("ready", flush=True)  # noqa: T201


post_worker_init = announce
