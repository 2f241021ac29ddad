// Bundles each peer's page as its own makers bundle it: minified, styles beside it. usage: node build.mjs FOLDER
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const folder = path.resolve(process.argv[2]);
const { build } = createRequire(`${folder}/driver/x.js`)('esbuild');
const common = { bundle: true, minify: true, format: 'esm', platform: 'browser', logLevel: 'error',
  define: { 'process.env.NODE_ENV': '"production"', __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' } };
const own = name => ({ ...common, absWorkingDir: `${folder}/${name}`, entryPoints: ['page.mjs'], outdir: 'built' });

for (const name of ['odk', 'surveyjs', 'lhc'])
  if (fs.existsSync(`${folder}/${name}`)) await build({ ...own(name), splitting: name === 'odk' });

const core = `${folder}/enketo/node_modules/enketo-core`;
if (fs.existsSync(core)) {
  const file = name => `${core}/src/js/${name}.js`;
  await build({ ...own('enketo'), external: ['libxslt'], loader: { '.png': 'dataurl', '.css': 'empty' },
    alias: { 'enketo/config': `${core}/config.js`, 'enketo/widgets': file('widgets'), 'enketo/dialog': file('fake-dialog'),
      'enketo/translator': file('fake-translator'), 'enketo/file-manager': file('file-manager'),
      'enketo/xpath-evaluator-binding': file('xpath-evaluator-binding') } });
  const sass = createRequire(`${folder}/enketo/x.js`)('sass');
  const inside = '/packages/enketo-core/'; // where Enketo's own repository has its style sheets
  const { css } = sass.compile(`${core}/src/sass/formhub/formhub.scss`, { style: 'compressed', logger: sass.Logger.silent,
    importers: [{ findFileUrl: url => url.startsWith(inside)
      ? pathToFileURL(`${folder}/enketo/${url.slice(inside.length)}`) : null }] });
  fs.writeFileSync(`${folder}/enketo/built/page.css`, css);
}
