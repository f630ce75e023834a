#!/bin/sh
# What compose uses of the official image's entry point: data is made at the first start,
# with the root password of MARIADB_ROOT_PASSWORD_FILE; options go on to the server.
set -eu
data=/var/lib/mysql
if [ ! -d "$data/mysql" ]; then
    chown -R mysql:mysql "$data"
    mariadb-install-db --user=mysql --datadir="$data" --skip-test-db \
        --auth-root-authentication-method=normal > /dev/null
    password=$(cat "$MARIADB_ROOT_PASSWORD_FILE")
    mariadbd --user=mysql --bootstrap << EOF
FLUSH PRIVILEGES;
ALTER USER 'root'@'localhost' IDENTIFIED BY '$password';
CREATE USER 'root'@'%' IDENTIFIED BY '$password';
GRANT ALL PRIVILEGES ON *.* TO 'root'@'%' WITH GRANT OPTION;
DROP USER IF EXISTS ''@'localhost', ''@'$(hostname)';
EOF
fi
mkdir -p /run/mysqld && chown mysql:mysql /run/mysqld
exec mariadbd --user=mysql --bind-address=0.0.0.0 "$@"
