"""gunicorn's own lines, written like every other line of the log."""

from gunicorn.config import Config  # type: ignore[import-untyped]
from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from service_kit.json_logging import json_lines


class ServerLog(Logger):  # type: ignore[misc]
    """gunicorn's log in JSON, from the first line to a failed start."""

    def setup(self, cfg: Config) -> None:
        """Take the settings, and let the handlers that they make write JSON."""
        super().setup(cfg)
        package = str(cfg.default_proc_name).partition(":")[0]
        for handler in self.error_log.handlers:
            handler.setFormatter(json_lines(package.replace("_", "-")))
