#!/bin/sh
# What compose uses of the official image's entry point: data is made at the first start,
# with the password of POSTGRES_PASSWORD_FILE; whoever calls from outside has to know it.
set -eu
as_postgres() { setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"; }
# Made whole or not at all: the secret may not be there yet, and a start may be killed.
if [ ! -e "$PGDATA/is-made" ]; then
    test -s "$POSTGRES_PASSWORD_FILE"
    mkdir -p "$PGDATA"
    # The folder itself may be a volume, which stays.
    find "$PGDATA" -mindepth 1 -delete
    chown postgres:postgres "$PGDATA"
    chmod 700 "$PGDATA"
    as_postgres initdb --pgdata="$PGDATA" --username=postgres --encoding=UTF8 \
        --pwfile="$POSTGRES_PASSWORD_FILE" --auth-local=trust > /dev/null
    echo "host all all all scram-sha-256" >> "$PGDATA/pg_hba.conf"
    echo "listen_addresses = '*'" >> "$PGDATA/postgresql.conf"
    touch "$PGDATA/is-made"
fi
mkdir -p /var/run/postgresql && chown postgres:postgres /var/run/postgresql
exec setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"
