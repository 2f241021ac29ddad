// Holds one interview by keyboard in each peer and in our own window, in turns, and prints what each took.
// usage: PYTHON=.venv/bin/python CHROMIUM=chromium node run.mjs FOLDER [--rounds 3] [--only odk ours]   (Linux)
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { execFileSync, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const here = path.dirname(fileURLToPath(import.meta.url)), folder = path.resolve(process.argv[2]);
const option = (name, usual) => { const at = process.argv.indexOf(name); return at < 0 ? usual : process.argv.slice(at + 1); };
const rounds = Number(option('--rounds', ['3'])[0]), python = process.env.PYTHON || 'python3';
const { chromium } = createRequire(`${folder}/driver/x.js`)('playwright-core');
const { steps, edition, digest } = JSON.parse(fs.readFileSync(`${folder}/plan.json`));
const peers = ['odk', 'enketo', 'surveyjs', 'lhc'].filter(name => fs.existsSync(`${folder}/${name}`));
const chosen = option('--only', [...peers, 'ours']);
const turn = [...peers, 'ours'].filter(name => chosen.includes(name));
const pause = ms => new Promise(done => setTimeout(done, ms));
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--window-size=1366,768',
  '--disable-background-networking', '--disable-component-update', '--disable-sync', '--remote-debugging-port=0'];
const QUIET = 40; // ms after the next question was drawn, so that what a peer puts off counts as well
const MOST_TABS = 40;

// --- processor and memory of a process with all its children
const read = name => { try { return fs.readFileSync(name, 'utf8'); } catch { return ''; } };
const numbers = name => { try { return fs.readdirSync(name).filter(each => /^\d+$/.test(each)); } catch { return []; } };
function family(root) {
  const children = {};
  for (const pid of numbers('/proc')) {
    const parent = read(`/proc/${pid}/stat`).split(') ').pop().split(' ')[1];
    (children[parent] ??= []).push(pid);
  }
  const found = [String(root)];
  for (const pid of found) found.push(...(children[pid] ?? []));
  return found;
}
/** Milliseconds on the processor of every thread that lives. */
const used = pids => pids.flatMap(pid => numbers(`/proc/${pid}/task`).map(id => `/proc/${pid}/task/${id}/schedstat`))
  .reduce((sum, name) => sum + Number(read(name).split(' ')[0] || 0), 0) / 1e6;
/** MiB, what is shared counted by its share. */
const memory = pids => pids.reduce((sum, pid) =>
  sum + Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] || 0), 0) / 1024;

// --- the pages, from this machine only
const WEBCOMPONENT = '/lhc/package/dist/lforms/webcomponent';
const HEADS = { lhc: `<link rel=stylesheet href=${WEBCOMPONENT}/styles.css><script src=${WEBCOMPONENT}/assets/lib/zone.min.js></script>
  <script src=${WEBCOMPONENT}/lhc-forms.js></script><script src=/lhc/package/dist/fhir/R4/lformsFHIR.js></script>` };
const TYPES = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.json': 'application/json' };
const OURS = ['/plan.json', '/watch.mjs', '/form.xml', '/form.fhir.json', '/form.surveyjs.json', '/favicon.ico'];
let served = {}, shown = () => {};
async function serve(port = 0) {
  const server = http.createServer((asked, answer) => {
    const at = asked.url.split('?')[0], name = at.slice(1);
    if (at === '/shown') { asked.on('data', body => shown(Number(body))); return answer.end(); }
    if (peers.includes(name)) {
      answer.setHeader('content-type', 'text/html');
      const style = fs.existsSync(`${folder}/${name}/built/page.css`) ? `<link rel=stylesheet href=/${name}/built/page.css>` : '';
      return answer.end(`<!doctype html><html lang=en><meta charset=utf-8><title>${name}</title>${style}
        <style>.form-footer .disabled { display: none }</style><body><div id=place></div>${HEADS[name] ?? ''}
        <script type=module src=/${name}/built/page.js></script><script type=module src=/watch.mjs></script>`);
    }
    const file = at === '/watch.mjs' ? `${here}/pages/watch.mjs` : path.join(folder, at);
    if (!fs.existsSync(file) || !fs.statSync(file).isFile()) { answer.statusCode = 404; return answer.end(); }
    if (!OURS.includes(at)) served[at] = file;
    answer.setHeader('content-type', TYPES[path.extname(file)] ?? 'application/octet-stream');
    fs.createReadStream(file).pipe(answer);
  });
  await new Promise(done => server.listen(port, '127.0.0.1', done));
  return { port: server.address().port, stop: () => { server.closeAllConnections(); return new Promise(done => server.close(done)); } };
}

