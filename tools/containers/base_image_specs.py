"""What each local base image is made of: Debian's packages and Dockerfile lines."""

from collections.abc import Sequence
from dataclasses import dataclass

# The user of the official images, who must be able to read the secrets of `keys`.
_SAME_USER = "usermod --uid 999 {0} && groupmod --gid 999 {0}"
_ENTRY = (
    "COPY {0}.sh /usr/local/bin/entrypoint",
    'ENTRYPOINT ["sh", "/usr/local/bin/entrypoint"]',
)


@dataclass(frozen=True)
class BaseImageSpec:
    """One stand-in: its packages, and the lines of a Dockerfile on top of them."""

    name: str
    # Where the official image is named: a file of the project, and a variable there.
    file: str
    variable: str
    packages: Sequence[str]
    lines: Sequence[str] = ()
    # Whether anything is fetched while an image is built upon it.
    fetches: bool = False

    @property
    def tag(self) -> str:
        """What it is called here."""
        return f"standin/{self.name}"


PYTHON = BaseImageSpec(
    "python",
    "Dockerfile",
    "BASE",
    ("python3", "python3-venv", "ca-certificates"),
    fetches=True,
)
NGINX = BaseImageSpec("nginx", "gateway/Dockerfile", "BASE", ("nginx-light",))
MARIADB = BaseImageSpec(
    "mariadb",
    "docker-compose.yml",
    "MARIADB_IMAGE",
    ("mariadb-server",),
    (
        f"RUN {_SAME_USER.format('mysql')} && rm -rf /var/lib/mysql/*"
        " && chown -R mysql:mysql /var/lib/mysql",
        *(line.format("mariadb") for line in _ENTRY),
    ),
)
REDIS = BaseImageSpec(
    "redis",
    "docker-compose.yml",
    "REDIS_IMAGE",
    ("redis-server",),
    (
        f"RUN {_SAME_USER.format('redis')} && mkdir -p /data && chown redis /data",
        *(line.format("redis") for line in _ENTRY),
    ),
)
POSTGRESQL = BaseImageSpec(
    "postgres",
    "compose.postgres.yml",
    "POSTGRES_IMAGE",
    ("postgresql",),
    (
        f"RUN {_SAME_USER.format('postgres')} && rm -rf /var/lib/postgresql/*"
        " && chown -R postgres:postgres /var/lib/postgresql"
        " && ln -s /usr/lib/postgresql/*/bin/* /usr/local/bin/",
        *(line.format("postgres") for line in _ENTRY),
        # At SIGTERM it would wait for everybody to hang up.
        "STOPSIGNAL SIGINT",
    ),
)
BASE_IMAGE_SPECS = (PYTHON, NGINX, MARIADB, REDIS, POSTGRESQL)
