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
const open = async name => {
  const form = await engine.loadForm(fs.readFileSync(`${folder}/${name}.xml`, 'utf8'),
    { fetchFormAttachment: async () => { throw new Error('none') } });
  if (form.status === 'failure') throw form.error;
  return () => {
    const nodes = {};
    const walk = node => {
      if (node.currentState?.reference) nodes[node.currentState.reference.split('/').pop()] = node;
      if (Array.isArray(node.currentState?.children)) node.currentState.children.forEach(walk);
    };
    walk(form.createInstance().root);
    return nodes;
  };
};
const spread = times => {
  times.sort((a, b) => a - b);
  return { median: times[times.length >> 1], ninety_fifth: times[Math.floor(times.length * 0.95)], greatest: times.at(-1) };
};
const TURNS = 8, WARM = 3; // the first turns warm the engine up
const timed = (fresh, names, before, answer, expected) => {
  const times = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const nodes = fresh();
    before(nodes);
    let total = 0;
    for (const name of names) {
      const started = performance.now();
      answer(nodes, name);
      total = Number(nodes.total.currentState.value);
      if (turn >= WARM) times.push(performance.now() - started);
    }
    if (total !== expected) throw new Error(`total ${total}`);
  }
  return spread(times);
};

const sixty = timed(await open('form'), Array.from({ length: 60 }, (_, number) => 'q' + number), () => {},
  (nodes, name) => nodes[name].selectValue('yes'), 144);

// Our own edition: gate and consent first, as they unlock the items; then each item with how it came and its place.
const GATE = { gate_hearing: 'nobody', gate_hurt: 'no', gate_afraid: 'no', gate_minor: 'adult', gate_stop: 'no',
  gate_officer: 'safe', consent_talk: 'yes', consent_notes: 'yes' };
const items = JSON.parse(fs.readFileSync(`${folder}/edition.json`));
const unlock = nodes => { for (const [field, value] of Object.entries(GATE)) nodes[field].selectValue(value) };
const edition = await open('edition');
const bare = timed(edition, items, unlock, (nodes, [item]) => nodes[item].selectValue('yes'), items.length);
const whole = timed(edition, items, unlock, (nodes, [item, how, where]) => {
  nodes[item].selectValue('yes');
  nodes[how].selectValue('told');
  if (where) nodes[where].selectValue('work');
}, items.length);
console.log(JSON.stringify({ version, node: process.version, sixty, bare, whole, items: items.length }));
