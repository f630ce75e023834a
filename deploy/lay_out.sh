#!/bin/sh
# Copy what an image contains: lay_out.sh SERVICE FOLDER ENVIRONMENT
# The folders keep their places, because migrations are found relative to the sources.
set -eu
service=$1 app=$2 environment=$3
parts="service-kit $service"
if [ "$service" = setup ]; then
    parts="service-kit frontend user-service product-service order-service payment-sandbox"
fi

packages=$("$environment/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
for part in $parts; do
    mkdir -p "$app/$part"
    cp -R "$part/src" "$app/$part/src"
    if [ -d "$part/migrations" ]; then cp -R "$part/migrations" "$app/$part/migrations"; fi
    echo "$app/$part/src" >> "$packages/furrow.pth"
done
# The storefront is in English; Babel has the calendars of every language, 30 MB.
if [ -d "$packages/babel" ]; then
    find "$packages/babel/locale-data" -type f ! -name 'en*' ! -name root.dat -delete
fi
# Remove files that only compilers and editors read.
find "$packages" -type f \( -name '*.pyx' -o -name '*.pxd' -o -name '*.pyi' -o -name '*.c' \
    -o -name '*.h' \) -delete
if [ "$service" = setup ]; then
    cp -R deploy/setup "$app/setup"
else
    # `flask` and gunicorn look for a module of this name.
    package=$(ls "$service/src")
    echo "from $package import create_app as create_app" > "$app/wsgi.py"
fi
# Hash-based: a registry may change the times of files, and no source changes here.
"$environment/bin/python" -m compileall -q -f --invalidation-mode unchecked-hash \
    "$app" "$packages"
