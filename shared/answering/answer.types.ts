import type { Id } from '../kernel/id-kinds.ts';
import type { SurveyTemplate } from '../survey-template/survey-template.schema.ts';
import type { Posted } from './suspicion.ts';

/** An answer as it came: through a page (`posted`), or told by a system that vouches for it. */
export type AnswerInput = {
  surveyId: Id<'survey'>;
  given: (template: SurveyTemplate) => Record<string, unknown>;
  /** False keeps what there is without ending the survey. */
  complete: boolean;
  language?: string | undefined;
  /** How the person asks to be contacted, empty where they do not; see `contact-request.ts`. */
  contact?: string | undefined;
  posted?: Omit<Posted, 'at' | 'score'>;
  /** Said then and kept aside until somebody let it count; also after the survey expired. */
  released?: Date;
};
