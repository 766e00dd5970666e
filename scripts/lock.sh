#!/usr/bin/env bash
# Locks the requirements for every supported Python, with hashes and without any index address.
set -euo pipefail
cd "$(dirname "$0")/.."
tool=(.venv/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes
      --no-emit-index-url --no-emit-find-links --no-header --quiet)
[ -x .venv/bin/uv ] || .venv/bin/python -m pip install --quiet uv
"${tool[@]}" -o requirements.txt
"${tool[@]}" --group dev -o requirements-dev.txt
