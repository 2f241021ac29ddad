// The edition in LHC-Forms, whose own bundles the page loads before this; all topics stand on one page.
while (!window.LForms?.FHIR?.R4) await new Promise(done => setTimeout(done, 1));
const form = await (await fetch('/form.fhir.json')).json();
await window.LForms.Util.addFormToPage(form, 'place', { fhirVersion: 'R4' });
