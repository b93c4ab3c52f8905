import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

type Planted = { rule: string; path: string; source: string };
const imports = (rule: string, path: string, from: string, name = 'thing'): Planted => ({
  rule,
  path,
  source: `import { ${name} } from '${from}';\nexport const used = ${name};\n`,
});

/** One file for each thing that nobody may write; `rule` is the name or message that the linter reports it with. */
const forbidden: Record<string, Planted> = {
  'a function imports another function': imports('never import each other', 'functions/a/x.ts', '../b/handler.ts'),
  'a function imports a stream': imports('never import each other', 'functions/a/y.ts', '../../events/streams/b/x.ts'),
  'a subscriber imports another': imports('never import each other', 'events/subscribers/a/x.ts', '../b/handler.ts'),
  'a subscriber imports a schedule': imports(
    'never import each other',
    'events/subscribers/a/y.ts',
    '../../schedules/b/handler.ts',
  ),
  'a function imports the CDK': imports('only infra/ knows the CDK', 'functions/a/z.ts', 'aws-cdk-lib/aws-lambda'),
  'a function makes its own DynamoDB client': imports(
    'only shared/kernel makes a client',
    'functions/a/db.ts',
    '@aws-sdk/client-dynamodb',
  ),
  'a noun makes its own DynamoDB client': imports(
    'only shared/kernel makes a client',
    'shared/noun/db.ts',
    '@aws-sdk/client-dynamodb',
  ),
  'a noun imports the store of another': imports(
    'never its store',
    'shared/noun/a.ts',
    '../feedback/feedback.store.ts',
  ),
  'a noun imports the entity of another': imports('never its store', 'shared/noun/b.ts', '../feedback/x.entity.ts'),
  'the kernel imports a noun': imports('know no resource', 'shared/kernel/a.ts', '../feedback/feedback.ts'),
  'the kernel imports the list of contracts': imports('know no resource', 'shared/kernel/b.ts', '../contracts.ts'),
  'the HTTP kit imports a noun': imports('know no resource', 'shared/http/a.ts', '../feedback/feedback.schema.ts'),
  'a noun imports a page': imports('does not know web/', 'shared/noun/c.ts', '../../web/survey/document.tsx'),
  'a noun imports a function': imports('who calls them', 'shared/noun/d.ts', '../../functions/a/handler.ts'),
  'a noun imports infra': imports('nothing imports infra/', 'shared/noun/e.ts', '../../infra/config.ts'),
  'a function imports infra': imports('nothing imports infra/', 'functions/a/i.ts', '../../infra/config.ts'),
  'a page imports infra': imports('nothing imports infra/', 'web/mail/i.ts', '../../infra/config.ts'),
  'a test imports infra': imports('nothing imports infra/', 'shared/noun/e.test.ts', '../../infra/config.ts'),
  'a noun imports the local cloud': imports('are leaves', 'shared/noun/f.ts', '../../local/start.ts'),
  'a page imports the table': imports('draws what it is given', 'web/survey/a.ts', '../../shared/kernel/table.ts'),
  'a page imports a verb': imports('draws what it is given', 'web/survey/b.ts', '../../shared/feedback/feedback.ts'),
  'a page imports a store': imports('draws what it is given', 'web/survey/c.ts', '../../shared/form/form.store.ts'),
  'the console imports a schema': imports(
    'would bring zod into the browser',
    'web/console/noun/a.ts',
    '../../../shared/feedback/feedback.schema.ts',
  ),
  'a schema imports Node': imports('run in a browser', 'shared/noun/x.schema.ts', 'node:crypto'),
  'a schema imports the SDK': imports('run in a browser', 'shared/noun/y.schema.ts', '@aws-sdk/client-sqs'),
  'routes import a store': imports('run in a browser', 'shared/noun/x.routes.ts', './x.store.ts'),
  'events import an entity': imports('run in a browser', 'shared/noun/x.events.ts', './x.entity.ts'),
  'a step of a survey’s life imports the store of feedback': imports(
    'never its store',
    'shared/sending/v.ts',
    '../feedback/feedback.store.ts',
  ),
  'a schema imports the store of another noun': imports(
    'run in a browser',
    'shared/noun/z.schema.ts',
    '../a/a.store.ts',
  ),
  'a default export': { rule: 'no-default-export', path: 'shared/noun/g.ts', source: 'export default 1;\n' },
  'a number that the table may not hold': {
    rule: 'storableNumber',
    path: 'shared/noun/n.schema.ts',
    source: "import * as z from 'zod';\nexport const n = z.number();\n",
  },
  'text taken for a number': {
    rule: 'no-restricted-properties',
    path: 'shared/noun/o.schema.ts',
    source: "import * as z from 'zod';\nexport const n = z.coerce;\n",
  },
  any: { rule: 'no-explicit-any', path: 'shared/noun/h.ts', source: 'export const x: any = 1;\n' },
  'a type assertion with !': {
    rule: 'no-non-null-assertion',
    path: 'shared/noun/i.ts',
    source: 'export const x = (y: string | undefined): string => y!;\n',
  },
  'a promise that nobody waits for': {
    rule: 'no-floating-promises',
    path: 'shared/noun/j.ts',
    source: 'export function x(): void {\n  Promise.resolve(1);\n}\n',
  },
  'a switch that forgets a case': {
    rule: 'switch-exhaustiveness-check',
    path: 'shared/noun/k.ts',
    source: "export function x(y: 'a' | 'b'): void {\n  switch (y) {\n    case 'a':\n      return;\n  }\n}\n",
  },
  'a line for the console': { rule: 'no-console', path: 'shared/noun/l.ts', source: 'console.log(1);\n' },
  'an error that is swallowed': {
    rule: 'no-empty',
    path: 'shared/noun/m.ts',
    source: 'try {\n  JSON.parse("");\n} catch {}\n',
  },
  'an unchecked comment to the compiler': {
    rule: 'ban-ts-comment',
    path: 'shared/noun/p.ts',
    source: '// @ts-ignore\nexport const x = 1;\n',
  },
  'a circle of files': imports('no-cycle', 'shared/noun/q.ts', './r.ts', 'used'),
  'a test that is skipped': {
    rule: 'no-disabled-tests',
    path: 'shared/noun/s.test.ts',
    source: "import { expect, test } from 'vitest';\ntest.skip('x', () => {\n  expect(1).toBe(1);\n});\n",
  },
  'a test that asserts nothing': {
    rule: 'expect-expect',
    path: 'shared/noun/t.test.ts',
    source: "import { test } from 'vitest';\ntest('x', () => undefined);\n",
  },
};

