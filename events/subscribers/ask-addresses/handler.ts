import * as z from 'zod';
import { RuleId } from '../../../shared/alert-rule/alert-rule.schema.ts';
import { addressesOf } from '../../../shared/alert-rule/addresses.ts';
import { ruleNow } from '../../../shared/alert-rule/rule-set.ts';
import { mailQuestion } from '../../../shared/consent/ask-mail.ts';
import { DocumentId } from '../../../shared/document/document.schema.ts';
import { mailLinks } from '../../../shared/document/share-mail.ts';
import { idSchema } from '../../../shared/fields/ids.schema.ts';
import { askByMail } from '../../../shared/outside-address/asking.ts';
import { OutsideAddressId } from '../../../shared/outside-address/outside-address.schema.ts';
import { noteAddresses } from '../../../shared/outside-address/outside-address.ts';
import { addressesOfReport } from '../../../shared/report/addresses.ts';
import { ReportId } from '../../../shared/report/report.schema.ts';
import { askMail } from '../../../web/mail/ask-mail.tsx';
import { consentMail } from '../../../web/mail/consent-mail.tsx';
import { documentMail } from '../../../web/mail/document-mail.tsx';
import { onEvent } from '../../on-event.ts';

const About = z.union([
  z.object({ consentId: idSchema('consent') }),
  z.object({ addressId: OutsideAddressId }),
  z.object({ ruleId: RuleId }),
  z.object({ reportId: ReportId }),
  z.object({ documentId: DocumentId }),
]);

/** What an event is about is looked at as it is now: order and repetition change nothing. */
export const handler = onEvent({
  name: 'ask-addresses',
  detail: z.looseObject({ companyId: z.string() }),
  companyOf: ({ companyId }) => companyId,
  async act(ctx, detail) {
    const about = About.parse(detail);
    if ('consentId' in about) return mailQuestion(ctx, about, consentMail);
    if ('addressId' in about) return askByMail(ctx, about, askMail);
    if ('documentId' in about) return mailLinks(ctx, about, documentMail);
    if ('reportId' in about) return noteAddresses(ctx, await addressesOfReport(ctx, about.reportId));
    const rule = await ruleNow(ctx, about.ruleId);
    if (rule) await noteAddresses(ctx, addressesOf(rule));
  },
});