// --- a browser with a profile of its own
const sessions = new Set(); // those that are open
async function open(name, port, profile = fs.mkdtempSync(path.join(os.tmpdir(), 'peers-'))) {
  const began = Date.now();
  const child = spawn(process.env.CHROMIUM || 'chromium', [...FLAGS, `--user-data-dir=${profile}`, `http://127.0.0.1:${port}/${name}`],
    { stdio: ['ignore', 'ignore', 'pipe'] });
  const first = new Promise(told => { shown = at => told({ clock: at - began, processor: used(family(child.pid)) }); });
  const lines = createInterface({ input: child.stderr });
  const address = await new Promise((told, failed) => {
    lines.on('line', line => { const found = /DevTools listening on (\S+)/.exec(line); if (found) told(found[1]); });
    child.once('exit', code => failed(new Error(`Chromium ended with ${code}`)));
  });
  child.removeAllListeners('exit');
  const load = await Promise.race([first, pause(60_000).then(() => null)]);
  const browser = await chromium.connectOverCDP(address);
  const context = browser.contexts()[0], page = context.pages()[0];
  const keys = await context.newCDPSession(page);
  await keys.send('Emulation.setFocusEmulationEnabled', { enabled: true });
  const gone = new Promise(done => child.once('exit', done));
  const kill = async () => { // all at once, as when the power goes
    sessions.delete(session);
    for (const pid of family(child.pid).reverse()) try { process.kill(Number(pid), 'SIGKILL'); } catch { /* it is gone */ }
    await gone;
    await browser.close().catch(() => {});
  };
  const close = async () => { await kill(); fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 }); };
  const session = { child, page, keys, load, profile, kill, close };
  sessions.add(session);
  return session;
}
const KEYS = { Tab: [9, 'Tab'], Space: [32, ' ', ' '], ArrowDown: [40, 'ArrowDown'], Enter: [13, 'Enter', '\r'] };
const press = ({ keys }, code) => {
  const [windowsVirtualKeyCode, key, text] = KEYS[code], told = { key, code, windowsVirtualKeyCode };
  return Promise.all([keys.send('Input.dispatchKeyEvent', { type: text ? 'keyDown' : 'rawKeyDown', ...told, ...(text && { text }) }),
    keys.send('Input.dispatchKeyEvent', { type: 'keyUp', ...told })]);
};
const answering = step => step.answer === 'yes' ? 'Space' : 'ArrowDown'; // a group begins at "yes"; the arrow takes the next

/** Tab until `there` holds; how many it took, or null where no key leads there. */
async function tabs(session, there) {
  for (let count = 0; count <= MOST_TABS; count++) {
    if (await session.page.evaluate(there)) return count;
    await press(session, 'Tab');
    await pause(15);
  }
  return null;
}
const reach = item => `window.at() === '${item}'`;

/** To the question after: on the same page by Tab alone, else over "Next" with Enter. The keys, or null. */
async function onward(session, item) {
  const near = await tabs(session, `${reach(item)} || window.onNext()`);
  if (near === null) return null;
  if (await session.page.evaluate(reach(item))) return Array(near).fill('Tab');
  await press(session, 'Enter');
  await pause(250);
  const far = await tabs(session, reach(item));
  return far === null ? null : [...Array(near).fill('Tab'), 'Enter', ...Array(far).fill('Tab')];
}

/** A whole interview, each key after the one before was taken: which keys lead from each question to the next. */
async function learn(session, last = steps.length) {
  const learnt = [];
  if ((await tabs(session, reach(steps[0].item))) === null) throw new Error('no key reaches the first question');
  for (let at = 0; at < last; at++) {
    await press(session, answering(steps[at]));
    await pause(15);
    const next = steps[at + 1];
    const keys = next ? await onward(session, next.item) : [];
    if (keys === null) throw new Error(`no key leads from ${steps[at].item} to ${next.item}`);
    learnt.push(keys);
  }
  return learnt;
}

