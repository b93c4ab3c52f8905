import * as z from 'zod';
import { dayOf } from '../metrics/contribution.ts';
import { COMPANY_KEY, type Contribution, type CountedKind, type CountingSettings } from '../metrics/counted-kind.ts';
import { type Counters, excludedName } from '../metrics/counters.ts';
import { recordChangeOf } from '../metrics/record-change.ts';

const count = z.int().min(0);

/** The part of a stage of an initiative that numbers depend on. */
export const CountableLoopRun = z.object({
  runId: z.string(),
  initiativeId: z.string(),
  outcome: z
    .object({ shippedAt: z.iso.datetime(), sent: count, unresolved: count, suppressed: z.record(z.string(), count) })
    .optional(),
});
export type CountableLoopRun = z.infer<typeof CountableLoopRun>;

/** Reasons that leave no voice behind that could have been told. */
const gone = new Set(['unlinked', 'erased', 'initiative_deleted']);

/** What a resolution adds on the day of its shipping: its people by what became of their mail. */
function contributions({ initiativeId, outcome }: CountableLoopRun, settings: CountingSettings): Contribution[] {
  if (!outcome) return [];
  const { shippedAt, sent, unresolved, suppressed } = outcome;
  const counters: Counters = {};
  const add = (name: string, by: number): void => {
    if (by > 0) counters[name] = (counters[name] ?? 0) + by;
  };
  add('told', sent);
  add('untold:in_doubt', unresolved);
  for (const [reason, by] of Object.entries(suppressed))
    add(gone.has(reason) ? excludedName('told', reason) : `untold:${reason}`, by);
  const dims = { 'loopRun.company': COMPANY_KEY, 'loopRun.initiative': initiativeId };
  return [{ day: dayOf(shippedAt, settings), dims, counters }];
}

/** Resolutions of initiatives as a counted kind; other stages count nowhere. */
export const countedLoopRuns: CountedKind<CountableLoopRun> = {
  kind: 'loopRun',
  ledger: 'loopRun#',
  dimensions: ['loopRun.company', 'loopRun.initiative'],
  lasts: true,
  contributions,
  changeOf: (change) => {
    const { NewImage, OldImage } = change.dynamodb ?? {};
    // Other stages, and those of which nobody has been told yet, add nothing.
    if ((NewImage ?? OldImage)?.['outcome'] === undefined) return undefined;
    return recordChangeOf(change, CountableLoopRun, { kind: 'initiative', id: 'runId' });
  },
};
