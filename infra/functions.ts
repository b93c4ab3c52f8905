import type { FilesBeside, Needs } from '../events/define.ts';
import { activityRoutes } from '../shared/activity/activity.routes.ts';
import { accessRoutes } from '../shared/access/access.routes.ts';
import { analysisRoutes } from '../shared/analysis/analysis.routes.ts';
import { analysisJobRoutes } from '../shared/analysis-job/analysis-job.routes.ts';
import { analyticsRoutes } from '../shared/analytics/analytics.routes.ts';
import { alertRuleRoutes } from '../shared/alert-rule/alert-rule.routes.ts';
import { benchmarkRoutes } from '../shared/benchmark/benchmark.routes.ts';
import { placesFiles } from '../shared/address/known-places.ts';
import { alertRoutes } from '../shared/alert/alert.routes.ts';
import { auditRoutes } from '../shared/audit/audit.routes.ts';
import { calendarLinkRoutes } from '../shared/calendar-link/calendar-link.routes.ts';
import { calendarRoutes } from '../shared/calendar/calendar.routes.ts';
import { settingsRoutes } from '../shared/company/settings.routes.ts';
import { consentRoutes } from '../shared/consent/consent.routes.ts';
import { contactRoutes } from '../shared/contact/contact.routes.ts';
import { crmSettingsRoutes } from '../shared/crm-settings/crm-settings.routes.ts';
import { addressRoutes } from '../shared/customer/address.routes.ts';
import { limitsRoutes } from '../shared/limits/limits.routes.ts';
import { customerRoutes } from '../shared/customer/customer.routes.ts';
import { customerViewRoutes } from '../shared/customer-view/customer-view.routes.ts';
import { recordRoutes } from '../shared/feedback/feedback.routes.ts';
import { intakeRoutes } from '../shared/feedback/intake.routes.ts';
import { followUpRoutes, recordFollowUpRoutes } from '../shared/follow-up/follow-up.routes.ts';
import { followUpRuleRoutes } from '../shared/follow-up-rule/follow-up-rule.routes.ts';
import { formRoutes } from '../shared/form/form.routes.ts';
import { goalRoutes } from '../shared/goal/goal.routes.ts';
import type { Contract } from '../shared/http/contract.ts';
import type { Area } from '../shared/kernel/areas.ts';
import { JOB_QUEUE, RENDER_QUEUE, SEND_QUEUE, WEBHOOK_QUEUE } from '../shared/kernel/queue-variable.ts';
import { hookInboundRoutes, hookRoutes } from '../shared/hook/hook.routes.ts';
import { handOverRoutes } from '../shared/hand-over/hand-over.routes.ts';
import { duplicateRoutes } from '../shared/duplicate/duplicate.routes.ts';
import { mergeRoutes } from '../shared/merge/merge.routes.ts';
import { householdRoutes } from '../shared/household/household.routes.ts';
import { feedbackImportRoutes, importRoutes } from '../shared/import/import.routes.ts';
import { initiativeRoutes } from '../shared/initiative/initiative.routes.ts';
import { jobRoutes } from '../shared/job/job.routes.ts';
import { publicPageRoutes } from '../shared/initiative/public-page.routes.ts';
import { loopRoutes, loopSettingsRoutes, receiptRoutes } from '../shared/initiative/loop.routes.ts';
import { changesRoutes } from '../shared/journal/changes.routes.ts';
import { exportRoutes } from '../shared/export/export.routes.ts';
import { metricComparisonRoutes } from '../shared/metric-comparison/metric-comparison.routes.ts';
import { metricsRoutes } from '../shared/metrics/metrics.routes.ts';
import { mutePageRoutes } from '../shared/notification/mute-page.routes.ts';
import { notificationRoutes } from '../shared/notification/notification.routes.ts';
import { addressPageRoutes } from '../shared/outside-address/address-page.routes.ts';
import { outsideAddressRoutes } from '../shared/outside-address/outside-address.routes.ts';
import { peopleRoutes } from '../shared/people/people.routes.ts';
import { policyRoutes } from '../shared/policy/policy.routes.ts';
import { praiseRoutes } from '../shared/praise/praise.routes.ts';
import { privacyRoutes } from '../shared/privacy/privacy.routes.ts';
import { purchaseRoutes } from '../shared/purchase/purchase.routes.ts';
import { similarityRoutes } from '../shared/similarity/similarity.routes.ts';
import { reportPageRoutes } from '../shared/report-delivery/report-page.routes.ts';
import { reportPreviewRoutes } from '../shared/report-run/preview.routes.ts';
import { reportRunRoutes } from '../shared/report-run/run.routes.ts';
import { boardRoutes } from '../shared/board/board.routes.ts';
import { relationRoutes } from '../shared/relation/relation.routes.ts';
import { reportRoutes } from '../shared/report/report.routes.ts';
import { reviewRoutes, reviewSettingsRoutes } from '../shared/review/review.routes.ts';
import { reviewSampleRoutes } from '../shared/review-sample/review-sample.routes.ts';
import { statusRoutes } from '../shared/status/status.routes.ts';
import { messageDecisionRoutes } from '../shared/survey/message-decision.routes.ts';
import { surveyRoutes } from '../shared/survey/survey.routes.ts';
import { preferencePageRoutes } from '../shared/preference-page/preference-page.routes.ts';
import { surveyPageRoutes } from '../shared/answering/survey-page.routes.ts';
import { surveyTemplateRoutes } from '../shared/survey-template/survey-template.routes.ts';
import { systemRoutes } from '../shared/system.routes.ts';
import { dashboardRoutes } from '../shared/dashboard/dashboard.routes.ts';
import { emergingRoutes } from '../shared/emerging/emerging.routes.ts';
import { taxonomyRoutes } from '../shared/taxonomy/taxonomy.routes.ts';
import { trackerInboundRoutes, trackerRoutes } from '../shared/tracker/tracker.routes.ts';
import { translationRoutes } from '../shared/translation/translation.routes.ts';
import { recordTriageRoutes, triageRoutes } from '../shared/triage/triage.routes.ts';
import { scoreRoutes } from '../shared/score/score.routes.ts';
import { documentPageRoutes } from '../shared/document/document-page.routes.ts';
import { documentRoutes } from '../shared/document/document.routes.ts';
import { vehicleRoutes } from '../shared/vehicle/vehicle.routes.ts';
import { viewRoutes } from '../shared/view/view.routes.ts';
import { webhookRoutes } from '../shared/webhook/webhook.routes.ts';
import { printingFiles } from '../web/report/printing-files.ts';

