import { given } from '../../feedback/testing/given.ts';
import type { Context } from '../../kernel/context.ts';
import { findEmerging, lastWeek } from '../find.ts';

const DAY_MS = 86_400_000;

/** Feedback so many days before the end of the last week that is over. */
export function saidBefore(ctx: Context, days: number, comments: string, more: object = {}) {
  const at = new Date(Date.parse(lastWeek(ctx)) + (7 - days) * DAY_MS);
  const own = { ...ctx, now: new Date(at.getTime() + 1_000) };
  const customerId = `C-${comments.length}-${days}`;
  return given(own, {
    subject: undefined,
    language: 'en',
    occurredAt: at.toISOString(),
    comments,
    customerId,
    ...more,
  });
}

const complaints = [
  'Battery drain overnight makes mornings hard, write to ada@example.com',
  'Yesterday evening my watch had battery drain again',
  'Nobody told us about battery drain before buying',
  'My daughter complains: battery drain during school hours',
  'Support confirmed battery drain with older chargers',
];

/** An emerging topic, `battery drain`: five persons of the last week, and a quiet past. */
export async function givenTopic(ctx: Context): Promise<void> {
  for (const [at, said] of complaints.entries()) await saidBefore(ctx, at + 1, said, { customerId: `C-${at}` });
  for (let week = 5; week < 16; week++) await saidBefore(ctx, week * 7, `Everything fine ${week}`);
  for (let week = 5; week < 16; week++) await saidBefore(ctx, week * 7 + 1, `Good service ${week}`);
  await findEmerging(ctx);
}
