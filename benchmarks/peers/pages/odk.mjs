// The edition in ODK Web Forms, the page that ODK Central shows; @getodk/xforms-engine works inside.
import { createApp, h } from 'vue';
import { OdkWebForm, webFormsPlugin } from '@getodk/web-forms';

const formXml = await (await fetch('/form.xml')).text();
const fetchFormAttachment = async () => { throw new Error('none') };
createApp({ render: () => h(OdkWebForm, { formXml, fetchFormAttachment }) }).use(webFormsPlugin).mount('#place');
