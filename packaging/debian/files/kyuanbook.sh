#!/bin/sh
# 客源本: starts the program with the interpreter that lies beside it. What the desktop sets up for its own Qt is not for this one.
home=/opt/kyuanbook

missing() {
    echo "客源本的文件不全：$1
请把安装包再装一次，客源本不会丢。
A file of KeYuanBen is missing: $1
Install the package once more; your book is kept." >&2
    exit 3
}

# --self-test may be asked of a program that cannot even start
if [ "${1-}" = --self-test ]; then
    [ -f "$home/files.txt" ] || missing files.txt
    while read -r _ _ name; do
        [ -f "$home/$name" ] || missing "$name"
    done < "$home/files.txt"
fi
[ -x "$home/runtime/bin/kyuanbook" ] || missing runtime/bin/kyuanbook
case "$#:${1-}" in
    1:*.kyb) set -- --book "$1" ;; # a book double-clicked
esac
unset QT_PLUGIN_PATH QT_QPA_PLATFORM_PLUGIN_PATH
exec "$home/runtime/bin/kyuanbook" -ISB -X utf8 "$home/start.py" "$@"
