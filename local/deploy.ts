import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { copyAssets, handlers } from '../infra/bundle.ts';
import { defaults } from '../infra/config.ts';
import { builtOnce } from './built.ts';
import type { Cloud } from './cloud.ts';
import { defaultFolder } from './endpoints.ts';
import { bundleFunctions } from './functions/bundles.ts';
import { audience } from './issuer.ts';
import { cleanEnvironment, root, run } from './process.ts';
import { RECEIVER_PORT } from './webhook-receiver.ts';
import { hashOfSources, unlessMadeFrom } from './sources.ts';
import { deployStacks, templatesOf } from './stacks.ts';
import { together } from './together.ts';

/** Below the folder of a local cloud: a bundle for each function. */
export const bundlesOf = ({ folder }: Pick<Cloud, 'folder'>): string => join(folder, 'functions');

/** Below the folder of a local cloud: the console as a browser loads it. */
export const consoleOf = ({ folder }: Pick<Cloud, 'folder'>): string => join(folder, 'console');
const viteBuild = ['vite', 'build', '--config', 'web/console/vite.config.ts', '--logLevel', 'warn', '--emptyOutDir'];

/** Replaced at once: whoever loads it meanwhile gets the whole of one build. */
async function buildConsole({ folder, signal }: Pick<Cloud, 'folder' | 'signal'>, logFile: string): Promise<void> {
  const console = consoleOf({ folder });
  const [next, before] = [`${console}.new`, `${console}.before`];
  await run([...viteBuild, '--outDir', next], { cwd: root, env: cleanEnvironment(), logFile, signal });
  rmSync(before, { recursive: true, force: true });
  if (existsSync(console)) renameSync(console, before);
  renameSync(next, console);
  rmSync(before, { recursive: true, force: true });
}

/** Beside the other local files, so that `npm run synth` and a running local cloud do not meet. */
const assemblyOf = ({ folder }: Pick<Cloud, 'folder'>): string => join(folder, 'cdk.out');

/**
 * Bundles every function, builds the console, and writes the OpenAPI document, which goes beside one of the functions;
 * nothing when no source has changed since, and a copy when another local cloud of this checkout has built the same.
 * Returns the functions whose code may be another than before.
 */
export async function build({ folder, signal }: Cloud): Promise<string[]> {
  const bundles = bundlesOf({ folder });
  const hash = hashOfSources();
  const changed = await unlessMadeFrom(bundles, hash, async () => {
    const parts = [bundles, consoleOf({ folder })].map((part) => relative(folder, part));
    const store = join(defaultFolder, 'built');
    return (
      (await builtOnce({ store, hash, folder, parts }, () => buildAll({ folder, signal }))) ?? Object.keys(handlers())
    );
  });
  return changed ?? [];
}

async function buildAll({ folder, signal }: Pick<Cloud, 'folder' | 'signal'>): Promise<string[]> {
  const bundles = bundlesOf({ folder });
  const logFile = join(folder, 'build.log');
  const [names] = await together(signal, (until) => [
    bundleFunctions(bundles, until),
    run(['node', 'docs/generate.ts'], { cwd: root, env: cleanEnvironment(), logFile, signal: until }),
    buildConsole({ folder, signal: until }, logFile),
  ]);
  copyAssets(bundles);
  return names;
}

/** What the app is synthesised with; `addresses` become variables of every function. */
export type DeployOptions = {
  issuer: string;
  publicUrl: string;
  addresses: Record<string, string>;
  /** Port on this machine that webhooks may be sent to, beside that of `npm run webhook-receiver`. */
  receiversPort: number;
};

/**
 * Synthesises the same app that `npm run deploy` brings to AWS, as CDK's command line does, but without its rules, which
 * take three quarters of the time and are `npm run synth`'s to check. Nothing when neither a source nor an option has
 * changed since. Needs no emulator.
 */
export async function synthesise(cloud: Cloud, options: DeployOptions): Promise<void> {
  const assembly = assemblyOf(cloud);
  const { context } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')) as { context: object };
  const given = {
    stage: 'local',
    oidcIssuer: options.issuer,
    oidcAudience: audience,
    publicUrl: options.publicUrl,
    localEnv: JSON.stringify(options.addresses),
    webhookAllowed: `127.0.0.1:${RECEIVER_PORT},127.0.0.1:${options.receiversPort}`,
  };
  await unlessMadeFrom(assembly, `${hashOfSources()} ${JSON.stringify(given)}`, () =>
    run(['node', 'infra/app.ts'], {
      cwd: root,
      env: cleanEnvironment({
        CDK_OUTDIR: assembly,
        CDK_CONTEXT_JSON: JSON.stringify({ ...context, ...given }),
        CDK_VALIDATION: 'false',
      }),
      logFile: join(cloud.folder, 'synth.log'),
      signal: cloud.signal,
    }),
  );
}

const stacks = { data: `${defaults.name}-data`, api: `${defaults.name}-api` };

/** The synthesised CloudFormation templates, of the stack with the state and of all. */
export function templatesFor(cloud: Cloud): { data: unknown; all: unknown[] } {
  const templates = templatesOf(assemblyOf(cloud));
  return { data: templates.get(stacks.data), all: [...templates.values()] };
}

export type Deployed = {
  apiId: string;
  secretArn: string;
  /** What a stack exports under a name; throws when none does. */
  valueOf: (exportName: string) => string;
};

/** Deploys what was synthesised. */
export async function deploy(cloud: Cloud): Promise<Deployed> {
  const deployed = await deployStacks(cloud, assemblyOf(cloud));
  const output = (stack: string, name: string): string =>
    given(deployed.get(stack)?.outputs.get(name), `stack ${stack} has no output ${name}`);
  const exported = new Map([...deployed.values()].flatMap(({ exports }) => [...exports]));
  return {
    apiId: output(stacks.api, 'ApiId'),
    secretArn: output(stacks.data, 'SecretArn'),
    valueOf: (exportName) => given(exported.get(exportName), `no stack exports ${exportName}`),
  };
}

function given(value: string | undefined, otherwise: string): string {
  if (value === undefined) throw new Error(otherwise);
  return value;
}
