import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { callCloud, callJson, type Cloud } from './cloud.ts';

const POLL_MS = 50;
/** Its name begins like CDK's own, whose objects are not kept. */
const TEMPLATES = 'cdk-templates';
/** The newest version of CDK's own stack; templates ask for a least one. */
const BOOTSTRAP = { Name: '/cdk-bootstrap/hnb659fds/version', Value: '1000', Type: 'String', Overwrite: true };

const manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      dependencies: z.array(z.string()).default([]),
      properties: z.object({ templateFile: z.string().optional() }).optional(),
    }),
  ),
});
const assets = z.object({
  files: z.record(z.string(), z.object({ source: z.object({ path: z.string() }) })),
  dockerImages: z.record(z.string(), z.unknown()),
});

type Stack = { name: string; templateFile: string; dependsOn: string[] };

/** Of a deployed stack, by name; `exports` by the name that other stacks import. */
type Outputs = { outputs: Map<string, string>; exports: Map<string, string> };

/**
 * Deploys the stacks of a synthesised app as `cdk deploy --all --method direct` does, without its command line: each
 * after those that it depends on, created or updated by CloudFormation, which rolls back what fails. Deploying what is
 * deployed changes nothing. Throws with the resources that failed, and why.
 */
export async function deployStacks(cloud: Cloud, assembly: string): Promise<Map<string, Outputs>> {
  await callJson(cloud, 'ssm', 'AmazonSSM.PutParameter', BOOTSTRAP);
  await callCloud(cloud, 's3', `/${TEMPLATES}`, { method: 'PUT' });
  const deployed = new Map<string, Outputs>();
  for (const stack of inOrder(stacksOf(assembly))) {
    refuseAssets(assembly, stack);
    deployed.set(
      stack.name,
      await deployStack(cloud, stack.name, readFileSync(join(assembly, stack.templateFile), 'utf8')),
    );
  }
  return deployed;
}

/** The template of each stack of a synthesised app, by its name. */
export const templatesOf = (assembly: string): Map<string, unknown> =>
  new Map(
    stacksOf(assembly).map(({ name, templateFile }) => [
      name,
      JSON.parse(readFileSync(join(assembly, templateFile), 'utf8')) as unknown,
    ]),
  );

function stacksOf(assembly: string): Stack[] {
  const { artifacts } = manifest.parse(JSON.parse(readFileSync(join(assembly, 'manifest.json'), 'utf8')));
  const found = Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack');
  const names = new Set(found.map(([name]) => name));
  return found.map(([name, { dependencies, properties }]) => ({
    name,
    templateFile: properties?.templateFile ?? '',
    dependsOn: dependencies.filter((dependency) => names.has(dependency)),
  }));
}

function inOrder(stacks: readonly Stack[], before: readonly Stack[] = []): Stack[] {
  const [next] = stacks.filter(({ dependsOn }) => dependsOn.every((name) => before.some((one) => one.name === name)));
  if (!next) return [...before];
  return inOrder(
    stacks.filter((stack) => stack !== next),
    [...before, next],
  );
}

/** Functions get an empty body here and run from their bundles, so that there is nothing to publish but templates. */
function refuseAssets(assembly: string, { name, templateFile }: Stack): void {
  const file = join(assembly, `${name}.assets.json`);
  if (!existsSync(file)) return;
  const { files, dockerImages } = assets.parse(JSON.parse(readFileSync(file, 'utf8')));
  const others = Object.values(files).filter(({ source }) => source.path !== templateFile);
  if (others.length === 0 && Object.keys(dockerImages).length === 0) return;
  throw new Error(`${name} has assets (${others.map(({ source }) => source.path).join()}); the local cloud has none`);
}

