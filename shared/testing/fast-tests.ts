import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What only the slow tests reach: the table, other processes, servers, the browser, bundles and synthesised stacks. */
const slow = new Set(['node:child_process', 'node:http', 'playwright-core', 'aws-cdk-lib', 'esbuild', 'vite']);
/** Through these the table and Secrets Manager are called. */
const slowFiles = new Set(['shared/kernel/table.ts', 'shared/kernel/secret.ts', 'local/table/call.ts']);

const statement =
  /^\s*(?:import|export)\s+(?!type\b)[^'";]*?from\s+'([^']+)'|^\s*import\s+'([^']+)'|\bimport\('([^']+)'\)/gm;

/** Test files below a folder that reach, over all their imports but those of types, nothing slow; paths from there. */
export function fastTests(root: string, tests: string): string[] {
  return globSync(tests, { cwd: root }).filter((file) => !reachesSlow(root, file, new Set()));
}

function reachesSlow(root: string, file: string, seen: Set<string>): boolean {
  if (slowFiles.has(file)) return true;
  if (seen.has(file) || !existsSync(join(root, file))) return false;
  seen.add(file);
  const imports = [...readFileSync(join(root, file), 'utf8').matchAll(statement)].map(
    (found) => found.slice(1).find(Boolean) ?? '',
  );
  return imports.some((name) =>
    name.startsWith('.')
      ? /\.tsx?$/.test(name) && reachesSlow(root, join(dirname(file), name), seen)
      : slow.has(packageOf(name)),
  );
}

const packageOf = (name: string): string => (name.startsWith('node:') ? name : (name.split('/')[0] ?? name));
