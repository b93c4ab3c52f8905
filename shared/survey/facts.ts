import type { Facts } from '../survey-template/localized.schema.ts';
import type { SurveyTemplate } from '../survey-template/survey-template.schema.ts';
import type { StoredSurvey } from './survey.store.ts';

type Asked = Pick<StoredSurvey, 'companyId' | 'contact' | 'relatedTo'>;

/** The name under which a company asks. */
export const senderOf = ({ brand }: Pick<SurveyTemplate, 'brand'>, companyId: string): string =>
  brand.name ?? companyId;

/** What a template's texts may name of a survey: the same in mail, reminder and pages, and in what is stored. */
export const factsOf = ({ companyId, contact, relatedTo }: Asked, template: Pick<SurveyTemplate, 'brand'>): Facts => ({
  company: senderOf(template, companyId),
  customerName: contact?.name ?? '',
  ticket: relatedTo.ticketId ?? '',
});
