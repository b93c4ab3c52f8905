import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { contracts } from '../shared/contracts.ts';
import { openapi } from '../shared/http/openapi.ts';

const root = join(import.meta.dirname, '..');
const assets = join(root, 'functions/system/assets');
const swaggerFiles = ['swagger-ui.css', 'swagger-ui-bundle.js'];

/** The OpenAPI document as committed: its diff is the review of an API change. */
export const openapiText = (): string => `${JSON.stringify(openapi(contracts), null, 2)}\n`;

/** Puts beside the `system` function what it serves: OpenAPI document, problem pages, documentation page. */
export function generateAssets(): void {
  rmSync(assets, { recursive: true, force: true });
  mkdirSync(assets, { recursive: true });
  const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  for (const file of swaggerFiles) cpSync(join(swagger, file), join(assets, file));
  cpSync(join(root, 'docs/problems'), join(assets, 'problems'), { recursive: true });
  writeFileSync(join(assets, 'openapi.json'), JSON.stringify(openapi(contracts)));
}

/** `node docs/generate.ts` rewrites docs/openapi.json; with `--check` it fails when that would change it. */
function main(): void {
  const file = join(root, 'docs/openapi.json');
  const text = openapiText();
  const stale = !existsSync(file) || readFileSync(file, 'utf8') !== text;
  if (process.argv.includes('--check') && stale) {
    process.stderr.write('docs/openapi.json is out of date: run `npm run docs` and review its diff.\n');
    process.exitCode = 1;
    return;
  }
  if (stale) writeFileSync(file, text);
  generateAssets();
}

if (import.meta.main) main();
