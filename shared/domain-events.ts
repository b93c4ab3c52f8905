import { activityEvents } from './activity/activity.events.ts';
import { calendarLinkEvents } from './calendar-link/calendar-link.events.ts';
import { calendarEvents } from './calendar/calendar.events.ts';
import { alertRuleEvents } from './alert-rule/alert-rule.events.ts';
import { alertEvents } from './alert/alert.events.ts';
import { benchmarkEvents } from './benchmark/benchmark.events.ts';
import { budgetLevelEvents } from './analysis/budget-level.events.ts';
import { analysisRunEvents } from './analysis-job/analysis-run.events.ts';
import { reviewSampleEvents } from './review-sample/review-sample.events.ts';
import { settingsEvents } from './company/settings.events.ts';
import { contactPreferenceEvents } from './contact-preference/contact-preference.events.ts';
import { roleEvents } from './access/role.events.ts';
import { crmSettingsEvents } from './crm-settings/crm-settings.events.ts';
import { contactEvents } from './contact/contact.events.ts';
import { limitsEvents } from './limits/limits.events.ts';
import { consentEvents } from './consent/consent.events.ts';
import { customerEvents } from './customer/customer.events.ts';
import { type FeedbackDomainEvent, feedbackEvents, feedbackEventsOf } from './feedback/feedback.events.ts';
import type { StoredFeedback } from './feedback/feedback.schema.ts';
import { type MetricsDomainEvent, metricsEvents, numbersDrifted } from './metrics/metrics.events.ts';
import type { Id } from './kernel/id-kinds.ts';
import { followUpEvents, followUpSettingsEvents } from './follow-up/follow-up.events.ts';
import { followUpRuleEvents } from './follow-up-rule/follow-up-rule.events.ts';
import { formKeyEvents } from './form/form-key.events.ts';
import { goalEvents } from './goal/goal.events.ts';
import { handOverEvents } from './hand-over/hand-over.events.ts';
import { scoreEvents } from './score/score.events.ts';
import { documentEvents } from './document/document.events.ts';
import { vehicleEvents } from './vehicle/vehicle.events.ts';
import { purchaseEvents } from './purchase/purchase.events.ts';
import { householdEvents } from './household/household.events.ts';
import { initiativeEvents, linkEvents } from './initiative/initiative.events.ts';
import { jobEvents } from './job/job.events.ts';
import { notificationEvents } from './notification/notification.events.ts';
import { loopMailEvents, loopRunEvents, loopSettingsEvents } from './initiative/loop.events.ts';
import { outsideAddressEvents } from './outside-address/outside-address.events.ts';
import { personEvents } from './people/people.events.ts';
import { praiseEvents } from './praise/praise.events.ts';
import { policyEvents } from './policy/policy.events.ts';
import { dataRequestEvents } from './privacy/data-request.events.ts';
import { surveyEvents } from './survey/survey.events.ts';
import { templateEvents } from './survey-template/survey-template.events.ts';
import { recipientStopEvents } from './report-delivery/delivery.events.ts';
import { runEvents } from './report-run/run.events.ts';
import { boardEvents } from './board/board.events.ts';
import { relationEvents } from './relation/relation.events.ts';
import { reportEvents } from './report/report.events.ts';
import { messageEvents } from './message/message.events.ts';
import { predictionEvents } from './analytics/prediction.events.ts';
import { duplicateEvents } from './duplicate/duplicate.events.ts';
import { emergingEvents } from './emerging/emerging.events.ts';
import { taxonomyEvents } from './taxonomy/taxonomy.events.ts';
import { hookEvents } from './hook/hook.events.ts';
import { trackerEvents } from './tracker/tracker.events.ts';
import { reviewDecisionEvents, reviewEvents, reviewSettingsEvents } from './review/review.events.ts';
import { triageEvents } from './triage/triage.events.ts';
import { viewEvents } from './view/view.events.ts';
import { webhookEvents } from './webhook/webhook.events.ts';

