import type { Needs } from '../events/define.ts';
import { auditRoutes } from '../shared/audit/audit.routes.ts';
import { settingsRoutes } from '../shared/company/settings.routes.ts';
import { recordRoutes } from '../shared/feedback/feedback.routes.ts';
import { intakeRoutes } from '../shared/feedback/intake.routes.ts';
import { formRoutes } from '../shared/form/form.routes.ts';
import type { Contract } from '../shared/http/contract.ts';
import { initiativeRoutes } from '../shared/initiative/initiative.routes.ts';
import { metricsRoutes } from '../shared/metrics/metrics.routes.ts';
import { statusRoutes } from '../shared/status/status.routes.ts';
import { surveyRoutes } from '../shared/survey/survey.routes.ts';
import { surveyPageRoutes } from '../shared/answering/survey-page.routes.ts';
import { surveyTemplateRoutes } from '../shared/survey/survey-template.routes.ts';
import { systemRoutes } from '../shared/system.routes.ts';

/** One deployed function behind the API. */
export type HttpFunction = {
  /** What it answers; `functions/<name>/handler.ts` binds the verbs. */
  serves: Contract;
  /** What it may reach, and nothing else. */
  needs: Needs;
};

/** Partition keys of all that taking a piece of feedback in touches. */
const feedbackKeys = ['c#*#fb#*', 'c#*#cal', 'c#*#idem#*', 'sys#companies'] as const;

/**
 * What is deployed behind the API, by the function's name. A contract's `resource` is a noun of the API; which function
 * serves it is said here alone.
 */
export const functions = {
  system: { serves: systemRoutes, needs: {} },
  intake: {
    serves: intakeRoutes,
    needs: { table: 'write', keys: [...feedbackKeys, 'c#*#xid#*', 'c#*#bulk', 'sys#pulse', 'sys#pulse#*'] },
  },
  feedback: { serves: recordRoutes, needs: { table: 'write', secret: true } },
  settings: { serves: settingsRoutes, needs: { table: 'write', secret: true } },
  metrics: { serves: metricsRoutes, needs: { table: 'read', bus: true, secret: true } },
  audit: { serves: auditRoutes, needs: { table: 'read', secret: true } },
  form: { serves: formRoutes, needs: { table: 'write', keys: [...feedbackKeys, 'sys#form#*'] } },
  survey: { serves: surveyRoutes, needs: { table: 'write', secret: true } },
  'survey-template': { serves: surveyTemplateRoutes, needs: { table: 'write', secret: true, mailDomain: true } },
  'survey-page': { serves: surveyPageRoutes, needs: { table: 'write', secret: true, ses: true } },
  status: { serves: statusRoutes, needs: { table: 'write' } },
  initiative: { serves: initiativeRoutes, needs: { table: 'write', secret: true } },
} as const satisfies Record<string, HttpFunction>;
