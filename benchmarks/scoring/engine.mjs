// Times @getodk/xforms-engine on the form of form.py: one answer, then the total. Prints milliseconds as JSON.
// usage: node engine.mjs FOLDER (with node_modules and form.xml in it)
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const folder = path.resolve(process.argv[2]);
const require = createRequire(folder + '/x.js');
const { JSDOM } = require('jsdom');
const { window } = new JSDOM('<!doctype html>', { url: 'http://localhost/' });
for (const name of ['DOMParser', 'XMLSerializer', 'Node', 'Element', 'Document', 'XMLDocument', 'Attr', 'Text', 'Comment',
  'CDATASection', 'ProcessingInstruction', 'NodeFilter', 'XPathResult', 'CharacterData', 'HTMLElement', 'document'])
  Object.defineProperty(globalThis, name, { value: window[name], configurable: true, writable: true });
globalThis.window = globalThis;
globalThis.__dirname = folder; // the engine's parser takes Node for a bundler
globalThis.require = require;
const engine = await import(require.resolve('@getodk/xforms-engine'));
const version = JSON.parse(fs.readFileSync(folder + '/node_modules/@getodk/xforms-engine/package.json')).version;
const form = await engine.loadForm(fs.readFileSync(`${folder}/form.xml`, 'utf8'),
  { fetchFormAttachment: async () => { throw new Error('none') } });
if (form.status === 'failure') throw form.error;

const times = [];
let total = 0;
for (let turn = 0; turn < 8; turn++) {
  const nodes = {};
  const walk = node => {
    if (node.currentState?.reference) nodes[node.currentState.reference.split('/').pop()] = node;
    if (Array.isArray(node.currentState?.children)) node.currentState.children.forEach(walk);
  };
  walk(form.createInstance().root);
  for (let number = 0; number < 60; number++) {
    const started = performance.now();
    nodes['q' + number].selectValue('yes');
    total = Number(nodes.total.currentState.value);
    if (turn > 2) times.push(performance.now() - started); // the first turns warm the engine up
  }
}
if (total !== 144) throw new Error(`total ${total}`);
times.sort((a, b) => a - b);
console.log(JSON.stringify({ version, node: process.version, median: times[times.length >> 1],
  ninety_fifth: times[Math.floor(times.length * 0.95)], greatest: times.at(-1) }));
