import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { queueVariable, WEBHOOK_QUEUE } from '../../shared/kernel/queue-variable.ts';
import { startDynamoDb, TEST_TABLE } from '../../shared/testing/dynamodb.ts';
import { startSecrets } from '../../shared/testing/secrets.ts';

/**
 * What one dead receiver, for which very many deliveries wait, does to others: the real sender, breaker, wake messages and
 * table, with a clock that runs only while something is done. `node local/dead-receiver/run.ts [deliveries]`.
 */
process.env['POWERTOOLS_LOG_LEVEL'] ??= 'ERROR';
const WAITING = Number(process.argv[2] ?? 100_000);
/** Put one by one, as fan-out does; the rest in batches, because a hundred thousand would take an hour. */
const BY_FAN_OUT = Math.min(500, WAITING);
const PER_EVENT_BATCH = 10;
const PER_WRITE = 1_000;
const goals = { seconds: 5, messages: 50 };

const { endpoint, stop } = await startDynamoDb();
const secrets = await startSecrets();
Object.assign(process.env, {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  TABLE_NAME: TEST_TABLE,
  SECRET_ARN: 'local',
  AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
  WEBHOOK_ALLOWED: '127.0.0.1:9',
  [queueVariable(WEBHOOK_QUEUE, 'wake')]: 'https://sqs.example/webhook-work',
});

/** The queue: what was sent and not taken yet. */
let messages: { body: string; group: string | undefined; delaySeconds?: number }[] = [];
mockClient(SQSClient)
  .on(SendMessageBatchCommand)
  .callsFake(({ Entries = [] }: SendMessageBatchCommand['input']) => {
    for (const { MessageBody = '', MessageGroupId, DelaySeconds } of Entries)
      messages.push({
        body: MessageBody,
        group: MessageGroupId,
        ...(DelaySeconds !== undefined && { delaySeconds: DelaySeconds }),
      });
    return { Failed: [] };
  });
const queue = {
  sent: () => messages,
  take(_: string, count = 10) {
    messages = messages.slice(count);
    return { Records: [] };
  },
};

const began = performance.now();
const spent = (): string => `${((performance.now() - began) / 1_000).toFixed(0)} s`;
try {
  // Imported here, because the modules read the environment that was just set.
  const { aWorld, failure, ok } = await import('../../shared/webhook/testing/world.ts');
  const { deliveryOf } = await import('../../shared/webhook/fan-out.ts');
  const { deliveries, countIn } = await import('../../shared/webhook/delivery.store.ts');
  const { webhooks } = await import('../../shared/webhook/webhook.store.ts');
  const { writesOf } = await import('../../shared/kernel/change.ts');
  const { newId } = await import('../../shared/kernel/ids.ts');
  const { writeAll } = await import('../../shared/kernel/write-all.ts');

  let sentAfterMs = 0;
  const world = aWorld(queue as never, ({ url }) => {
    if (url.endsWith('/dead')) return failure(500, { ms: 1 });
    sentAfterMs = performance.now();
    return ok;
  });
  const dead = await world.endpoint({ url: 'http://127.0.0.1:9/dead' });
  const ctx = world.context();
  const stored = await webhooks.find(ctx, dead.endpointId);
  if (!stored) throw new Error('the endpoint was just made');
  for (let put = 0; put < BY_FAN_OUT; put += PER_EVENT_BATCH) {
    await world.happen(PER_EVENT_BATCH);
    await world.after((put + PER_EVENT_BATCH) / BY_FAN_OUT / 60, [dead]);
  }
  for (let put = BY_FAN_OUT; put < WAITING; put += PER_WRITE) {
    const rows = Array.from({ length: Math.min(PER_WRITE, WAITING - put) }, () => {
      const at = world.context().now;
      const eventId = `${newId('initiative', at)}:2`;
      const detail = { eventId, at: at.toISOString(), companyId: world.companyId };
      const draft = deliveryOf(world.context(), stored, { type: 'InitiativeChanged', detail });
      const { writes } = writesOf(world.context(), deliveries, undefined, draft, { action: 'create' });
      return writes.flatMap(({ Put }) =>
        Put ? [{ PutRequest: { Item: Put.Item as { pk: string; sk: string } } }] : [],
      );
    });
    await writeAll(ctx, rows.flat());
    if (Math.floor(put / PER_WRITE) % 20 === 0) process.stderr.write(`${put} rows after ${spent()}\n`);
  }
  process.stderr.write(`rows written after ${spent()}\n`);
  const waiting = await countIn(world.context(), dead.endpointId, 'waiting', WAITING + 1);

  const alive = await world.endpoint({ url: 'http://127.0.0.1:9/alive' });
  await world.after(world.seconds() / 3_600 + 0.5, [dead, alive]);
  const requests = world.requests.length;
  const happenedAt = world.context().now.getTime();
  const startedMs = performance.now();
  await world.happen(1);
  await world.after((world.seconds() + 60) / 3_600, [dead, alive]);
  const sent = world.requests.slice(requests).find(({ url }) => url.endsWith('/alive'));
  const toAlive = sent ? (sent.at - happenedAt) / 1_000 : Infinity;
  const toDead = world.requests.filter(({ url }) => url.endsWith('/dead')).length;
  process.stdout.write(
    [
      '| figure | result | goal |',
      '|---|---|---|',
      `| deliveries that wait for the dead receiver | ${waiting} | |`,
      `| seconds until another endpoint has its delivery, on the run’s own clock | ${toAlive.toFixed(2)} | ≤ ${goals.seconds} |`,
      `| the same on this machine’s clock | ${((sentAfterMs - startedMs) / 1_000).toFixed(2)} | ≤ ${goals.seconds} |`,
      `| most messages in \`webhook-work\` | ${world.mostMessages()} | < ${goals.messages} |`,
      `| requests to the dead receiver in ${(world.seconds() / 60).toFixed(0)} minutes | ${toDead} | |`,
      `| run | ${spent()} | |`,
      '',
    ].join('\n'),
  );
  const isLate = toAlive > goals.seconds || sentAfterMs - startedMs > goals.seconds * 1_000;
  if (isLate || world.mostMessages() >= goals.messages) process.exitCode = 1;
} finally {
  secrets.close();
  await stop();
}
