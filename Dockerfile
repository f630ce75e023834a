# One image for each application, and one with all of them that sets the shop up:
#
#   docker build --build-arg SERVICE=user-service -t furrow/user-service .
#
# SERVICE is the folder of an application, or `setup`.
ARG BASE=python:3.13-slim-bookworm

# What all of them are made of, fetched once: each lock names versions and hashes.
FROM ${BASE} AS wheels
# pip lives in an environment of its own: the one that is shipped has none.
RUN python3 -m venv /opt/pip
WORKDIR /locks
COPY frontend/requirements.txt frontend.txt
COPY user-service/requirements.txt user-service.txt
COPY product-service/requirements.txt product-service.txt
COPY order-service/requirements.txt order-service.txt
COPY payment-sandbox/requirements.txt payment-sandbox.txt
RUN cat ./*.txt > /setup.txt && mv /setup.txt setup.txt \
    && /opt/pip/bin/python -m pip download --dest /wheels \
        --no-cache-dir --no-deps --only-binary :all: --require-hashes -r setup.txt

FROM wheels AS build
ARG SERVICE
RUN python3 -m venv --without-pip /opt/furrow \
    && /opt/pip/bin/python -m pip --python /opt/furrow/bin/python install \
        --no-index --find-links /wheels --no-compile --no-deps --require-hashes \
        -r "${SERVICE}.txt"
WORKDIR /source
COPY . .
# htmx comes from npm, which the Python index carries; only the storefront has pages.
RUN if [ "${SERVICE}" = frontend ]; then sh deploy/pages.sh; fi \
    && sh deploy/lay_out.sh "${SERVICE}" /app /opt/furrow

FROM ${BASE}
# Nothing is ever installed where the shop runs.
RUN find /usr -depth \( -path '*-packages/pip*' -o -path '*-packages/setuptools*' \
        -o -path '*/ensurepip*' -o -path '*/python-wheels/*' -o -path '*/bin/pip*' \) \
        -delete \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin furrow
COPY --from=build /opt/furrow /opt/furrow
COPY --from=build /app /app
ENV PATH=/opt/furrow/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOST=0.0.0.0 \
    PORT=8000
WORKDIR /app
USER 10001:10001
EXPOSE 8000
# gunicorn ends what it has begun, and then itself.
STOPSIGNAL SIGTERM
# A machine that does much else at the same time may take its time to start.
HEALTHCHECK --interval=5s --timeout=10s --start-period=120s --retries=3 \
    CMD ["python", "-m", "service_kit.probe"]
CMD ["gunicorn", "-c", "python:service_kit.gunicorn_conf", "wsgi:create_app()"]
# Last, so that another commit builds nothing else anew.
ARG COMMIT=unknown
LABEL org.opencontainers.image.title="Furrow" \
    org.opencontainers.image.description="A seed shop of Flask services under Pact contracts" \
    org.opencontainers.image.licenses="MIT" \
    org.opencontainers.image.revision="${COMMIT}"
