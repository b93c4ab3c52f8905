/** Fields of a piece of feedback that a column may become, by their dotted names. */
const fields = [
  'externalId',
  'source',
  'type',
  'occurredAt',
  'sourceUpdatedAt',
  'customerId',
  'contact.name',
  'contact.email',
  'contact.phone',
  'contact.business',
  'subject',
  'comments',
  'context',
  'language',
  'category',
  'subcategory',
  'theme',
  'impact',
  'ticketId',
  'caseId',
  'interactionId',
  'surveyId',
  'templateId',
  'snapshot.agentId',
  'snapshot.teamId',
  'snapshot.queue',
  'snapshot.channel',
  'snapshot.segment',
  'snapshot.tier',
  'snapshot.resolutionMinutes',
  'snapshot.firstContactResolved',
  'snapshot.reopened',
] as const;
export type Field = (typeof fields)[number];

export const targets = ['score', ...fields, 'tags', 'data', 'ignore'] as const;
export type Target = (typeof targets)[number];

export const dates: ReadonlySet<string> = new Set<Field>(['occurredAt', 'sourceUpdatedAt']);
export const numbers: ReadonlySet<string> = new Set<Field>(['snapshot.resolutionMinutes']);
export const flags: ReadonlySet<string> = new Set<Field>(['snapshot.firstContactResolved', 'snapshot.reopened']);
