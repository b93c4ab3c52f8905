import { env } from '../../shared/kernel/env.ts';
import { sendMail } from '../../shared/mail/ses.ts';
import { mailOwnLink } from '../../shared/privacy/own-link.ts';
import { ownFeedbackMail } from '../../web/mail/survey-mail.tsx';
import { standardBrand } from '../../web/survey/standard-brand.ts';
import type { Met } from './meeting.ts';

/** Mails somebody the link to what they have said: it opens more than the link that they came by. */
export const mailLink = ({ ctx, id, whose, template, frame, origin }: Met): Promise<'sent' | 'failed'> =>
  mailOwnLink(ctx, { id, email: whose.emails[0] }, process.env['PUBLIC_URL'] || origin, (to, url) => {
    const { fromAddress, replyTo } = template?.brand ?? {};
    const from = { address: fromAddress ?? env('MAIL_FROM'), name: frame.company };
    const view = { language: frame.language, company: frame.company, brand: template?.brand ?? standardBrand, url };
    return sendMail(ownFeedbackMail(view), { from, to, replyTo });
  });
