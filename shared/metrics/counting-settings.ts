import { readSettings } from '../company/settings.ts';
import type { Context } from '../kernel/context.ts';
import type { CountingSettings } from './counted-kind.ts';

/**
 * How a company cuts time into days, as it is this moment: counting by an hour-old zone would put records
 * into days that a restatement has already gone through.
 */
export async function countingSettings(ctx: Context): Promise<CountingSettings> {
  const { timeZone, dayBoundary } = await readSettings(ctx);
  return { timeZone, dayBoundary };
}
