// What the driver asks of any of the pages: which question has the focus, what stands as its answer, when it was drawn.
const peer = location.pathname.slice(1);
const { steps } = await (await fetch('/plan.json')).json();
const fields = Object.fromEntries(steps.map(step => [step.field, step.item]));
const radios = () => [...document.querySelectorAll('input[type=radio]')].filter(each => each.getClientRects().length);

/** The item that a radio button belongs to, as each peer names it. */
const itemOf = radio => {
  if (peer === 'enketo') return fields[radio.name.split('/').pop()] ?? '';
  if (peer === 'surveyjs') return radio.name.replace(/_sq_\d+$/, '');
  if (peer === 'lhc') return radio.name.replace(/^radiogroup_/, '').split('/')[0];
  order ??= [...new Set(radios().map(each => each.name))]; // odk names its questions anew each time; all are on one page
  return steps[order.indexOf(radio.name)]?.item ?? '';
};
let order;

const chosen = radio => peer === 'lhc'
  ? radio.closest('label').classList.contains('ant-radio-wrapper-checked') && radio.closest('label').id.split('|').pop()
  : radio.checked && radio.value;

window.at = () => document.activeElement?.type === 'radio' ? itemOf(document.activeElement) : '';
window.onNext = () => /^(Next)$/i.test((document.activeElement?.value || document.activeElement?.textContent || '').trim());
window.given = () => Object.fromEntries(radios().filter(chosen).map(each => [itemOf(each), chosen(each)]));

const inSight = element => {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
};
const drawn = then => requestAnimationFrame(() => { // before a frame is drawn; the message comes once it was handed over
  const channel = new MessageChannel();
  channel.port1.onmessage = then;
  channel.port2.postMessage('');
});

/** Milliseconds from the next key press until `item` stands at `answer` and `next` has the focus, in sight and drawn. */
window.timed = (item, answer, next) => {
  let pressed = 0;
  addEventListener('keydown', event => { pressed = event.timeStamp; }, { once: true, capture: true });
  return new Promise(told => {
    const look = () => {
      const there = pressed && window.at() === next && inSight(document.activeElement)
        && radios().some(each => itemOf(each) === item && chosen(each) === answer);
      if (there) drawn(() => told(performance.now() - pressed));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
};

const first = () => {
  if (radios().some(inSight)) drawn(() => fetch('/shown', { method: 'POST', body: String(Date.now()) }));
  else requestAnimationFrame(first);
};
requestAnimationFrame(first);