/** What the rules above must leave alone. */
const allowed: Planted[] = [
  imports('', 'functions/a/ok.ts', '../../shared/feedback/feedback.store.ts'),
  imports('', 'functions/a/page.ts', '../../web/survey/document.tsx'),
  imports('', 'events/streams/a/ok.ts', './batch.ts'),
  imports('', 'events/streams/a/define.ts', '../../define.ts'),
  imports('', 'shared/noun/own.ts', './noun.store.ts'),
  imports('', 'shared/sending/ok.ts', '../survey/survey.store.ts'),
  imports('', 'shared/noun/verb.ts', '../feedback/feedback.ts'),
  imports('', 'shared/noun/kernel.ts', '../kernel/store.ts'),
  imports('', 'shared/noun/ok.schema.ts', '../feedback/feedback.schema.ts'),
  imports('', 'shared/noun/ok.test.ts', '../feedback/feedback.store.ts'),
  imports('', 'shared/kernel/ok.ts', '@aws-sdk/client-dynamodb'),
  imports('', 'shared/kernel/fields.ts', '../fields/text.schema.ts'),
  imports('', 'web/console/noun/ok.ts', '../../../shared/feedback/feedback.routes.ts'),
  imports('', 'web/survey/ok.ts', '../../shared/survey-template/brand.schema.ts'),
  {
    rule: '',
    path: 'web/survey/type.ts',
    source: "export type { View } from '../../shared/sending/survey.mailer.ts';\n",
  },
];

const root = mkdtempSync(join(tmpdir(), 'heed-lint-'));
afterAll(() => rmSync(root, { recursive: true }));
let reports: { filename: string; code: string; message: string; help?: string }[] = [];

beforeAll(() => {
  for (const name of ['oxlint.config.ts', 'tsconfig.json', 'package.json']) cpSync(name, join(root, name));
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  const circle = { path: 'shared/noun/r.ts', source: "export { used } from './q.ts';\n" };
  for (const { path, source } of [...Object.values(forbidden), ...allowed, circle]) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), source);
  }
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      resolve('node_modules/oxlint/bin/oxlint'),
      '--type-aware',
      '--format',
      'json',
      'shared',
      'functions',
      'events',
      'web',
    ],
    { cwd: root, encoding: 'utf8' },
  );
  if (!stdout.startsWith('{')) throw new Error(`the linter said: ${stdout}${stderr}`);
  ({ diagnostics: reports } = JSON.parse(stdout) as { diagnostics: typeof reports });
}, 120_000);

const reported = (path: string): string[] =>
  reports
    .filter(({ filename }) => filename === path)
    .map(({ code, message, help = '' }) => [code, message, help].join(' '));

test.each(Object.entries(forbidden))('the linter reports: %s', (_, { rule, path }) => {
  expect(reported(path)).toContainEqual(expect.stringContaining(rule));
});

test.each(allowed)('the linter leaves $path alone', ({ path }) => {
  expect(reported(path)).toEqual([]);
});
