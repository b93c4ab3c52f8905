import { settingsOf } from '../company/settings.ts';
import { givenUp, linkedRecords } from '../initiative/given-up.ts';
import { eachBatch } from '../kernel/batches.ts';
import { addDays, localDay, monthsBetween } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { pick } from '../kernel/json.ts';
import { declinedItems, recordsBehind } from '../triage/declined.ts';
import { askedOf, isSilent } from './asked.ts';
import { decisionOn } from './review-decision.store.ts';
import type { Quarterly } from './review.schema.ts';

type Item = Quarterly['items'][number];
type Subject = Omit<Item, keyof ReturnType<typeof askedOf>> & { records: () => ReturnType<typeof linkedRecords> };

/** Records of one subject that are looked at, the newest. */
const MOST_RECORDS = 2_000;
const MOST_SHOWN = 300;
const AT_ONCE = 8;

/** What will not be done, and who has asked for it before that was decided and since. */
export async function quarterlyOf(ctx: Context): Promise<Quarterly> {
  const { timeZone, dayBoundary, triage } = await settingsOf(ctx);
  const today = localDay(ctx.now, timeZone, dayBoundary);
  const months = monthsBetween(addDays(today, -200), today);
  const items: Item[] = [];
  let silent = 0;
  await eachBatch(await subjectsOf(ctx), { size: 1, parallel: AT_ONCE }, async ([subject]) => {
    if (!subject) return;
    const { records, ...says } = subject;
    const asked = askedOf(await records(), { decidedAt: says.decidedAt, topTiers: triage.topTiers, months });
    const kept = await decisionOn(ctx, (says.initiativeId ?? says.feedbackId) as string);
    if (kept && kept.updatedAt > says.decidedAt && isSilent(asked, kept, today)) silent++;
    else items.push({ ...says, ...asked });
  });
  const inOrder = items.toSorted(
    (a, b) => Number(b.reconsider) - Number(a.reconsider) || b.voicesSince - a.voicesSince,
  );
  return { items: inOrder.slice(0, MOST_SHOWN), more: Math.max(0, items.length - MOST_SHOWN), silent };
}

async function subjectsOf(ctx: Context): Promise<Subject[]> {
  const [initiatives, records] = await Promise.all([givenUp(ctx), declinedItems(ctx)]);
  return [
    ...initiatives.map((one) => ({
      ...pick(one, ['initiativeId', 'title', 'reason']),
      decidedAt: one.decidedAt ?? one.updatedAt,
      records: () => linkedRecords(ctx, one.initiativeId, MOST_RECORDS),
    })),
    ...records.map((one) => ({
      ...pick(one, ['feedbackId', 'type', 'theme']),
      ...(one.note !== undefined && { reason: one.note }),
      decidedAt: one.decidedAt ?? one.updatedAt,
      records: () => recordsBehind(ctx, one, MOST_RECORDS),
    })),
  ];
}
