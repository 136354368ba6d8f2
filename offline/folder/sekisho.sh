#!/bin/sh
# Starts Sekisho with a Python of this computer (3.11 to 3.13). The first start installs it in
# this folder: no network, no root.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
for python in "$here/python/bin/python3" python3.13 python3.12 python3.11 python3; do
  if "$python" -I "$here/start.py" --fits >/dev/null 2>&1; then
    exec "$python" -I "$here/start.py" "$@"
  fi
done
echo "使える Python（3.11から3.13、64ビット）が見つからない / no usable Python 3.11 to 3.13" >&2
exit 2
