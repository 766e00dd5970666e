#!/usr/bin/env bash
# Brings a fresh Debian with Python to what `make run` needs; `setup.sh dev` to what the tests need.
# Each step is skipped when nothing it depends on has changed.
set -euo pipefail
cd "$(dirname "$0")/.."
wanted=${1:-}
stamps=.venv/stamps

say() { printf '%s\n' "$*" >&2; }

python=$(command -v python3) || { say "缺少 Python：apt-get install python3 python3-venv"; exit 1; }
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { say "需要 Python 3.11 以上"; exit 1; }

if [ ! -x .venv/bin/python ]; then
  say "[1/4] 建立虚拟环境 .venv"
  "$python" -m venv .venv || { say "缺少 venv：apt-get install python3-venv"; exit 1; }
fi
mkdir -p "$stamps"

requirements=requirements${wanted:+-$wanted}.txt
sum=$(sha256sum "$requirements" | cut -d' ' -f1)
if [ "$(cat "$stamps/$requirements" 2>/dev/null)" != "$sum" ]; then
  say "[2/4] 安装锁定的 Python 依赖（$requirements）"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r "$requirements"
  echo "$sum" > "$stamps/$requirements"
fi

scripts/system.sh ${wanted:+"$wanted"}
scripts/fonts.sh
scripts/build-frontend.sh