/** The same with the keys of one question sent as fast as they are taken, timed; from page to page it is not timed. */
async function interview(session, learnt) {
  const told = { clock: [], processor: [], keys: 0, missed: 0 };
  await tabs(session, reach(steps[0].item));
  let pids = family(session.child.pid);
  const idle = used(pids);
  await pause(1000);
  told.idle = used(pids) - idle;
  const before = used(pids);
  for (const [at, step] of steps.entries()) {
    const next = steps[at + 1], keys = [answering(step), ...learnt[at]];
    told.keys += keys.length;
    if (at % 10 === 0) pids = family(session.child.pid);
    if (!next || keys.includes('Enter')) {
      await press(session, keys[0]);
      await pause(15);
      if (next && !(await onward(session, next.item))) throw new Error(`lost after ${step.item}`);
      continue;
    }
    const [item, answer, following] = [step.item, step.answer, next.item];
    await session.page.evaluate(([a, b, c]) => { window.timing = window.timed(a, b, c); }, [item, answer, following]);
    const start = used(pids);
    for (const key of keys) await press(session, key); // each once the one before was taken
    const clock = await Promise.race([session.page.evaluate('window.timing'), pause(3_000)]);
    if (clock === undefined) {
      told.missed += 1;
      if (!(await onward(session, following))) throw new Error(`lost after ${item}`);
      continue;
    }
    await pause(QUIET);
    told.clock.push(clock);
    told.processor.push(used(pids) - start);
  }
  pids = family(session.child.pid);
  told.whole = used(pids) - before;
  told.memory = memory(pids);
  return told;
}
const given = async session => session.page.evaluate(() => window.given());

// --- one peer
async function trial(name) {
  const server = await serve(), told = {};
  served = {};
  let session = await open(name, server.port);
  told.shipped = Object.values(served).map(file => fs.readFileSync(file))
    .reduce(([raw, packed], bytes) => [raw + bytes.length, packed + gzipSync(bytes, { level: 9 }).length], [0, 0]);
  await server.stop(); // the network is off from here
  told.learnt = await learn(session);
  const stands = await given(session);
  const wrong = steps.filter(step => step.item in stands && stands[step.item] !== step.answer);
  if (wrong.length) throw new Error(`${wrong.length} answers stand otherwise than given: ${wrong.slice(0, 3).map(each => each.item)}`);
  told.offline = true;
  const again = await session.page.reload({ timeout: 5000 }).then(() => true, () => false);
  told.reloads = again && await session.page.evaluate(() => document.querySelectorAll('input[type=radio]').length > 0).catch(() => false);
  await session.close();
  const second = await serve();
  session = await open(name, second.port);
  await learn(session, 5);
  const before = Object.keys(await given(session)).length;
  await session.kill();
  session = await open(name, second.port, session.profile);
  await pause(1000);
  told.kept = [Object.keys(await given(session)).length, before];
  await session.close();
  await second.stop();
  return told;
}
async function timedPeer(name, learnt) {
  const server = await serve(), session = await open(name, server.port);
  try {
    return { ...(await interview(session, learnt)), load: session.load };
  } finally {
    await session.close();
    await server.stop();
  }
}

// --- ours
const environment = { ...process.env, QT_QPA_PLATFORM: 'offscreen', PYTHONPATH: path.dirname(here) };
const ask = (command, ...args) => JSON.parse(execFileSync(command, args, { env: environment, maxBuffer: 2 ** 26, stdio: ['ignore', 'pipe', 'pipe'] }).toString().trim().split('\n').pop());
const script = `${here}/ours.py`, plan = `${folder}/plan.json`;
/** An empty record for `act`, which is gone afterwards. */
async function withRecord(act) {
  const place = fs.mkdtempSync(path.join(os.tmpdir(), 'ours-')), record = `${place}/record`;
  ask(python, script, 'make', plan, record);
  try { return await act(record); } finally { fs.rmSync(place, { recursive: true }); }
}
const timedOurs = () => withRecord(record => {
  const began = Date.now(), told = ask(python, script, 'interview', plan, record);
  const since = ({ at, processor }) => ({ clock: at - began, processor });
  return { ...told, load: since(told.load.question), unlock: since(told.load.unlock) };
});
async function trialOurs() {
  const kept = await withRecord(async record => {
    const child = spawn(python, [script, 'stop', plan, record], { env: environment, stdio: ['ignore', 'pipe', 'ignore'] });
    const gone = new Promise(done => child.once('exit', done));
    const before = await Promise.race([gone.then(() => 0),
      new Promise(told => createInterface({ input: child.stdout }).on('line', line => told(Number(line))))]);
    child.kill('SIGKILL');
    await gone;
    return [ask(python, script, 'count', plan, record), before];
  });
  const offline = await withRecord(record => { // a namespace of its own, with no network in it
    try { return ask('unshare', '-rn', python, script, 'interview', plan, record).keys > 0; } catch { return 'not tried'; }
  });
  return { kept, offline, reloads: offline };
}

