import { defineSubscriber } from '../../define.ts';

/** What became of mails: SES publishes to the account's default bus. */
export const trigger = defineSubscriber({
  area: 'voice',
  name: 'record-mail-event',
  source: 'aws.ses',
  on: [
    'Email Sent',
    'Email Delivered',
    'Email Bounced',
    'Email Complaint Received',
    'Email Opened',
    'Email Clicked',
    'Email Rejected',
  ],
  needs: { table: 'write', secret: true },
});
