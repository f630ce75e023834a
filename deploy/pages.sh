#!/bin/sh
# Download htmx into the storefront's static files and compress them, during a build.
set -eu
static=frontend/src/storefront/static
version=$(sed -n 's/.*"htmx.org": "\(.*\)".*/\1/p' assets/package.json)

/opt/pip/bin/python -m pip install --no-cache-dir --require-hashes -r assets/requirements.txt
(cd assets && PATH="/opt/pip/bin:$PATH" npm ci --ignore-scripts --no-audit)
mkdir -p "$static/vendor"
cp assets/node_modules/htmx.org/dist/htmx.min.js "$static/vendor/htmx-$version.min.js"
/opt/furrow/bin/python -m whitenoise.compress --quiet "$static"
