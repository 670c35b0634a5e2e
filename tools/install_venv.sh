#!/bin/sh
# Debian keeps Python's venv module in a package of its own.
set -e
if ! command -v apt-get >/dev/null; then
  echo "python3 cannot make a virtual environment here; install its venv module and run make again" >&2
  exit 1
fi
sudo=""
if [ "$(id -u)" -ne 0 ]; then sudo="sudo"; fi
echo "installing python3-venv" >&2
$sudo apt-get update -qq
$sudo apt-get install -y -qq python3-venv
