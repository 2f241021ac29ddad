// Walks the paths of paths.py in @getodk/xforms-engine and compares what is shown, what counts and what is locked.
// usage: node run.mjs FOLDER (with node_modules, edition.* and knotted.* in it). Exit 1 when anything differs.
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

const OPEN = { gate_hearing: 'nobody', gate_hurt: 'no', gate_afraid: 'no', gate_minor: 'adult', gate_stop: 'no',
  gate_officer: 'safe', consent_talk: 'yes', consent_notes: 'yes' };

const forms = {};
for (const name of ['edition', 'knotted']) {
  forms[name] = await engine.loadForm(fs.readFileSync(`${folder}/${name}.xml`, 'utf8'),
    { fetchFormAttachment: async () => { throw new Error('none') } });
  if (forms[name].status === 'failure') throw forms[name].error;
}

/** The fields of a fresh answer set, by name. */
function open(name) {
  const nodes = {};
  const walk = node => {
    if (node.currentState?.reference) nodes[node.currentState.reference.split('/').pop()] = node;
    if (Array.isArray(node.currentState?.children)) node.currentState.children.forEach(walk);
  };
  walk(forms[name].createInstance().root);
  return nodes;
}

let differs = 0;
const complain = (...what) => { if (differs++ < 10) console.log('DIFFERS', ...what) };
console.log(`@getodk/xforms-engine ${version}, Node ${process.version}`);

for (const name of ['edition', 'knotted']) {
  const { paths, states, items, edition, digest, seed } = JSON.parse(fs.readFileSync(`${folder}/${name}.json`));
  const nodes = open(name), started = performance.now();
  let steps = 0, hidden = 0, returned = 0;
  for (const [field, value] of Object.entries(OPEN)) nodes[field].selectValue(value);
  for (const [number, path] of paths.entries()) {
    const touched = new Set();
    let before = [];
    for (const [step, each] of path.entries()) {
      nodes[each.set].selectValue(each.to || null);
      touched.add(each.set);
      const gone = items.filter(item => !nodes[item].currentState.relevant);
      const total = Number(nodes.total.currentState.value);
      if (String(gone) !== String(each.hidden) || total !== each.total)
        complain(name, `path ${number} step ${step}`, JSON.stringify(each), JSON.stringify({ gone, total }));
      steps += 1; hidden += gone.length; returned += before.filter(item => !gone.includes(item)).length;
      before = gone;
    }
    // Roots first: an item that is hidden takes no value.
    for (let round = 0; round < 3; round++)
      for (const field of touched) if (nodes[field].currentState.relevant) nodes[field].selectValue(null);
    if (Number(nodes.total.currentState.value) !== 0) complain(name, `path ${number} leaves something behind`);
  }
  console.log(`${name}: edition ${edition} (${digest.slice(0, 12)}), seed ${seed}: ${paths.length} paths, ${steps} steps, ` +
    `${hidden} hidings, ${returned} returns, ${((performance.now() - started) / 1000).toFixed(1)} s`);
  if (states.length) {
    let shut = 0;
    for (const [number, each] of states.entries()) {
      const fresh = open(name);
      for (const [field, value] of Object.entries(each.set))
        if (!fresh[field].currentState.readonly) fresh[field].selectValue(value);
      const gone = items.filter(item => fresh[item].currentState.readonly);
      if (String(gone) !== String(each.locked)) complain(name, `state ${number}`, JSON.stringify(each.set),
        gone.filter(i => !each.locked.includes(i)).length, each.locked.filter(i => !gone.includes(i)).length);
      shut += gone.length;
    }
    console.log(`${name}: ${states.length} states of gate and consent, ${shut} locks`);
  }
}

const nodes = open('edition'), flip = [];
for (const [field, value] of Object.entries(OPEN)) nodes[field].selectValue(value);
for (const [field, value] of [['debt_owed', 'yes'], ['debt_grows', 'yes'], ['debt_owed', 'no'], ['debt_owed', 'yes']]) {
  nodes[field].selectValue(value);
  flip.push(Number(nodes.total.currentState.value));
}
console.log('root yes, follow-up yes, root no, root yes:', flip.join(', '));
if (String(flip) !== '1,2,0,2') complain('the change of mind');
console.log(differs ? `${differs} differences` : 'no difference');
process.exit(differs ? 1 : 0);
