import type { Job } from '../job/job.schema.ts';
import { start } from '../job/job.ts';
import type { Context } from '../kernel/context.ts';

/** Has a worker train the prediction now; `conflict` while one does. */
export const startTraining = (ctx: Context): Promise<Job> =>
  start(ctx, 'trainPrediction', {}, { permission: 'reports:write', places: { of: 'trainPrediction', most: 1 } });