/** One deployed function behind the API. */
export type HttpFunction = {
  /** The stack that it is in. */
  area: Area;
  /** What it answers; `functions/<name>/handler.ts` binds the verbs. Nouns that share their needs share a function. */
  serves: readonly Contract[];
  /** What it may reach, and nothing else. */
  needs: Needs;
  /** 512 unless given. */
  memoryMb?: number;
  files?: FilesBeside;
  /** Contracts whose operations are routes of the gateway one by one, beside those of the function that serves their noun. */
  apart?: readonly Contract[];
  /**
   * Contracts among them whose paths lie below nouns of other functions, or above a public path: a path comes here with
   * all its methods.
   */
  below?: readonly Contract[];
};

/** Partition keys of all that taking a piece of feedback in touches. */
const feedbackKeys = ['c#*#fb#*', 'c#*#cal', 'c#*#idem#*', 'sys#companies'] as const;

/**
 * What is deployed behind the API, by the function's name. A contract's `resource` is a noun of the API; which function
 * serves it is said here alone.
 */
export const functions = {
  system: { area: 'platform', serves: [systemRoutes], needs: {} },
  intake: {
    area: 'voice',
    serves: [intakeRoutes],
    apart: [intakeRoutes],
    needs: {
      table: 'write',
      keys: [...feedbackKeys, 'c#*#xid#*', 'c#*#bulk', 'c#*#queue#*', 'c#*#role', 'sys#pulse', 'sys#pulse#*'],
    },
  },
  feedback: { area: 'voice', serves: [recordRoutes], needs: { table: 'write', secret: true } },
  access: {
    area: 'platform',
    // Views beside `/me`: the console asks for both at once, and this function is warm then.
    serves: [accessRoutes, notificationRoutes, viewRoutes],
    needs: {
      table: 'write',
      keys: [
        'c#*#ntf',
        'c#*#role',
        'c#*#set',
        'c#*#thr',
        'c#*#usr',
        'c#*#vew',
        'c#*#vew-names',
        'c#*#idem#*',
        'sys#companies',
      ],
      secret: true,
    },
  },
  people: {
    area: 'platform',
    serves: [peopleRoutes, outsideAddressRoutes],
    needs: {
      table: 'write',
      keys: ['c#*#role', 'c#*#set', 'c#*#usr', 'c#*#oad', 'c#*#idem#*', 'sys#companies'],
      secret: true,
    },
  },
  settings: {
    area: 'platform',
    serves: [settingsRoutes],
    needs: {
      table: 'write',
      keys: ['c#*#set', 'c#*#tax', 'c#*#fk', 'c#*#idem#*', 'c#*#role', 'sys#form#*', 'sys#companies'],
    },
  },
  metrics: { area: 'insight', serves: [metricsRoutes], needs: { table: 'read', bus: true, secret: true } },
  insight: {
    area: 'insight',
    serves: [analyticsRoutes, dashboardRoutes, metricComparisonRoutes],
    below: [metricComparisonRoutes],
    needs: { table: 'write', secret: true, sendsTo: [JOB_QUEUE] },
  },
  audit: { area: 'platform', serves: [auditRoutes, changesRoutes], needs: { table: 'read', secret: true } },
  form: { area: 'voice', serves: [formRoutes], needs: { table: 'write', keys: [...feedbackKeys, 'sys#form#*'] } },
  survey: { area: 'voice', serves: [surveyRoutes, messageDecisionRoutes], needs: { table: 'write', secret: true } },
  'survey-template': {
    area: 'voice',
    serves: [surveyTemplateRoutes],
    needs: { table: 'write', secret: true, mailDomain: true },
  },
  'survey-page': {
    area: 'voice',
    serves: [surveyPageRoutes, preferencePageRoutes, mutePageRoutes, addressPageRoutes, publicPageRoutes],
    needs: { table: 'write', secret: true, ses: true },
  },
  status: {
    area: 'platform',
    serves: [statusRoutes, jobRoutes],
    needs: { table: 'write', sendsTo: [JOB_QUEUE], secret: true },
  },
  'analysis-admin': {
    area: 'voice',
    serves: [analysisRoutes, taxonomyRoutes, analysisJobRoutes, emergingRoutes, reviewSampleRoutes, translationRoutes],
    below: [translationRoutes],
    needs: { table: 'write', secret: true, translate: true, sendsTo: [JOB_QUEUE] },
  },
  webhook: {
    area: 'platform',
    serves: [webhookRoutes, trackerRoutes, trackerInboundRoutes, handOverRoutes],
    // No public path lies below a greedy one.
    below: [trackerRoutes, trackerInboundRoutes],
    needs: { table: 'write', secret: true, publicUrl: true, sendsTo: [WEBHOOK_QUEUE, JOB_QUEUE] },
  },
  initiative: {
    area: 'voice',
    serves: [initiativeRoutes, loopRoutes, loopSettingsRoutes, receiptRoutes],
    below: [loopSettingsRoutes, receiptRoutes],
    needs: { table: 'write', secret: true, sendsTo: [JOB_QUEUE] },
  },
  'follow-up': {
    area: 'care',
    serves: [
      followUpRoutes,
      recordFollowUpRoutes,
      followUpRuleRoutes,
      triageRoutes,
      recordTriageRoutes,
      similarityRoutes,
      reviewRoutes,
      reviewSettingsRoutes,
    ],
    below: [recordFollowUpRoutes, recordTriageRoutes, similarityRoutes, reviewSettingsRoutes],
    needs: { table: 'write', secret: true, sendsTo: [JOB_QUEUE] },
  },
  integration: {
    area: 'insight',
    serves: [exportRoutes, importRoutes, feedbackImportRoutes, hookRoutes, hookInboundRoutes],
    below: [feedbackImportRoutes],
    needs: { table: 'write', secret: true, sendsTo: [JOB_QUEUE], files: 'write' },
    // Previews read workbooks, and find addresses of customers.
    memoryMb: 1_024,
    files: placesFiles,
  },
  report: {
    area: 'insight',
    serves: [reportRoutes, reportRunRoutes, boardRoutes, goalRoutes, benchmarkRoutes, praiseRoutes],
    needs: { table: 'write', secret: true, files: 'read', sendsTo: [RENDER_QUEUE, SEND_QUEUE] },
  },
  // Apart from the others: it alone carries the programs and fonts of printing.
  'report-preview': {
    area: 'insight',
    serves: [reportPreviewRoutes],
    below: [reportPreviewRoutes],
    needs: { table: 'read', secret: true },
    memoryMb: 1_536,
    files: printingFiles,
  },
  'report-pages': {
    area: 'insight',
    // Public pages that lead to files.
    serves: [reportPageRoutes, documentPageRoutes],
    needs: { table: 'write', secret: true, files: 'read', documents: 'read' },
  },
  // Apart from the others: it alone reads phone numbers and knows places.
  customer: {
    area: 'crm',
    serves: [
      customerRoutes,
      addressRoutes,
      customerViewRoutes,
      consentRoutes,
      contactRoutes,
      relationRoutes,
      householdRoutes,
      duplicateRoutes,
      mergeRoutes,
      crmSettingsRoutes,
      limitsRoutes,
      privacyRoutes,
      policyRoutes,
      scoreRoutes,
    ],
    below: [crmSettingsRoutes, limitsRoutes],
    needs: { table: 'write', secret: true, sendsTo: [JOB_QUEUE], files: 'read', documents: 'write' },
    files: placesFiles,
  },
  purchase: {
    area: 'crm',
    serves: [purchaseRoutes, vehicleRoutes, activityRoutes, calendarLinkRoutes],
    below: [calendarLinkRoutes],
    needs: { table: 'write', secret: true, ses: true },
  },
  // Apart from the others: it alone gives forms for the files of documents, and links to them to whoever is signed in.
  document: {
    area: 'crm',
    serves: [documentRoutes],
    needs: { table: 'write', secret: true, documents: 'write' },
  },
  calendar: { area: 'platform', serves: [calendarRoutes], needs: { table: 'write' } },
  // With what follows from numbers: the stack of feedback has little room left.
  alert: {
    area: 'insight',
    serves: [alertRoutes, alertRuleRoutes],
    needs: { table: 'write', secret: true, sendsTo: [JOB_QUEUE] },
  },
} as const satisfies Record<string, HttpFunction>;
