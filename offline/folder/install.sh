#!/bin/sh
# Installs Sekisho in this folder, anew if it is installed already.
exec "$(dirname -- "$0")/sekisho.sh" --install
