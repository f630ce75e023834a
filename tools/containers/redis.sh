#!/bin/sh
# What compose uses of the official image's entry point: the server as its own user.
set -eu
chown redis:redis /data
exec setpriv --reuid=redis --regid=redis --clear-groups -- "$@"
