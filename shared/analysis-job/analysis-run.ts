import { create, type Draft } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { isContention } from '../kernel/retry.ts';
import { defineStore } from '../kernel/store.ts';
import { AnalysisRun } from './analysis-run.schema.ts';

const analysisRuns = defineStore('analysisRun', AnalysisRun, {
  id: 'runId',
  key: { pk: () => 'ana#run', sk: ({ runId }) => runId },
  indexes: {},
});

/** Notes that a job has ended, once, which is told as an event. The last part of a job may be done twice. */
export async function noteEnd(ctx: Context, says: Omit<Draft<AnalysisRun>, 'runId'>): Promise<void> {
  const runId = says.jobId.replace(/^[a-z]+_/, 'anr_') as Id<'analysisRun'>;
  try {
    await create(ctx, analysisRuns, { runId, ...says }, { action: 'finish' });
  } catch (error) {
    if (!isContention(error)) throw error;
  }
}
