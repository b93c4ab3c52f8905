import { type CLAIM, defineEvents } from '../kernel/events.ts';
import { Survey } from './survey.schema.ts';

/** What a write does to a survey, and the event that it is. */
const actions = {
  ask: ['SurveyAsked', 'A person is going to be asked: a survey is scheduled.'],
  send: ['SurveySent', 'The first mail of a survey went out.'],
  remind: ['SurveyReminded', 'A reminder went out.'],
  deliver: ['SurveyDelivered', 'The mail arrived.'],
  open: ['SurveyOpened', 'The mail, or a link in it, was opened.'],
  bounce: ['SurveyBounced', 'The mail came back; nobody was asked.'],
  settle: ['SurveyUnresolved', 'Nobody knows whether the mail went out.'],
  keep: ['SurveyAnswerKept', 'A page was opened or answered in part; what was answered is kept.'],
  answer: ['SurveyAnswered', 'An answer was given or changed. Of an anonymous survey nothing is told.'],
  quarantine: ['AnswerQuarantined', 'An answer that looks like a mail gateway’s was kept aside.'],
  release: ['AnswerReleased', 'Somebody let an answer count that was kept aside.'],
  expire: ['SurveyExpired', 'The time to answer is up.'],
  withdraw: ['SurveyWithdrawn', 'The yes to ask was taken back before the mail, or the mail was refused.'],
  cancel: ['SurveyCancelled', 'A survey was cancelled by hand, or because its ticket was reopened.'],
  optOut: ['SurveyOptedOut', 'The person does not want to be asked any more.'],
} as const;

/** Writes that only the machinery knows of; an anonymous answer, told at its moment, could be matched with its record. */
const silent = ['postpone', 'note', 'answerAnonymously', 'erase'] as const;

export type SurveyAction = keyof typeof actions | typeof CLAIM | (typeof silent)[number];

const events = defineEvents('survey', Survey, {
  id: 'surveyId',
  actions,
  silent,
  readBy: 'surveys:read',
  facts: [
    'templateId',
    'templateVersion',
    'status',
    'statusReason',
    'customerId',
    'language',
    'trigger',
    'relatedTo',
    'followUp',
    'snapshot',
    'remindersSent',
    'sentAt',
    'completedAt',
    'feedbackId',
  ],
});

/** What people did is audited; what machinery and mail services did stands on the survey itself. */
export const surveyEvents = { ...events, audit: ['SurveyCancelled', 'AnswerReleased', 'SurveyOptedOut'] };
