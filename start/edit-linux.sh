#!/bin/sh
# Starts the editor of the directory in the browser. Double-click edit-linux.desktop, or run this file.
here=${0%/*}
[ "$here" = "$0" ] && here=.
cd "$here/.." || exit 2

wait_for_reader() {
    # The window closes with the program: whoever double-clicked must be able to read the last words.
    if [ -t 0 ]; then
        printf '\nPress Enter to close this window. '
        read -r _
    fi
}

found=
for python in python3.14 python3.13 python3.12 python3.11 python3 python; do
    command -v "$python" >/dev/null 2>&1 || continue
    found=$python
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    "$python" build.py edit "$@"
    status=$?
    [ "$status" -eq 0 ] || wait_for_reader
    exit "$status"
done

if [ -n "$found" ]; then
    echo "The editor needs Python 3.11 or newer. The Python on this computer is older."
else
    echo "The editor needs Python 3.11 or newer, and there is none on this computer."
fi
echo
echo "Install it with the program that installs software here (on Debian and Ubuntu: python3 and python3-venv),"
echo "or from https://www.python.org/downloads/. Then double-click this file again."
echo "If you may not install programs here, ask whoever looks after this computer."
wait_for_reader
exit 2
