import { monthsRow } from '../../shared/company/months.ts';
import { identityItem } from '../../shared/feedback/feedback.store.ts';
import { enlist } from '../../shared/kernel/companies.ts';
import type { Context } from '../../shared/kernel/context.ts';
import type { Id } from '../../shared/kernel/id-kinds.ts';
import { idMonth } from '../../shared/kernel/ids.ts';
import { writeAll } from '../../shared/kernel/write-all.ts';
import { countingSettings } from '../../shared/metrics/counting-settings.ts';
import { countedFeedback } from '../../shared/metrics/feedback.counted.ts';
import { putsIn } from '../demo/fast/feedback.ts';
import { Folded, type Row } from '../demo/fast/folded.ts';
import { recordAt, type Spread } from './records.ts';

const AT_ONCE = 2_000;

/**
 * Writes the records of a company, with what its numbers are read from, as the demo company's are written (ADR 0087).
 * Holds so many of them as are written at once.
 */
export async function fill(ctx: Context, spread: Spread): Promise<void> {
  const folded = new Folded(ctx.companyId, countedFeedback, await countingSettings(ctx));
  const months = new Set<string>();
  for (let from = 0; from < spread.count; from += AT_ONCE) {
    const rows: Row[] = [];
    for (let index = from; index < Math.min(from + AT_ONCE, spread.count); index++) {
      const record = recordAt(ctx.companyId, index, spread);
      const id = record.feedbackId as Id<'feedback'>;
      months.add(idMonth(id));
      folded.add({ id, month: idMonth(id), page: record.ledgerPage, revisions: [record] });
      rows.push(record as unknown as Row);
      if (record.externalId !== undefined)
        rows.push(...putsIn([identityItem(ctx, record.source, record.externalId, id)]));
    }
    await put(ctx, [...rows, ...folded.pages()]);
  }
  await enlist(ctx);
  await put(ctx, [...folded.rows(), monthsRow(ctx, months, 'fb')]);
}

const put = (ctx: Context, rows: readonly Row[]): Promise<void> =>
  writeAll(
    ctx,
    rows.map((Item) => ({ PutRequest: { Item } })),
  );
