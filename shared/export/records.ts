import { coverText } from '../analysis/masking.ts';
import { Feedback, type StoredFeedback } from '../feedback/feedback.schema.ts';
import { publicOf, walkSpan } from '../feedback/feedback.walk.ts';
import { masked } from '../http/masked.ts';
import { pageOf } from '../http/page.schema.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { verdictOf } from '../match/filter.ts';
import { isWantedBy } from '../match/texts.ts';
import type { ExportInput } from './export.schema.ts';

type Chunk = {
  records: Feedback[];
  /** The last record that was looked at; absent where none follows. */
  after?: Id<'feedback'>;
};

/**
 * The next records of an export, in the order of their ids, as they are at this moment; excluded ones unless the filter
 * leaves them out, deleted ones never, nor what was made after the export began. So many are looked at as `size` says: a
 * number, not a time, so that the same data make the same bytes.
 */
export async function nextRecords(
  ctx: Context,
  input: ExportInput,
  { after: from, size }: { after: Id<'feedback'> | undefined; size: number },
): Promise<Chunk> {
  const records: StoredFeedback[] = [];
  let looked = 0;
  for await (const page of walkSpan(ctx, input, 'oldest', from)) {
    for (const record of page) {
      if (await isWanted(ctx, input, record)) records.push(record);
      if (++looked === size) return { records: shown(records, input), after: record.feedbackId };
    }
  }
  return { records: shown(records, input) };
}

async function isWanted(ctx: Context, { filter, asOf }: ExportInput, record: StoredFeedback): Promise<boolean> {
  const { from: _, to: __, ...match } = filter;
  return record.createdAt <= asOf && isWantedBy(ctx, record, (facts, texts) => verdictOf(match, facts, texts));
}

function shown(stored: readonly StoredFeedback[], { mask }: Pick<ExportInput, 'mask'>): Feedback[] {
  const records = stored.map(publicOf);
  if (!mask) return records;
  const { items } = masked(pageOf(Feedback), { items: records }, coverText) as { items: Feedback[] };
  return items.map((record) => ({ ...record, ...(record.contact && { contact: covered(record.contact) }) }));
}

/** A contact with the kind of each personal datum in its place; a business is none. */
const covered = ({ name, email, phone, business }: NonNullable<Feedback['contact']>) => ({
  ...(name !== undefined && { name: '[NAME]' }),
  ...(email !== undefined && { email: '[EMAIL]' }),
  ...(phone !== undefined && { phone: '[PHONE]' }),
  ...(business !== undefined && { business }),
});
