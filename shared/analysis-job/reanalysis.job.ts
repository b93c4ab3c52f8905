import * as z from 'zod';
import { jobPace } from '../analysis/comprehend-rate.ts';
import { analysisSettings } from '../analysis/settings.ts';
import { forgetSettings } from '../company/settings.ts';
import { FeedbackId } from '../feedback/feedback.parts.schema.ts';
import { walkSpan } from '../feedback/feedback.walk.ts';
import { Problem } from '../http/problem.ts';
import { defineJob, type Part } from '../job/define.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { forgetTaxonomy } from '../taxonomy/in-force.ts';
import { noteEnd } from './analysis-run.ts';
import { JobInput, Reanalysis } from './estimate.schema.ts';
import { redo, type Redone } from './redo.ts';
import { isOpenTo, isSelected } from './selected.ts';

/** So many texts lie between two checkpoints. */
const PER_PART = 100;
/** So long a part looks for them. */
const LOOK_MS = 4_000;

/** The record up to which all is done, and what has been done up to there. */
const Checkpoint = Reanalysis.extend({ after: FeedbackId.optional(), texts: z.int() });
type Checkpoint = z.output<typeof Checkpoint>;
/** So many workers take jobs at a time (`events/queues/jobs`): together they keep to the share of jobs. */
const WORKERS = 5;
const pace = jobPace(WORKERS);

/** Does parts of the analysis of stored texts anew, oldest first. `done` counts texts, `skipped` those that were left as they were. */
export const reanalysis = defineJob({
  kind: 'reanalysis',
  input: JobInput,
  checkpoint: Checkpoint,
  async part(ctx, { jobId }, input, from = NOTHING): Promise<Part<Checkpoint>> {
    // What was saved the moment before, elsewhere, already holds.
    forgetSettings(ctx);
    forgetTaxonomy(ctx);
    const settings = await analysisSettings(ctx);
    if (!settings.enabled) throw new Problem('not-enabled', 'Text analysis is switched off.');
    const { ids, after } = await nextTexts(ctx, input, from.after);
    const redone = await redo(ctx, ids, { settings, parts: new Set(input.parts), pace });
    const so = { ...added(from, redone), texts: from.texts + ids.length };
    const { texts, written, unchanged, units } = so;
    const told: Part<Checkpoint> = {
      done: ids.length,
      skipped: redone.unchanged,
      failed: redone.failed,
      total: Math.max(input.texts, texts),
      result: { written, unchanged, units },
      ...(redone.failed > 0 && {
        errors: [{ code: 'internal', detail: `${redone.failed} texts could not be analysed.` }],
      }),
    };
    if (after !== undefined) return { ...told, next: { ...so, after } };
    await noteEnd(ctx, { jobId, parts: input.parts, texts, written, unchanged, units });
    return { ...told, total: texts };
  },
});

const NOTHING: Checkpoint = { texts: 0, written: 0, unchanged: 0, units: 0 };

const added = (from: Reanalysis, { written, unchanged, units }: Redone): Reanalysis => ({
  written: from.written + written,
  unchanged: from.unchanged + unchanged,
  units: from.units + units,
});

/** The next texts of a job, and the record up to which there are no others; `after` is absent where none follows. */
async function nextTexts(
  ctx: Context,
  { filter, parts, start, end }: JobInput,
  from: Id<'feedback'> | undefined,
): Promise<{ ids: Id<'feedback'>[]; after?: Id<'feedback'> }> {
  const until = Date.now() + LOOK_MS;
  const wanted = new Set(parts);
  const ids: Id<'feedback'>[] = [];
  for await (const records of walkSpan(ctx, { start, end }, 'oldest', from))
    for (const record of records) {
      if (isOpenTo(wanted, record) && (await isSelected(ctx, filter, record))) ids.push(record.feedbackId);
      if (ids.length === PER_PART || Date.now() >= until) return { ids, after: record.feedbackId };
    }
  return { ids };
}
