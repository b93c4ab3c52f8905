import { defineEvents } from '../kernel/events.ts';
import { RecipientStop } from './delivery.schema.ts';

export const recipientStopEvents = defineEvents('recipientStop', RecipientStop, {
  id: 'stopId',
  actions: {
    unsubscribe: ['ReportUnsubscribed', 'A recipient wants no more mails of a report.'],
    bounce: [
      'ReportRecipientBounced',
      'Mail of a report to a recipient came back for good, or was reported as unwanted: they get no more.',
    ],
    delete: ['ReportResubscribed', 'A recipient who wanted no more mails of a report wants them again.'],
  },
  facts: ['reportId', 'why', 'at'],
});
