#!/bin/sh
# Times the scoring beside @getodk/xforms-engine in one run: makes the forms, installs the engine outside the repository.
# usage: PYTHON=.venv/bin/python sh benchmarks/scoring/run.sh [FOLDER]   (needs Node 20+ and npm; about a minute)
set -e
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-$(mktemp -d)}
mkdir -p "$folder"
"${PYTHON:-python3}" "$here/form.py" "$folder"
(
  cd "$folder"
  [ -f package.json ] || echo '{"name": "timed", "version": "1.0.0", "private": true}' >package.json
  npm install --no-audit --no-fund --ignore-scripts --silent @getodk/xforms-engine@0.22.0 jsdom@29.1.1 || exit 3
)
"${PYTHON:-python3}" "$here/scoring.py" --peer "$folder"