// --- all of them in turns
const spread = list => { const s = [...list].sort((a, b) => a - b); return [s[s.length >> 1], s[Math.floor(s.length * 0.95)]]; };
const middle = list => spread(list)[0];
const version = name => JSON.parse(fs.readFileSync(`${folder}/${name}/package.json`)).version;
const versions = { odk: ['odk/node_modules/@getodk/web-forms'], enketo: ['enketo/node_modules/enketo-core', 'enketo/package'],
  surveyjs: ['surveyjs/node_modules/survey-core', 'surveyjs/node_modules/react'], lhc: ['lhc/package'] };
const calibrated = () => execFileSync(python, [`${here}/../calibration.py`], { env: environment }).toString().trim();

console.log(`edition ${edition} (${digest.slice(0, 12)}), ${steps.length} questions; Node ${process.version}, ${os.cpus().length} x ${os.cpus()[0].model}`);
console.log(execFileSync(process.env.CHROMIUM || 'chromium', ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString().trim());
const trials = {}, runs = {};
let failed = 0;
async function complain(what, error) {
  failed += 1;
  console.log(`${what}: ${error.message}`);
  for (const session of sessions) await session.close();
}
for (const name of turn) {
  try {
    trials[name] = name === 'ours' ? await trialOurs() : await trial(name);
    runs[name] = [];
  } catch (error) {
    await complain(name, error);
  }
}
for (let round = 0; round < rounds; round++) {
  console.log(`round ${round + 1}: ${calibrated()}`);
  for (const name of turn.filter(each => runs[each])) {
    try {
      runs[name].push(name === 'ours' ? await timedOurs() : await timedPeer(name, trials[name].learnt));
    } catch (error) {
      await complain(`${name}, round ${round + 1}`, error);
    }
  }
}
const figure = value => value < 10 ? value.toFixed(1) : value.toFixed(0);
for (const name of turn.filter(each => runs[each]?.length)) {
  const each = runs[name], test = trials[name], pooled = part => each.flatMap(run => run[part]).map(Number);
  console.log(`\n${name} ${(versions[name] ?? []).map(version).join(', ')}`);
  console.log(`  answer, ms of the processor: median ${spread(pooled('processor')).map(figure).join(', 95th ')}; medians by round ${each.map(run => figure(middle(run.processor))).join(', ')}`);
  console.log(`  answer, ms by the clock: median ${spread(pooled('clock')).map(figure).join(', 95th ')}; ${pooled('clock').length} answers${each.some(run => run.missed) ? `, ${each.map(run => run.missed)} not timed` : ''}`);
  console.log(`  whole interview, ms of the processor: ${each.map(run => figure(run.whole)).join(', ')}; one idle second ${each.map(run => figure(run.idle)).join(', ')}`);
  console.log(`  keys: ${each[0].keys}; memory, MiB: ${each.map(run => figure(run.memory)).join(', ')}`);
  console.log(`  start to the first question, ms: by the clock ${figure(middle(each.map(run => run.load.clock)))}, of the processor ${figure(middle(each.map(run => run.load.processor)))}`);
  if (each[0].unlock) console.log(`  start to the unlock page, ms: by the clock ${figure(middle(each.map(run => run.unlock.clock)))}, of the processor ${figure(middle(each.map(run => run.unlock.processor)))}`);
  if (test.shipped) console.log(`  fetched by the page, kB: ${test.shipped.map(bytes => figure(bytes / 1000)).join(', packed ')}`);
  console.log(`  network off: ${test.offline ? 'the interview goes on' : test.offline}; it can be begun: ${test.reloads}; killed as the next question shows: ${test.kept.join(' answers kept of ')}`);
}
fs.writeFileSync(`${folder}/measured.json`, JSON.stringify({ trials, runs }));
process.exit(failed ? 1 : 0);
