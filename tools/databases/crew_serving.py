"""Serves as the house does, and says of each worker when it can work."""

from service_kit.handover import note_ready
from service_kit.serving import *  # noqa: F403 (gunicorn reads every name)
from service_kit.worker import Worker


def tell(worker: Worker) -> None:
    """Note that one more worker is ready."""
    note_ready(worker)
    print("ready", flush=True)  # noqa: T201


post_worker_init = tell
