import type { feedbackEvents } from './feedback.events.ts';

/** After these feedback can be as a company's rules wait for. */
export const settingOff = [
  'FeedbackReceived',
  'FeedbackAnalysed',
  'FeedbackEdited',
  'FeedbackCorrected',
  'FeedbackIncluded',
  'FeedbackRestored',
] as const satisfies (keyof typeof feedbackEvents)[];

/** After these it is none any more. */
export const endings = ['FeedbackExcluded', 'FeedbackDeleted'] as const satisfies (keyof typeof feedbackEvents)[];
