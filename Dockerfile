FROM python:3.11.14-slim-bookworm AS bouw
WORKDIR /app
RUN apt-get update && apt-get install -y --no-install-recommends make
COPY Makefile package.json package-lock.json .npmrc requirements-productie.lock ./
COPY tools tools
RUN make afbeelding LOCK=requirements-productie.lock

FROM python:3.11.14-slim-bookworm
WORKDIR /app
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 XDG_CACHE_HOME=/tmp
COPY tools/debian-pakketten.sh tools/debian-pakketten.txt tools/
RUN tools/debian-pakketten.sh looptijd && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /app portaal \
    && install -d -o portaal /kluis /postboek
COPY --from=bouw /app/.venv .venv
COPY . .
COPY --from=bouw /app/static/vendor static/vendor
# The settings ask for secrets that no image may hold; these serve this one command and open nothing.
RUN DATABASE_URL=postgres://bouw/bouw SECRET_KEY=bouw OCO_KLUIS_SLEUTEL=$(head -c 32 /dev/zero | base64) \
    python manage.py collectstatic --noinput --verbosity 0
USER portaal
EXPOSE 8000
CMD ["gunicorn", "oco_portal.wsgi", "--bind", "0.0.0.0:8000"]
