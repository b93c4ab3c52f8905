import type { Job } from '../job/job.schema.ts';
import { start } from '../job/job.ts';
import type { Context } from '../kernel/context.ts';
import type { Permission } from '../kernel/permissions.ts';
import { COMPLETE_AFTER_MS } from './turns.ts';

const DAY_MS = 86_400_000;
const AT_A_TIME = 2;

/** The last days: of what happens just now not all is in the journal. */
export function lastDays({ now }: Pick<Context, 'now'>, days: number): { from: string; to: string } {
  const to = now.getTime() - COMPLETE_AFTER_MS;
  return { from: new Date(to - days * DAY_MS).toISOString(), to: new Date(to).toISOString() };
}

/** Starts the job that replays a rule; 409 while two of its kind run for the company. */
export async function startReplay(
  ctx: Context,
  kind: 'alertRuleReplay' | 'followUpRuleReplay',
  input: Record<string, unknown>,
  permission: Permission,
): Promise<Omit<Job, 'result'>> {
  const { result: _, ...job } = await start(ctx, kind, input, { permission, places: { of: kind, most: AT_A_TIME } });
  return job;
}
