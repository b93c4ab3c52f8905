import { defineStore } from '../kernel/store.ts';
import { Report } from './report.schema.ts';

export const reports = defineStore('report', Report, {
  id: 'reportId',
  key: { pk: () => 'rpt', sk: ({ reportId }) => reportId },
  indexes: {},
  atMost: { records: 200, called: 'reports' },
  due: ({ nextAt }) => nextAt,
});
