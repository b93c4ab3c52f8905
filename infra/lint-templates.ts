import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installPythonTool } from './python-tool.ts';

const root = join(import.meta.dirname, '..');
const venv = join(root, '.local/cfn-lint');
const program = join(venv, 'bin/cfn-lint');
const requirements = join(import.meta.dirname, 'requirements.txt');

/** Runs cfn-lint on the templates in `cdk.out`, in a Python environment of its own; where none can be made it says so. */
function main(): number {
  const obstacle = installPythonTool(venv, requirements);
  if (obstacle) {
    process.stdout.write(`cfn-lint skipped: ${obstacle}\n`);
    return 0;
  }
  const templates = synthesised();
  // W3005: the CDK makes a function wait for its role's policies by naming the role, which CloudFormation waits for anyway.
  const { status } = spawnSync(program, ['--ignore-checks', 'W3005', '--', ...templates], { stdio: 'inherit' });
  if (status === 0) process.stdout.write(`cfn-lint: ${templates.length} templates, no finding\n`);
  return status ?? 1;
}

/** Templates of the last synth; the folder may hold older ones, too. */
function synthesised(): string[] {
  const manifest = JSON.parse(readFileSync(join(root, 'cdk.out/manifest.json'), 'utf8')) as {
    artifacts: Record<string, { properties?: { templateFile?: string } }>;
  };
  const files = Object.values(manifest.artifacts).flatMap(({ properties }) => properties?.templateFile ?? []);
  return files.map((file) => join(root, 'cdk.out', file));
}

process.exitCode = main();
