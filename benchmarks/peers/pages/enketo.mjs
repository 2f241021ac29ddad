// The edition in Enketo Core, after Enketo's own transformer, which runs in the page here; one page a topic.
import { Form } from 'enketo-core/src/js/form';
import { transform } from './package/dist/enketo-transformer/web/transformer.js';

const { form, model } = await transform({ xform: await (await fetch('/form.xml')).text() });
const place = document.getElementById('place');
place.append(document.createRange().createContextualFragment(form));
place.insertAdjacentHTML('beforeend', `<section class="form-footer"><a href="#" class="previous-page disabled">Back</a>
  <a href="#" class="btn btn-primary next-page disabled">Next</a> <a href="#" class="first-page disabled">First</a>
  <a href="#" class="last-page disabled">Last</a></section>`);
const errors = new Form(place.querySelector('form.or'), { modelStr: model, external: [] }, {}).init();
if (errors.length) throw new Error(errors.join('; '));
