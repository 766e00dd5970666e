#!/usr/bin/env bash
# System libraries of WeasyPrint; with `dev` also Chromium and the PDF tools of the tests. Debian's packages only.
set -euo pipefail
packages=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig-config)
[ "${1:-}" = dev ] && packages+=(chromium fonts-noto-cjk poppler-utils qpdf)

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

install=(apt-get install --yes --no-install-recommends "${missing[@]}")
if [ "$(id -u)" -ne 0 ]; then
  if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    install=(sudo "${install[@]}")
  else
    echo "缺少系统软件包，请管理员执行：apt-get update && ${install[*]}" >&2
    exit 1
  fi
fi
echo "[3/4] 安装系统软件包：${missing[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
{ "${install[@]/apt-get install/apt-get install}" >"$log" 2>&1; } || {
  if [ "${install[0]}" = sudo ]; then sudo apt-get update -qq >>"$log" 2>&1; else apt-get update -qq >>"$log" 2>&1; fi
  "${install[@]}" >>"$log" 2>&1 || { tail -20 "$log" >&2; echo "没有装上。请执行：apt-get update && ${install[*]}" >&2; exit 1; }
}
rm -f "$log"
