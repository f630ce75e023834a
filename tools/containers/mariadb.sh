#!/bin/sh
# What compose uses of the official image's entry point: data is made at the first start,
# with the root password of MARIADB_ROOT_PASSWORD_FILE; options go on to the server.
set -eu
data=/var/lib/mysql
# Made whole or not at all: the secret may not be there yet, and a start may be killed.
if [ ! -e "$data/is-made" ]; then
    password=$(cat "$MARIADB_ROOT_PASSWORD_FILE")
    find "$data" -mindepth 1 -delete
    chown -R mysql:mysql "$data"
    mariadb-install-db --user=mysql --datadir="$data" --skip-test-db \
        --auth-root-authentication-method=normal > /dev/null
    mariadbd --user=mysql --bootstrap << EOF
FLUSH PRIVILEGES;
ALTER USER 'root'@'localhost' IDENTIFIED BY '$password';
CREATE USER 'root'@'%' IDENTIFIED BY '$password';
GRANT ALL PRIVILEGES ON *.* TO 'root'@'%' WITH GRANT OPTION;
DROP USER IF EXISTS ''@'localhost', ''@'$(hostname)';
EOF
    touch "$data/is-made"
fi
mkdir -p /run/mysqld && chown mysql:mysql /run/mysqld
exec mariadbd --user=mysql --bind-address=0.0.0.0 "$@"
