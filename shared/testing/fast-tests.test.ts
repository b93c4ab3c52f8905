import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { fastTests } from './fast-tests.ts';

const root = mkdtempSync(join(tmpdir(), 'heed-fast-'));
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('a test is fast unless it reaches the table, the secret, a process, a browser or the CDK, over whatever it imports', () => {
  write('shared/kernel/table.ts', '');
  write('shared/kernel/secret.ts', '');
  write(
    'shared/noun/noun.ts',
    "import {\n  table,\n} from '../kernel/table.ts';\nimport { other } from './other.ts';\n",
  );
  write('shared/noun/other.ts', "export { noun } from './noun.ts';\n");
  write('shared/noun/stored.test.ts', "import { other } from './other.ts';\n");
  write('shared/noun/lazy.test.ts', "const noun = await import('./noun.ts');\n");
  write('shared/noun/child.test.ts', "import { spawn } from 'node:child_process';\n");
  write('shared/noun/stacks.test.ts', "import { App } from 'aws-cdk-lib/core';\n");
  write('shared/noun/sealed.test.ts', "import { masterKeys } from '../kernel/secret.ts';\n");
  write('shared/noun/types.test.ts', "import type { Noun } from './noun.ts';\n");
  write('shared/noun/plain.test.ts', "import { test } from 'vitest';\n");
  const fast = fastTests(root, 'shared/**/*.test.ts');
  expect(fast.sort()).toEqual(['shared/noun/plain.test.ts', 'shared/noun/types.test.ts']);
});
