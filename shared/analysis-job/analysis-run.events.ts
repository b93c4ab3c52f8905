import { defineEvents } from '../kernel/events.ts';
import { AnalysisRun } from './analysis-run.schema.ts';

export const analysisRunEvents = defineEvents('analysisRun', AnalysisRun, {
  id: 'runId',
  actions: {
    finish: ['AnalysisJobFinished', 'A job has done the analysis of stored texts anew.'],
  },
  facts: ['jobId', 'parts', 'texts', 'written', 'unchanged', 'units'],
});
