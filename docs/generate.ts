import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { contracts } from '../shared/contracts.ts';
import { openapi } from '../shared/http/openapi.ts';
import { openapiFiles } from '../shared/http/openapi-files.ts';
import { eventsPage, eventTypes } from './events.ts';

const root = join(import.meta.dirname, '..');
const assets = join(root, 'functions/system/assets');
const swaggerFiles = ['swagger-ui.css', 'swagger-ui-bundle.js'];

const docs = import.meta.dirname;
const OPENAPI = 'openapi';

/** What is committed, by its path in docs/: the OpenAPI document, a file per tag, and the events. Its diff is the review of a change. */
const committed = (): Map<string, string> =>
  new Map([
    ...[...openapiFiles(openapi(contracts) as Parameters<typeof openapiFiles>[0])].map(
      ([name, content]) => [join(OPENAPI, name), `${JSON.stringify(content, null, 2)}\n`] as const,
    ),
    ['events.md', eventsPage()],
    ['event-types.json', eventTypes()],
  ]);

/** Puts beside the `system` function what it serves: OpenAPI document, problem pages, documentation page. */
export function generateAssets(): void {
  rmSync(assets, { recursive: true, force: true });
  mkdirSync(assets, { recursive: true });
  const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  for (const file of swaggerFiles) cpSync(join(swagger, file), join(assets, file));
  cpSync(join(root, 'docs/problems'), join(assets, 'problems'), { recursive: true });
  writeFileSync(join(assets, 'openapi.json'), JSON.stringify(openapi(contracts)));
}

/** Files of the OpenAPI document that nothing makes any more. */
const leftOver = (texts: ReadonlyMap<string, string>): string[] =>
  readdirSync(join(docs, OPENAPI))
    .map((name) => join(OPENAPI, name))
    .filter((path) => !texts.has(path));

/** `node docs/generate.ts` rewrites what is committed; with `--check` it fails when that would change anything. */
function main(): void {
  const texts = committed();
  const isCurrent = ([path, text]: [string, string]) =>
    existsSync(join(docs, path)) && readFileSync(join(docs, path), 'utf8') === text;
  const stale = [...texts].filter((one) => !isCurrent(one));
  const unused = leftOver(texts);
  if (process.argv.includes('--check')) {
    const paths = [...stale.map(([path]) => path), ...unused];
    if (paths.length === 0) return generateAssets();
    process.stderr.write(`out of date in docs/: ${paths.join(', ')}. Run \`npm run docs\` and review its diff.\n`);
    process.exitCode = 1;
    return;
  }
  for (const path of unused) rmSync(join(docs, path));
  for (const [path, text] of stale) writeFileSync(join(docs, path), text);
  generateAssets();
}

if (import.meta.main) main();
