# mvnetgen alone: `docker run --rm -v "$PWD:/work:ro" mvnetgen lint`
FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY mvnetgen mvnetgen
COPY templates templates
COPY tests/golden/rules tests/golden/rules
RUN python -m venv /opt/mvnetgen \
    && python -m pip wheel --quiet --no-cache-dir --no-deps --wheel-dir /wheel . \
    && /opt/mvnetgen/bin/python -m pip install --quiet --no-cache-dir /wheel/*.whl \
    && /opt/mvnetgen/bin/python -m pip uninstall --quiet --yes pip \
    && /opt/mvnetgen/bin/python -m compileall -q /opt/mvnetgen/lib

FROM python:3.13-slim
LABEL org.opencontainers.image.source="https://github.com/mvnetgen/mvnetgen" \
      org.opencontainers.image.licenses="MIT"
COPY --from=build /opt/mvnetgen /opt/mvnetgen
ENV PATH="/opt/mvnetgen/bin:$PATH" PYTHONDONTWRITEBYTECODE=1 PYTHONSAFEPATH=1
RUN useradd --uid 10001 --no-log-init --create-home mvnetgen
USER 10001
WORKDIR /work
ENTRYPOINT ["mvnetgen"]
CMD ["lint"]
