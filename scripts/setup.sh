#!/usr/bin/env bash
# Brings a fresh Debian with Python to what `make run` needs; `setup.sh dev` to what the tests need.
# Each step is skipped when nothing it depends on has changed.
set -euo pipefail
unset PYTHONDONTWRITEBYTECODE  # with it pip leaves out the compiled modules, and every start pays for them
cd "$(dirname "$0")/.."
wanted=${1:-}
stamps=.venv/stamps

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

check_python() {
  command -v python3 >/dev/null || fail "缺少 Python。请执行：apt-get install python3 python3-venv"
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "需要 Python 3.11 以上，这里是 $(python3 --version)。请用 Debian 12 或更新的系统。"
}

make_venv() {
  mkdir -p "$stamps"
  [ -x .venv/bin/python ] && [ -x .venv/bin/pip ] && return  # neither half made nor of a Python that is gone
  say "[1/5] 建立虚拟环境 .venv"
  python3 -c 'import ensurepip' 2>/dev/null || fail "缺少 venv。请执行：apt-get install python3-venv"
  python3 -m venv --clear .venv
  mkdir -p "$stamps"
}

install_requirements() {
  local file=requirements${wanted:+-$wanted}.txt sum all
  sum=$(sha256sum "$file" | cut -d' ' -f1)
  [ "$(cat "$stamps/$file" 2>/dev/null)" = "$sum" ] && return
  all=$(grep -c '==' "$file")
  say "[2/5] 安装锁定的 Python 依赖（$file，至多 $all 个，约 1 到 5 分钟）"
  .venv/bin/python -m pip install --disable-pip-version-check --no-input --require-hashes -r "$file" \
    2>.venv/pip.log | progress || {
    tail -20 .venv/pip.log >&2
    fail "没有装上 Python 依赖。请检查网络和 pip 的软件源设置，再试一次；经过见 .venv/pip.log"
  }
  echo "$sum" > "$stamps/$file"
}

progress() { # one line that counts on a terminal, every tenth package elsewhere
  awk -v tty="$([ -t 2 ] && echo 1)" '
    /^Collecting / { n++; if (tty) printf "\r      %d %-40s", n, $2; else if (n % 10 == 0) print "      " n " …"; fflush() }
    /^Installing / { if (tty) printf "\r"; printf "      装入 %d 个…%-30s\n", n, ""; fflush() }' >&2
}

check_python
make_venv
install_requirements
scripts/system.sh ${wanted:+"$wanted"}
scripts/fonts.sh
scripts/build-frontend.sh