/** Creates or updates one stack from a template and waits until that is done. */
async function deployStack(cloud: Cloud, name: string, template: string): Promise<Outputs> {
  const path = `/${TEMPLATES}/${name}.json`;
  const stored = await callCloud(cloud, 's3', path, { method: 'PUT', body: template });
  if (!stored.ok) throw new Error(`the template of ${name} is not stored: ${stored.status} ${await stored.text()}`);
  const exists = (await ask(cloud, 'DescribeStacks', { StackName: name })).ok;
  const { ok, text } = await ask(cloud, exists ? 'UpdateStack' : 'CreateStack', {
    StackName: name,
    TemplateURL: `${cloud.url}${path}`,
    'Capabilities.member.1': 'CAPABILITY_IAM',
    'Capabilities.member.2': 'CAPABILITY_NAMED_IAM',
    'Capabilities.member.3': 'CAPABILITY_AUTO_EXPAND',
  });
  if (!ok && !text.includes('No updates are to be performed'))
    throw new Error(`${name} is not deployed: ${told(text)}`);
  for (;;) {
    const { text: description } = await ask(cloud, 'DescribeStacks', { StackName: name });
    const [status = ''] = valuesOf(description, 'StackStatus');
    // What an update has replaced is removed afterwards, which nobody needs to wait for.
    if (/^(CREATE|UPDATE)_COMPLETE/.test(status)) return outputsOf(description);
    if (!status.endsWith('_IN_PROGRESS')) throw new Error(await failureOf(cloud, name, status));
    await sleep(POLL_MS, undefined, { signal: cloud.signal });
  }
}

async function ask(
  cloud: Cloud,
  Action: string,
  input: Record<string, string>,
): Promise<{ ok: boolean; text: string }> {
  const body = new URLSearchParams({ Action, Version: '2010-05-15', ...input });
  const reply = await callCloud(cloud, 'cloudformation', '/', { method: 'POST', body });
  return { ok: reply.ok, text: await reply.text() };
}

/** The resources that failed since the last operation on the stack began, with the reasons; events come newest first. */
async function failureOf(cloud: Cloud, name: string, status: string): Promise<string> {
  const { text } = await ask(cloud, 'DescribeStackEvents', { StackName: name });
  const events = membersOf(text, 'StackEvents').map((event) => {
    const [id, of, reason] = ['LogicalResourceId', 'ResourceStatus', 'ResourceStatusReason'].map(
      (tag) => valuesOf(event, tag)[0] ?? '',
    );
    return { id, of, reason };
  });
  const began = events.findIndex(({ id, of }) => id === name && /^(CREATE|UPDATE)_IN_PROGRESS$/.test(of ?? ''));
  const failed = events
    .slice(0, began < 0 ? events.length : began)
    .filter(({ id, of }) => of?.endsWith('_FAILED') && id !== name)
    .map(({ id, reason }) => `  ${id}: ${reason}`);
  return [`${name} is not deployed (${status})`, ...failed.toReversed()].join('\n');
}

function outputsOf(description: string): Outputs {
  const found = membersOf(description, 'Outputs').map((output) => {
    const [key, value, exported] = ['OutputKey', 'OutputValue', 'ExportName'].map((tag) => valuesOf(output, tag)[0]);
    return { key: key ?? '', value: value ?? '', exported };
  });
  return {
    outputs: new Map(found.map(({ key, value }) => [key, value])),
    exports: new Map(found.flatMap(({ exported, value }) => (exported ? [[exported, value] as const] : []))),
  };
}

/** The members of a list in a reply of CloudFormation, whose XML is flat below them. */
const membersOf = (xml: string, list: string): string[] =>
  valuesOf(xml, list, false).flatMap((inside) => valuesOf(inside, 'member', false));

const valuesOf = (xml: string, tag: string, decode = true): string[] =>
  [...xml.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))].map(([, value = '']) =>
    decode ? unescaped(value) : value,
  );

const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'", '#x27': "'", amp: '&' };
const unescaped = (text: string): string =>
  text.replace(/&([#\w]+);/g, (whole, name: string) => entities[name] ?? whole);

const told = (xml: string): string => valuesOf(xml, 'Message')[0] ?? xml;
