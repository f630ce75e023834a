"""Serves as the house does, and says of each worker when it can work."""

from service_kit import serving
from service_kit.serving import *  # noqa: F403 (gunicorn reads every name)
from service_kit.worker import Worker


def post_worker_init(worker: Worker) -> None:
    """Tell whoever waits that one more can work."""
    serving.post_worker_init(worker)
    print("ready", flush=True)  # noqa: T201
