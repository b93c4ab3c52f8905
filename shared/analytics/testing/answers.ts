import type { Context } from '../../kernel/context.ts';
import { count, type Revised } from '../../metrics/testing/changes.ts';

/** Answers of a group on one day: so many CSAT answers of each value from 1 to 5 on. */
export type Given = { day: string; counts: readonly number[] } & Partial<Omit<Revised, 'scores'>>;

/** Counts CSAT answers as the stream reader would have done. Their ids follow from their order over all calls of a company. */
export async function answered(ctx: Context, given: readonly Given[], first = 0): Promise<void> {
  let next = first;
  const records = given.flatMap(({ day, counts, ...more }) =>
    counts.flatMap((many, index) =>
      Array.from({ length: many }, (): Revised => {
        const at = next++;
        return {
          feedbackId: `fb_${at}`,
          revision: 1,
          ledgerPage: `fb_${Math.floor(at / 50)}`,
          occurredAt: `${day}T10:00:00.000Z`,
          source: 'survey',
          scores: [{ metric: 'csat', value: index + 1, scaleMin: 1, scaleMax: 5 }],
          ...more,
        };
      }),
    ),
  );
  await count(ctx, records);
}
