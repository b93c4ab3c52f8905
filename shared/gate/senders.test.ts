import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { setContactPreferences } from '../consent/address-news.ts';
import { CreateCustomer } from '../customer/customer.schema.ts';
import { create, putDoNotContact } from '../customer/customer.ts';
import { again } from '../feedback/testing/given.ts';
import type { Context } from '../kernel/context.ts';
import { aContext } from '../testing/context.ts';
import { useFiles } from '../testing/files.ts';
import { useQueues } from '../testing/queues.ts';
import { useSes } from '../testing/ses.ts';
import { sendBy } from './testing/send-by.ts';
import { port, type SenderName, senders, toPeople } from './testing/senders.ts';

const ses = useSes();
const queues = useQueues();
useFiles();

const email = 'ana@example.com';
const names = Object.keys(senders) as SenderName[];
const moments = ['before it is planned', 'after it was planned'] as const;

/** A second ago, on the clock of whoever sends. */
const justBefore = (ctx: Context): Context => ({ ...again(ctx), now: new Date(ctx.now.getTime() - 1_000) });
const known = (facts: object) => (ctx: Context) => setContactPreferences(justBefore(ctx), { email, ...facts });

/** What stops a message; the last two stop also what a person has asked for. */
const nos = {
  'a doNotContact customer': async (ctx: Context) => {
    const body = CreateCustomer.parse({ type: 'individual', lastName: 'Huber', emails: [{ address: email }] });
    const { customerId } = await create(again(ctx), { body });
    await putDoNotContact(justBefore(ctx), { customerId, body: { value: true } });
  },
  'who opted out one second before': known({ optedOut: true }),
  'whose mail came back': known({ bounced: true }),
  'who reported a mail as spam': known({ complained: true }),
};
const stopsAll = new Set(['whose mail came back', 'who reported a mail as spam']);

/** How many mails a sender sends to an address of which something becomes known. */
async function mailsBy(name: SenderName, no?: (ctx: Context) => Promise<unknown>, when?: (typeof moments)[number]) {
  const ctx = aContext();
  const tell = async (): Promise<unknown> => no?.(ctx);
  if (when === moments[0]) await tell();
  await sendBy[name]({ ctx, email, queues, between: when === moments[1] ? tell : async () => undefined });
  return ses.sent.filter(({ Destination }) => Destination.ToAddresses.includes(email)).length;
}

describe.each(names)('the sender of `%s`', (name) => {
  test('sends one mail where nothing forbids it', async () => {
    expect(await mailsBy(name)).toBe(1);
  });

  test.each(Object.keys(nos).flatMap((no) => moments.map((when) => [no, when] as const)))(
    'sends nothing to %s, told %s, unless the person has asked for it',
    async (no, when) => {
      const passes = 'askedFor' in senders[name] && !stopsAll.has(no);
      expect(await mailsBy(name, nos[no as keyof typeof nos], when)).toBe(passes ? 1 : 0);
    },
  );
});

test('everything that hands a mail over is a sender that is listed, and asks the gate', () => {
  const sources = globSync(['shared/**/*.ts', 'functions/**/*.ts', 'events/**/*.ts', 'web/**/*.{ts,tsx}']);
  const product = sources.filter((path) => !/\.test\.tsx?$|\/testing\//.test(path) && !port.includes(path));
  const hands = /\b(?:sendMail|mailOnce)\(|\b(?:SendEmailCommand|SendBulkEmailCommand|SESv2Client)\b/;
  const found = product.filter((path) => hands.test(readFileSync(path, 'utf8')));
  const listed = new Set([...Object.values(senders).map(({ sends }) => sends), ...toPeople]);
  expect(found.toSorted()).toEqual([...listed].toSorted());
  for (const { asks } of Object.values(senders))
    expect(readFileSync(asks, 'utf8')).toMatch(/\bawait (?:gate|admit)\(ctx,/);
});
