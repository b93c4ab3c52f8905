import type { ContactRequest, PreferredChannel } from '../feedback/feedback.parts.schema.ts';
import { invalid } from '../http/problem.ts';
import type { StoredSurvey } from '../survey/survey.store.ts';
import type { SurveyTemplate } from '../survey-template/survey-template.schema.ts';

type Asked = { survey: Pick<StoredSurvey, 'contact' | 'contactRequest'>; template: Pick<SurveyTemplate, 'anonymous'> };

/** How the person of a survey can be contacted if they ask for it; never where answers keep no link to the person. */
export function channelsOf({ survey: { contact }, template }: Asked): PreferredChannel[] {
  if (template.anonymous) return [];
  return [
    ...(contact?.email === undefined ? [] : (['email'] as const)),
    ...(contact?.phone === undefined ? [] : (['phone', 'sms'] as const)),
  ];
}

/**
 * What an answer says of it: a channel, an empty text where the person does not want it, undefined where nothing is said
 * and what they said before stands. Throws `validation-failed` for a channel that is not offered.
 */
export function contactRequestOf(asked: Asked, said: string | undefined): ContactRequest | undefined {
  if (said === undefined) return asked.survey.contactRequest;
  if (said === '') return undefined;
  const channel = channelsOf(asked).find((one) => one === said);
  if (!channel) throw invalid({ pointer: '#/contact', detail: 'is no channel that this survey offers' });
  return { channel };
}
