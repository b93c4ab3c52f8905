/**
 * Everything in the product that sends a message, by what for. A new sender has to stand here, or `senders.test.ts` fails:
 * to whom it writes, which file hands the mail over, and which one asks the gate just before.
 */
type Sender = {
  /** Customers, or outside addresses that were named: both may be a customer who wants nothing. */
  to: 'customer' | 'outside address';
  purpose: 'survey' | 'service';
  sends: string;
  asks: string;
  /** The person has just asked for it: it passes what stops all others, but not a bounce or a complaint. */
  askedFor?: true;
};

export const senders = {
  survey: {
    to: 'customer',
    purpose: 'survey',
    sends: 'shared/sending/survey.mailer.ts',
    asks: 'shared/sending/due.ts',
  },
  reminder: {
    to: 'customer',
    purpose: 'survey',
    sends: 'shared/sending/survey.mailer.ts',
    asks: 'shared/sending/due.ts',
  },
  initiative: {
    to: 'customer',
    purpose: 'service',
    sends: 'shared/initiative/loop-send.ts',
    asks: 'shared/initiative/loop-send.ts',
  },
  receipt: {
    to: 'customer',
    purpose: 'service',
    sends: 'shared/initiative/loop-send.ts',
    asks: 'shared/initiative/loop-send.ts',
  },
  message: {
    to: 'customer',
    purpose: 'service',
    sends: 'shared/message/send-messages.ts',
    asks: 'shared/message/send-messages.ts',
  },
  invitation: {
    to: 'customer',
    purpose: 'service',
    sends: 'shared/activity/invite.ts',
    asks: 'shared/activity/invite.ts',
  },
  ownData: {
    to: 'customer',
    purpose: 'service',
    sends: 'functions/survey-page/link-mail.ts',
    asks: 'shared/privacy/own-link.ts',
    askedFor: true,
  },
  confirmation: {
    to: 'customer',
    purpose: 'service',
    sends: 'shared/consent/ask-mail.ts',
    asks: 'shared/consent/ask-mail.ts',
    askedFor: true,
  },
  document: {
    to: 'customer',
    purpose: 'service',
    sends: 'shared/document/share-mail.ts',
    asks: 'shared/document/ask-gate.ts',
  },
  report: {
    to: 'outside address',
    purpose: 'service',
    sends: 'shared/report-delivery/send.ts',
    asks: 'shared/report-delivery/send.ts',
  },
  alert: {
    to: 'outside address',
    purpose: 'service',
    sends: 'shared/alert/notice.ts',
    asks: 'shared/alert/notice.ts',
  },
  question: {
    to: 'outside address',
    purpose: 'service',
    sends: 'shared/outside-address/asking.ts',
    asks: 'shared/outside-address/asking.ts',
  },
} as const satisfies Record<string, Sender>;
export type SenderName = keyof typeof senders;

/** What writes to people of the company alone: they are written to as such, whatever they say as customers. */
export const toPeople = ['shared/activity/reminder-mail.ts', 'shared/alert/digest.mail.ts', 'shared/review/digest.ts'];

/** What hands mails over to the mail service; everything that calls it is a sender. */
export const port = ['shared/mail/ses.ts', 'shared/mail/mail-once.ts'];
