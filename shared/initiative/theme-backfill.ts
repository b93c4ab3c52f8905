import * as z from 'zod';
import { FeedbackId } from '../feedback/feedback.parts.schema.ts';
import { walkSpan } from '../feedback/feedback.walk.ts';
import { instant } from '../fields/time.schema.ts';
import { Problem } from '../http/problem.ts';
import { defineJob, type Part } from '../job/define.ts';
import type { Job } from '../job/job.schema.ts';
import { start } from '../job/job.ts';
import { visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { isThere } from '../kernel/store.ts';
import { Match } from '../match/match.schema.ts';
import { InitiativeId } from './initiative.schema.ts';
import { initiatives } from './initiative.store.ts';
import { linkNew } from './linker.ts';
import type { BackfillThemeRule } from './theme-rule.schema.ts';
import { isWanted, monthsBack } from './theme-preview.ts';

/** So long a part works, and so many records it looks at. */
const PART_MS = 5_000;
const PER_PART = 5_000;

const Input = z.object({ initiativeId: InitiativeId, match: Match, from: instant, to: instant });
/** The record up to which all is done. */
const Checkpoint = z.object({ after: FeedbackId });

/**
 * Starts to link what the initiative's rule matches among the feedback of some months. 404 where the initiative is
 * unknown, 409 where it has no rule or a back-fill of it is under way.
 */
export async function backfillThemeRule(
  ctx: Context,
  { initiativeId, body: { months } }: { initiativeId: Id<'initiative'>; body: BackfillThemeRule },
): Promise<Job> {
  const { themeRule } = await visible(ctx, initiatives, initiativeId);
  if (!themeRule) throw new Problem('conflict', 'The initiative has no theme rule.');
  const [from, to] = [monthsBack(ctx, months), ctx.now].map((at) => at.toISOString());
  const input = Input.parse({ initiativeId, match: themeRule.match, from, to });
  return start(ctx, 'themeBackfill', input, {
    permission: 'workflow:write',
    places: { of: `themeBackfill#${initiativeId}`, most: 1 },
  });
}

/** Links what matches, oldest first. `done` counts what matched, `skipped` of those what was linked already. */
export const themeBackfill = defineJob({
  kind: 'themeBackfill',
  input: Input,
  checkpoint: Checkpoint,
  async part(ctx, _, { initiativeId, match, from, to }, checkpoint): Promise<Part<z.output<typeof Checkpoint>>> {
    if (!isThere(ctx, await initiatives.find(ctx, initiativeId)))
      throw new Problem('not-found', 'The initiative has been deleted.');
    const until = Date.now() + PART_MS;
    const span = { start: Date.parse(from), end: Date.parse(to) };
    let [done, skipped, looked] = [0, 0, 0];
    for await (const records of walkSpan(ctx, span, 'oldest', checkpoint?.after))
      for (const record of records) {
        if (await isWanted(ctx, match, record)) {
          done++;
          if (!(await linkNew(ctx, record.feedbackId, initiativeId))) skipped++;
        }
        looked++;
        if (looked >= PER_PART || Date.now() >= until) return { done, skipped, next: { after: record.feedbackId } };
      }
    return { done, skipped };
  },
});
