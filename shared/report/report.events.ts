import { defineEvents } from '../kernel/events.ts';
import { Report } from './report.schema.ts';

export const reportEvents = defineEvents('report', Report, {
  id: 'reportId',
  readBy: 'reports:read',
  actions: {
    create: ['ReportCreated', 'Somebody made a report.'],
    edit: ['ReportChanged', 'Somebody changed a report, or it was paused; `changedKeys` tells which fields.'],
    delete: ['ReportDeleted', 'Somebody deleted a report.'],
  },
  silent: ['advance'],
  derived: ['nextAt'],
  facts: ['ownerId', 'status', 'pausedFor', 'burst'],
});
