import { idMonth } from '../kernel/ids.ts';
import { partOf } from '../kernel/json.ts';
import { defineStore } from '../kernel/store.ts';
import { Run, ShownRun } from './run.schema.ts';

export const runs = defineStore('run', Run, {
  id: 'runId',
  key: { pk: ({ runId }) => `run#${idMonth(runId)}`, sk: ({ runId }) => runId },
  indexes: {
    ofReport: {
      on: 'gsi6',
      pk: ({ reportId }) => reportId && `run#${reportId}`,
      sk: ({ dueAt, runId }) => `${dueAt}#${runId}`,
    },
  },
  due: ({ callAt }) => callAt,
  shown: (run): ShownRun => partOf(ShownRun, run),
  retention: ({ leavesAt }) => new Date(leavesAt),
});
