import pytest

from testing.resilience.database_cluster.writer_health import writer_check
from testing.resilience.databases.servers import Server, find_servers

SERVERS = find_servers()


@pytest.mark.parametrize(
    "address",
    ["mariadb+pymysql://root@127.0.0.1:9", "postgresql+psycopg://furrow@127.0.0.1:9"],
)
def test_server_that_is_gone_may_not_be_written_to(address: str) -> None:
    assert not writer_check(address)()


@pytest.mark.parametrize("run", [it for it in [SERVERS["PostgreSQL"]] if it])
def test_primary_may_be_written_to(run: Server) -> None:
    with run() as new_database:
        assert writer_check(new_database("seeds"))()


@pytest.mark.parametrize("run", [it for it in [SERVERS["MariaDB"]] if it])
def test_server_outside_its_cluster_may_not_be_written_to(run: Server) -> None:
    with run() as new_database:
        assert not writer_check(new_database("seeds"))()
