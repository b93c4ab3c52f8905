import { find, months, walk } from '../feedback/feedback.walk.ts';
import { asId } from '../kernel/id-kinds.ts';
import type { Context } from '../kernel/context.ts';
import type { RecordSource } from './record-source.ts';

/** A company's feedback as the truth behind its numbers: whole partitions, nothing left out. */
export const feedbackSource = (ctx: Context): RecordSource => ({
  months: () => months(ctx),
  walk: (month, options) => walk(ctx, month, options),
  exists: async (text) => {
    const feedbackId = asId('feedback', text);
    return feedbackId !== undefined && (await find(ctx, feedbackId)) !== undefined;
  },
});
