#!/bin/sh
# Holds our rules against @getodk/xforms-engine: makes the paths, installs the engine outside the repository, compares.
# usage: PYTHON=.venv/bin/python sh benchmarks/xforms/run.sh [FOLDER]   (needs Node 20+ and npm; about three minutes)
set -e
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-$(mktemp -d)}
mkdir -p "$folder"
"${PYTHON:-python3}" "$here/paths.py" "$folder"
cp "$here/run.mjs" "$folder/"
cd "$folder"
[ -f package.json ] || echo '{"name": "paths", "version": "1.0.0", "private": true}' >package.json
npm install --no-audit --no-fund --ignore-scripts --silent @getodk/xforms-engine@0.22.0 jsdom@29.1.1 || exit 3
node run.mjs .
