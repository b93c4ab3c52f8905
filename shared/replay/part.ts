import { isKeptBefore, type Journaled } from '../journal/journal.ts';
import type { Context } from '../kernel/context.ts';
import { type Turn, turnsOf } from './turns.ts';

const DAY_MS = 86_400_000;
/** So long a part of a job plays. */
const PART_MS = 5_000;

/** Whether the journal begins after the first of the days that are played. */
export const beginsLate = async (ctx: Context, from: string): Promise<boolean> =>
  !(await isKeptBefore(ctx, new Date(Date.parse(from) + DAY_MS)));

/**
 * Hands the events of a stretch that `isWanted` names to `act`, by their turns, as long as a part may play. Tells how many
 * there were, and where to go on; `left` is absent where the stretch is over.
 */
export async function playPart(
  ctx: Context,
  stretch: { from: string; to: string },
  isWanted: (event: Journaled) => boolean,
  act: (turns: readonly Turn[]) => void | Promise<void>,
): Promise<{ done: number; left?: string }> {
  const until = Date.now() + PART_MS;
  let done = 0;
  for await (const { turns, upTo } of turnsOf(ctx, stretch, isWanted)) {
    await act(turns);
    done += turns.length;
    if (upTo === stretch.to) break;
    if (Date.now() >= until) return { done, left: upTo };
  }
  return { done };
}
