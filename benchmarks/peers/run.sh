#!/bin/sh
# Runs our edition in four peers and in our own window: installs them outside the repository, builds their pages, measures.
# usage: PYTHON=.venv/bin/python sh benchmarks/peers/run.sh [FOLDER [ROUNDS]]   (Linux, Node 20+, npm, Chromium; some twelve minutes)
set -e
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-$(mktemp -d)}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
"${PYTHON:-python3}" "$here/make.py" "$folder"

# Each in a folder of its own: together npm does not find its way. A peer that cannot be installed is named and left out.
install() ( # NAME OVERRIDES PACKAGE...
    mkdir -p "$folder/$1"
    cd "$folder/$1"
    [ -f package.json ] || echo "{\"name\": \"$1\", \"version\": \"1.0.0\", \"private\": true, \"overrides\": {$2}}" >package.json
    shift 2
    npm install --no-audit --no-fund --ignore-scripts --silent "$@"
)
packed() ( # NAME PACKAGE VERSION, as it is packed: npm would bring everything that builds it
    mkdir -p "$folder/$1"
    cd "$folder/$1"
    [ -d package ] || { npm pack --silent "$2@$3" >/dev/null && tar xzf "${2##*/}-$3.tgz"; }
)
without() {
    echo "$1: not installed"
    rm -rf "${folder:?}/$1"
}
install driver "" playwright-core@1.65.1 esbuild@0.28.2 || exit 3
install odk "" @getodk/web-forms@0.22.0 vue@3.5.45 || without odk
# enketo-core names a fork that is on no registry, and an evaluator that npm does not have in that version.
{ install enketo '"leaflet-draw": "^1.0.4", "openrosa-xpath-evaluator": "3.1.0"' enketo-core@9.0.1 sass@1 &&
    packed enketo enketo-transformer 4.2.0; } || without enketo
install surveyjs "" survey-core@3.0.0 survey-react-ui@3.0.0 react@19 react-dom@19 || without surveyjs
packed lhc lforms 40.1.3 || without lhc
for name in odk enketo surveyjs lhc; do
    [ ! -d "$folder/$name" ] || cp "$here/pages/$name.mjs" "$folder/$name/page.mjs"
done
node "$here/build.mjs" "$folder"
PYTHON=${PYTHON:-python3} CHROMIUM=${CHROMIUM:-$(command -v chromium)} node "$here/run.mjs" "$folder" --rounds "${2:-3}"
