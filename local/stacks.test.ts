import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { callCloud, callJson, type Cloud } from './cloud.ts';
import { type Emulator, startEmulator } from './emulator.ts';
import { choosePorts } from './ports.ts';
import { deployStacks } from './stacks.ts';

let folder: string;
let emulator: Emulator;
let cloud: Cloud;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'heed-stacks-'));
  const { cloud: port } = await choosePorts(join(folder, 'ports.json'));
  emulator = await startEmulator({ port, folder });
  cloud = { url: emulator.url, folder, signal: new AbortController().signal };
});
afterAll(async () => {
  await emulator.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => callCloud(cloud, 'sqs', '/_ministack/reset', { method: 'POST' }));

const queue = (QueueName: string) => ({ Type: 'AWS::SQS::Queue', Properties: { QueueName } });
/** Larger than a template may be that comes with the request, as those of the app are. */
const padding = { Metadata: { padding: 'x'.repeat(60_000) } };
const first = {
  ...padding,
  Resources: { Queue: queue('first') },
  Outputs: {
    Url: { Value: { Ref: 'Queue' }, Export: { Name: 'first-url' } },
    Text: { Value: 'a < b & "c"' },
  },
};

/** As CDK writes it: `second` reads what `first` exports, and stands before it. */
function assembly(resources: object = {}): string {
  const second = {
    Resources: { Copy: queue('second'), ...resources },
    Outputs: { Seen: { Value: { 'Fn::ImportValue': 'first-url' } } },
  };
  const stack = (name: string, dependencies: string[]) => ({
    type: 'aws:cloudformation:stack',
    dependencies,
    properties: { templateFile: `${name}.template.json` },
  });
  const artifacts = {
    second: stack('second', ['first', 'second.assets']),
    first: stack('first', []),
    'second.assets': { type: 'cdk:asset-manifest' },
  };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ artifacts }));
  writeFileSync(join(folder, 'first.template.json'), JSON.stringify(first));
  writeFileSync(join(folder, 'second.template.json'), JSON.stringify(second));
  return folder;
}
const assets = (path: string): void =>
  writeFileSync(
    join(folder, 'second.assets.json'),
    JSON.stringify({ files: { hash: { source: { path } } }, dockerImages: {} }),
  );
const queues = async (): Promise<string[]> => {
  const { QueueUrls = [] } = await callJson<{ QueueUrls?: string[] }>(cloud, 'sqs', 'AmazonSQS.ListQueues', {});
  return QueueUrls.map((url) => url.slice(url.lastIndexOf('/') + 1)).toSorted();
};

test('stacks are deployed after those that they depend on, and tell outputs and exports', async () => {
  assets('second.template.json');
  const deployed = await deployStacks(cloud, assembly());
  const url = deployed.get('first')?.outputs.get('Url');
  expect(url).toMatch(/first$/);
  expect(deployed.get('first')?.outputs.get('Text')).toBe('a < b & "c"');
  expect(deployed.get('first')?.exports).toEqual(new Map([['first-url', url]]));
  expect(deployed.get('second')?.outputs).toEqual(new Map([['Seen', url]]));
  expect(await queues()).toEqual(['first', 'second']);
});

test('deploying again changes nothing, and a changed template updates the stack', async () => {
  await deployStacks(cloud, assembly());
  const before = await deployStacks(cloud, assembly());
  expect(before.get('first')?.outputs.get('Url')).toMatch(/first$/);
  await deployStacks(cloud, assembly({ More: queue('third') }));
  expect(await queues()).toEqual(['first', 'second', 'third']);
  await deployStacks(cloud, assembly());
  expect(await queues()).toEqual(['first', 'second']);
});

test('a failed update is rolled back and told with the resource and the reason, and the next one goes through', async () => {
  await deployStacks(cloud, assembly());
  const broken = assembly({
    More: queue('more'),
    Wrong: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'Odd', Value: 'x' } },
  });
  await expect(deployStacks(cloud, broken)).rejects.toThrow(
    /^second is not deployed \(UPDATE_ROLLBACK_COMPLETE\)\n  Wrong: .*Odd/,
  );
  expect(await queues()).toEqual(['first', 'second']);
  await deployStacks(cloud, assembly({ More: queue('more') }));
  expect(await queues()).toEqual(['first', 'more', 'second']);
});

test('a resource of a kind that nobody knows is refused and named', async () => {
  const unknown = assembly({ Unknown: { Type: 'AWS::Nothing::AtAll' } });
  await expect(deployStacks(cloud, unknown)).rejects.toThrow(/^second is not deployed[^]*AWS::Nothing::AtAll/);
});

test('an app with assets is refused, because nothing would publish them', async () => {
  assets('bundle.zip');
  await expect(deployStacks(cloud, assembly())).rejects.toThrow('second has assets (bundle.zip)');
});
