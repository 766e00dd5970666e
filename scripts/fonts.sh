#!/usr/bin/env bash
# Brings the free fonts of the papers into fonts/cache/ without installing anything on the machine.
#
# FandolFang, FandolKai, FandolHei: from the Debian package texlive-lang-chinese (only the font files are taken out,
# no TeX). Noto Serif CJK SC: from fonts-noto-cjk, the simplified Chinese face of each collection. Liberation Serif: fonts-liberation.
# A font that the machine already has is copied instead of downloaded. Running it again does nothing.
# Licensed fonts of the bureau go to fonts/site/ and win over these; see fonts/README.md.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=$root/fonts/cache
work=

say() { printf '[字体] %s\n' "$*"; }
fail() { printf '[字体] %s\n' "$*" >&2; exit 1; }
have() { local file; for file in "$@"; do [ -s "$cache/$file" ] || return 1; done; }

unpack() { # package, size for the eyes, pattern…: leaves the files under $work/<package>/
  local package=$1 size=$2; shift 2
  [ -n "$work" ] || { work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; }
  command -v apt-get >/dev/null || fail "本机没有 apt-get：请把字体文件放进 fonts/cache/，文件名见 fonts/README.md"
  mkdir -p "$work/$package"
  say "下载 $package（约 $size）…"
  download "$package" || { say "更新软件包目录后再试…"; update && download "$package"; } ||
    fail "下载 $package 失败：请检查软件源，再运行 scripts/fonts.sh"
  (cd "$work/$package" && dpkg-deb --fsys-tarfile ./*.deb | tar -x --wildcards "$@")
}
download() { (cd "$work/$1" && apt-get -qq -o APT::Sandbox::User=root download "$1" >/dev/null 2>&1); }
update() {
  if [ "$(id -u)" = 0 ]; then apt-get -qq update; else sudo -n apt-get -qq update; fi >/dev/null 2>&1
}

find_fonts() { find "$@" -type f 2>/dev/null || true; }

fandol() {
  local files=(FandolFang-Regular.otf FandolKai-Regular.otf FandolHei-Regular.otf) file found
  have "${files[@]}" && return
  local from=/usr/share/texlive
  [ -n "$(find_fonts $from -name FandolFang-Regular.otf)" ] || {
    unpack texlive-lang-chinese "49 MB" '*/fandol/Fandol*-Regular.otf'
    from=$work/texlive-lang-chinese
  }
  for file in "${files[@]}"; do
    found=$(find_fonts "$from" -name "$file" | head -n 1)
    [ -n "$found" ] || fail "软件包 texlive-lang-chinese 里没有 $file"
    place "$found" "$file"
  done
}

liberation() {
  local file=LiberationSerif-Regular.ttf found
  have $file && return
  found=$(find_fonts /usr/share/fonts -name $file | head -n 1)
  [ -n "$found" ] || {
    unpack fonts-liberation "2 MB" "*/$file"
    found=$(find_fonts "$work/fonts-liberation" -name $file | head -n 1)
  }
  [ -n "$found" ] || fail "软件包 fonts-liberation 里没有 $file"
  place "$found" $file
}

noto() {
  have NotoSerifCJKsc-Regular.otf NotoSerifCJKsc-Bold.otf && return
  local from=/usr/share/fonts weight found
  [ -n "$(find_fonts $from -name NotoSerifCJK-Bold.ttc)" ] || {
    unpack fonts-noto-cjk "56 MB" '*/NotoSerifCJK-*.ttc'
    from=$work/fonts-noto-cjk
  }
  command -v python3 >/dev/null || fail "没有 python3：请先安装 python3，再运行 scripts/fonts.sh"
  python3 -c 'import ctypes; ctypes.CDLL("libharfbuzz-subset.so.0")' 2>/dev/null ||
    fail "缺 libharfbuzz-subset0：请运行 sudo apt-get install -y --no-install-recommends libharfbuzz-subset0，再运行 scripts/fonts.sh"
  for weight in Regular Bold; do
    found=$(find_fonts "$from" -name "NotoSerifCJK-$weight.ttc" | head -n 1)
    [ -n "$found" ] || fail "软件包 fonts-noto-cjk 里没有 NotoSerifCJK-$weight.ttc"
    one_face "$found" "NotoSerifCJKsc-$weight.otf"
  done
}

one_face() { # collection, file: the simplified Chinese face alone makes papers faster than the collection
  python3 "$root/scripts/font_face.py" "$1" "$cache/.$2"
  mv "$cache/.$2" "$cache/$2"
  say "$2 就绪"
}

place() { cp "$1" "$cache/.$2" && mv "$cache/.$2" "$cache/$2" && say "$2 就绪"; }

mkdir -p "$cache"
fandol
noto
liberation
say "文书字体齐全：fonts/cache/"
