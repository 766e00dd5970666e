#!/usr/bin/env bash
# System libraries of WeasyPrint; with `dev` also Chromium and the PDF tools of the tests. Debian's packages only.
set -euo pipefail
packages=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig-config)
[ "${1:-}" = dev ] && packages+=(chromium fonts-noto-cjk poppler-utils qpdf)

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

if ! command -v dpkg-query >/dev/null; then
  say "这里不是 Debian 系统，跳过系统软件包。文书排版需要 Pango 和 HarfBuzz（含 subset）的库，请自行安装。"
  exit 0
fi

present=$(dpkg-query -W -f='${db:Status-Abbrev}${Package}\n' "${packages[@]}" 2>/dev/null | sed -n 's/^ii *//p' || true)
missing=()
for package in "${packages[@]}"; do
  grep -qx "$package" <<<"$present" || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

by_hand="apt-get update && apt-get install --yes --no-install-recommends ${missing[*]}"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  sudo -n true 2>/dev/null || fail "缺少系统软件包，这里没有安装它们的权限。请管理员执行：$by_hand"
  as_root=(sudo -n)
fi

say "[3/5] 安装系统软件包：${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get --quiet --yes "$@" >>"$log" 2>&1; }
bring() { apt install --no-install-recommends "${missing[@]}"; }
bring || { say "      更新软件包目录后再试…"; apt update && bring; } || {
  tail -20 "$log" >&2
  fail "没有装上。请检查软件源，再由管理员执行：$by_hand"
}
