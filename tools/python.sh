#!/bin/sh
# Finds a Python that can make the development environment, and runs a module of tools/ with it.
# PYTHON=... chooses one by name.
set -eu
cd "$(dirname "$0")/.."

# Everything of the shop lives in an environment of its own: modules of the shell's
# have no place there, and pip must not install beside it.
unset PYTHONPATH PYTHONHOME
export PIP_USER=0

refuse() {
    echo "$1" >&2
    exit 1
}

suits() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

python=
if [ -n "${PYTHON:-}" ]; then
    suits "$PYTHON" ||
        refuse "PYTHON=$PYTHON is no Python of version 3.11 or newer: name one that is."
    python=$PYTHON
else
    for candidate in .venv/bin/python python3 python3.14 python3.13 python3.12 python3.11
    do
        if suits "$candidate"; then
            python=$candidate
            break
        fi
    done
    [ -n "$python" ] ||
        refuse "Furrow needs Python 3.11 or newer: install it, or name it with PYTHON=..."
fi

"$python" -c 'import ensurepip, venv' >/dev/null 2>&1 ||
    refuse "$python cannot make virtual environments: install its venv module (on Debian and Ubuntu: apt-get install python3-venv)."

exec "$python" -m "$@"