/** Every event on the product's bus by name, with its schema. docs/events.md shows a sample of each. */
export const domainEvents = {
  ...feedbackEvents,
  ...metricsEvents,
  ...initiativeEvents.schemas,
  ...linkEvents.schemas,
  ...loopMailEvents.schemas,
  ...loopRunEvents.schemas,
  ...loopSettingsEvents.schemas,
  ...formKeyEvents.schemas,
  ...templateEvents.schemas,
  ...settingsEvents.schemas,
  ...contactPreferenceEvents.schemas,
  ...dataRequestEvents.schemas,
  ...policyEvents.schemas,
  ...roleEvents.schemas,
  ...personEvents.schemas,
  ...outsideAddressEvents.schemas,
  ...notificationEvents.schemas,
  ...alertRuleEvents.schemas,
  ...alertEvents.schemas,
  ...surveyEvents.schemas,
  ...calendarEvents.schemas,
  ...webhookEvents.schemas,
  ...followUpEvents.schemas,
  ...followUpSettingsEvents.schemas,
  ...jobEvents.schemas,
  ...followUpRuleEvents.schemas,
  ...triageEvents.schemas,
  ...reviewEvents.schemas,
  ...reviewSettingsEvents.schemas,
  ...reviewDecisionEvents.schemas,
  ...hookEvents.schemas,
  ...trackerEvents.schemas,
  ...handOverEvents.schemas,
  ...taxonomyEvents.schemas,
  ...budgetLevelEvents.schemas,
  ...analysisRunEvents.schemas,
  ...reviewSampleEvents.schemas,
  ...emergingEvents.schemas,
  ...predictionEvents.schemas,
  ...messageEvents.schemas,
  ...reportEvents.schemas,
  ...boardEvents.schemas,
  ...viewEvents.schemas,
  ...runEvents.schemas,
  ...recipientStopEvents.schemas,
  ...goalEvents.schemas,
  ...benchmarkEvents.schemas,
  ...praiseEvents.schemas,
  ...customerEvents.schemas,
  ...consentEvents.schemas,
  ...contactEvents.schemas,
  ...relationEvents.schemas,
  ...householdEvents.schemas,
  ...purchaseEvents.schemas,
  ...vehicleEvents.schemas,
  ...scoreEvents.schemas,
  ...documentEvents.schemas,
  ...activityEvents.schemas,
  ...calendarLinkEvents.schemas,
  ...duplicateEvents.schemas,
  ...crmSettingsEvents.schemas,
  ...limitsEvents.schemas,
} as const;
export type DomainEventName = keyof typeof domainEvents;

/** Events that come in such numbers that a webhook has to ask for them by name. */
export const highVolume: readonly DomainEventName[] = [
  'FeedbackLinked',
  'FeedbackUnlinked',
  'LoopMailSent',
  'LoopMailSuppressed',
  'TriageQueued',
];

const at = (minute: number): string => `2026-11-01T10:${String(minute).padStart(2, '0')}:00.000Z`;

/** A record's whole life, change by change; samples are read off it by the code that reads them off the table. */
const first: StoredFeedback = {
  pk: 'c#acme#fb#2026-11',
  sk: 'fb_01m6b8te80fbv1ave12d1pmmz7',
  companyId: 'acme',
  feedbackId: 'fb_01m6b8te80fbv1ave12d1pmmz7' as Id<'feedback'>,
  source: 'support_ticket',
  type: 'complaint',
  customerId: 'C-1',
  customerKey: '~43-1',
  ticketId: 'T-1',
  scores: [{ metric: 'csat', value: 2, scaleMin: 1, scaleMax: 5 }],
  comments: 'I was charged twice this month.',
  category: 'billing',
  tags: ['invoice'],
  snapshot: { agentId: 'agent-7', teamId: 'team-1', channel: 'chat', resolutionMinutes: 42 },
  analysis: { status: 'pending' },
  analysisStatus: 'pending',
  occurredAt: at(0),
  createdAt: at(1),
  updatedAt: at(1),
  createdBy: { kind: 'machine', id: 'helpdesk' },
  version: 1,
  revision: 1,
  ledgerPage: 'fb_01m6b8te80fbv1ave12d1pmmz7',
  lastActor: { kind: 'machine', id: 'helpdesk' },
  lastRequestId: 'req-1',
  lastAction: 'submit',
  __edb_e__: 'feedback',
  __edb_v__: '1',
};

const manager = { kind: 'user', id: 'manager-1' } as const;
const life: Partial<StoredFeedback>[] = [
  {
    lastAction: 'score',
    lastActor: { kind: 'system', id: 'sentiment' },
    analysisStatus: 'done',
    analysis: {
      status: 'done',
      language: 'en',
      sentiment: 'negative',
      sentimentScore: -74,
      emotions: ['anger'],
      urgency: 'high',
    },
  },
  { lastAction: 'edit', theme: 'double charges', category: 'payments' },
  {
    lastAction: 'correct',
    analysis: {
      status: 'done',
      language: 'en',
      sentiment: 'mixed',
      emotions: ['frustration'],
      urgency: 'high',
      correctedBy: 'manager-1',
      correctedAt: at(4),
      engineSaid: { sentiment: 'negative', sentimentScore: -74, emotions: ['anger'], urgency: 'high' },
    },
  },
  { lastAction: 'exclude', excluded: { reason: 'duplicate', by: 'manager-1', at: at(5) } },
  { lastAction: 'include', excluded: undefined },
  { lastAction: 'delete', deletedAt: at(7), expiresAt: 1_796_119_620 },
  { lastAction: 'restore', deletedAt: undefined, expiresAt: undefined },
  { lastAction: 'erase', customerId: undefined, customerKey: undefined, comments: '[erased]' },
];

/** One sample of every event. */
export function sampleEvents(): (FeedbackDomainEvent | MetricsDomainEvent)[] {
  let before = first;
  const later = life.flatMap((step, index) => {
    const revision = index + 2;
    const after: StoredFeedback = {
      ...before,
      lastActor: manager,
      ...step,
      version: before.version + (step.lastAction === 'score' ? 0 : 1),
      revision,
      updatedAt: at(revision),
      lastRequestId: `req-${revision}`,
    };
    const events = feedbackEventsOf({ before, after });
    before = after;
    return events;
  });
  const drifted = numbersDrifted({ companyId: 'acme', requestId: 'req-9' }, ['2026-11']);
  return [...feedbackEventsOf({ after: first }), ...later, drifted];
}
