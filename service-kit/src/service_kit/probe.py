"""Asks the application of this container whether it can work: its health check.

`python -m service_kit.probe` ends with 0 for yes and 1 for no.
"""

import http.client
import os
import sys

_PATIENCE = 3.0


def main() -> int:
    """Ask `/health/ready` at the port that gunicorn serves."""
    port = int(os.environ.get("PORT", "8000"))
    way = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    try:
        way.request("GET", "/health/ready")
        return 0 if way.getresponse().status == http.HTTPStatus.OK else 1
    except (OSError, http.client.HTTPException):
        return 1
    finally:
        way.close()


if __name__ == "__main__":
    sys.exit(main())
