import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { defaultFolder, readEndpoints } from './endpoints.ts';
import { rememberedPorts } from './ports.ts';

const types = ['Send', 'Delivery', 'Open', 'Click', 'Bounce', 'Complaint', 'Reject'];
const usage = `usage: npm run mail-event -- --company demo --survey sv_… --type ${types.join('|')} (a bounce is a permanent one)`;

export type MailEventInput = { company: string; survey: string; type: string };

/**
 * Plays what SES would tell about a mail, in SES's own words. It goes to the queue that the rule on the default bus
 * fills, because nobody but AWS may put events of `aws.ses` on a bus.
 */
export async function playMailEvent(cloudUrl: string, { company, survey, type }: MailEventInput): Promise<void> {
  const sqs = new SQSClient({
    endpoint: cloudUrl,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'heed-on-record-mail-event' }));
  const timestamp = new Date().toISOString();
  const mail = { messageId: `played-${survey}`, timestamp, tags: { company: [company], survey: [survey] } };
  const facts = { timestamp, ...(type === 'Bounce' && { bounceType: 'Permanent' }) };
  const detail = { eventType: type, mail, [type.toLowerCase()]: facts };
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ source: 'aws.ses', detail }) }));
  sqs.destroy();
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { company, survey, type } = parseArgs({ options: { company: text, survey: text, type: text } }).values;
  if (!company || !survey || !type || !types.includes(type)) throw new Error(usage);
  const { cloud } = rememberedPorts(join(defaultFolder, 'ports.json'));
  if (!readEndpoints(defaultFolder) || !cloud) throw new Error('Heed is not running here: start it with npm start.');
  await playMailEvent(`http://127.0.0.1:${cloud}`, { company, survey, type });
  process.stdout.write(`${type} of ${survey} is on its way\n`);
}

if (import.meta.main) {
  await main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
