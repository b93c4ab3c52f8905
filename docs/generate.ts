import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { contracts } from '../shared/contracts.ts';
import { openapi } from '../shared/http/openapi.ts';
import { openapiFiles } from '../shared/http/openapi-files.ts';

const root = join(import.meta.dirname, '..');
const assets = join(root, 'functions/system/assets');
const swaggerFiles = ['swagger-ui.css', 'swagger-ui-bundle.js'];

const committed = join(root, 'docs/openapi');

/** The files of the OpenAPI document as committed, one per tag: their diff is the review of an API change. */
const openapiTexts = (): Map<string, string> =>
  new Map(
    [...openapiFiles(openapi(contracts) as Parameters<typeof openapiFiles>[0])].map(([name, content]) => [
      name,
      `${JSON.stringify(content, null, 2)}\n`,
    ]),
  );

/** Puts beside the `system` function what it serves: OpenAPI document, problem pages, documentation page. */
export function generateAssets(): void {
  rmSync(assets, { recursive: true, force: true });
  mkdirSync(assets, { recursive: true });
  const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  for (const file of swaggerFiles) cpSync(join(swagger, file), join(assets, file));
  cpSync(join(root, 'docs/problems'), join(assets, 'problems'), { recursive: true });
  writeFileSync(join(assets, 'openapi.json'), JSON.stringify(openapi(contracts)));
}

/** `node docs/generate.ts` rewrites docs/openapi; with `--check` it fails when that would change anything. */
function main(): void {
  const texts = openapiTexts();
  const present = existsSync(committed) ? readdirSync(committed) : [];
  const isCurrent = ([name, text]: [string, string]) =>
    present.includes(name) && readFileSync(join(committed, name), 'utf8') === text;
  const stale = present.length !== texts.size || ![...texts].every(isCurrent);
  if (process.argv.includes('--check') && stale) {
    process.stderr.write('docs/openapi is out of date: run `npm run docs` and review its diff.\n');
    process.exitCode = 1;
    return;
  }
  if (stale) {
    rmSync(committed, { recursive: true, force: true });
    mkdirSync(committed);
    for (const [name, text] of texts) writeFileSync(join(committed, name), text);
  }
  generateAssets();
}

if (import.meta.main) main();
