import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Permission } from '../../../shared/kernel/permissions.ts';
import { ruleTexts } from '../alerts/rules/texts/texts.ts';
import { customerTexts } from '../customers/texts/texts.ts';
import { feedbackTexts } from '../feedback/texts/texts.ts';
import { root } from '../root.tsx';
import { oneOf, textsIn } from '../search.ts';
import { auditTexts } from './audit/texts/texts.ts';
import { companyTexts } from './company/texts/texts.ts';
import { followUpRuleTexts } from './follow-up-rules/texts/texts.ts';
import { followUpSettingsTexts } from './follow-ups/texts/texts.ts';
import { formKeyTexts } from './form-keys/texts/texts.ts';
import { peopleTexts } from './people/texts/texts.ts';
import { integrationTexts } from './integrations/texts/texts.ts';
import { taxonomyTexts } from './taxonomy/texts/texts.ts';
import { benchmarkTexts } from './benchmarks/texts/texts.ts';
import { calendarTexts } from './calendar/texts/texts.ts';
import { goalTexts } from './goals/texts/texts.ts';
import { notificationTexts } from './notifications/texts/texts.ts';
import { privacyTexts } from './privacy/texts/texts.ts';
import { limitsTexts } from './limits/texts/texts.ts';
import { reviewSettingsTexts } from './reviews/texts/texts.ts';
import { settingsTexts } from './texts/texts.ts';
import { webhookTexts } from './webhooks/texts/texts.ts';

const frame = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  loader: () => settingsTexts.load(),
  component: lazyRouteComponent(() => import('./settings-frame.tsx'), 'SettingsFrame'),
});

const index = createRoute({
  getParentRoute: () => frame,
  path: '/',
  component: lazyRouteComponent(() => import('./settings-index.tsx'), 'SettingsIndex'),
});

const open = (permission: Permission) => ({ getParentRoute: () => frame, staticData: { permission } });

const company = createRoute({
  ...open('settings:read'),
  path: '/company',
  loader: () => companyTexts.load(),
  component: lazyRouteComponent(() => import('./company/company-settings.tsx'), 'CompanySettings'),
});

export const peopleRoute = createRoute({
  ...open('settings:read'),
  path: '/people',
  validateSearch: (given: Record<string, unknown>) => textsIn(given, ['q', 'role', 'open']),
  loader: () => peopleTexts.load(),
  component: lazyRouteComponent(() => import('./people/people.tsx'), 'People'),
});

const formKeys = createRoute({
  ...open('settings:read'),
  path: '/form-keys',
  loader: () => formKeyTexts.load(),
  component: lazyRouteComponent(() => import('./form-keys/form-keys.tsx'), 'FormKeys'),
});

export const auditRoute = createRoute({
  ...open('audit:read'),
  path: '/audit',
  validateSearch: (given: Record<string, unknown>) => textsIn(given, ['month', 'actorId', 'recordId']),
  loader: () => auditTexts.load(),
  component: lazyRouteComponent(() => import('./audit/audit.tsx'), 'Audit'),
});

const webhookStatuses = ['enabled', 'paused', 'disabled'] as const;

export const webhooksRoute = createRoute({
  ...open('webhooks:read'),
  path: '/webhooks',
  validateSearch: (given: Record<string, unknown>) => {
    const status = oneOf(given['status'], webhookStatuses);
    return status ? { status } : {};
  },
  loader: () => webhookTexts.load(),
  component: lazyRouteComponent(() => import('./webhooks/webhooks.tsx'), 'Webhooks'),
});

const deliveryStates = ['waiting', 'sending', 'delivered', 'failed', 'skipped'] as const;

export const webhookRoute = createRoute({
  ...open('webhooks:read'),
  path: '/webhooks/$endpointId',
  validateSearch: (given: Record<string, unknown>) => {
    const state = oneOf(given['state'], deliveryStates);
    const known: Partial<Record<'type' | 'open', string>> = textsIn(given, ['type', 'open']);
    return { ...known, ...(state && { state }) };
  },
  loader: () => webhookTexts.load(),
  component: lazyRouteComponent(() => import('./webhooks/webhook-page.tsx'), 'WebhookPage'),
});

export const integrationsRoute = createRoute({
  getParentRoute: () => frame,
  path: '/integrations',
  validateSearch: (given: Record<string, unknown>) => textsIn(given, ['hook', 'tracker']),
  loader: () => Promise.all([integrationTexts.load(), webhookTexts.load()]),
  component: lazyRouteComponent(() => import('./integrations/integrations.tsx'), 'Integrations'),
});

const taxonomy = createRoute({
  ...open('analysis:read'),
  path: '/taxonomy',
  loader: () => taxonomyTexts.load(),
  component: lazyRouteComponent(() => import('./taxonomy/taxonomy.tsx'), 'Taxonomy'),
});

export const calendarRoute = createRoute({
  ...open('settings:read'),
  path: '/calendar',
  validateSearch: (given: Record<string, unknown>) => textsIn(given, ['open']),
  loader: () => calendarTexts.load(),
  component: lazyRouteComponent(() => import('./calendar/calendars.tsx'), 'Calendars'),
});

const followUpSettings = createRoute({
  ...open('workflow:read'),
  path: '/follow-ups',
  loader: () => Promise.all([followUpSettingsTexts.load(), feedbackTexts.load()]),
  component: lazyRouteComponent(() => import('./follow-ups/follow-up-settings.tsx'), 'FollowUpSettings'),
});

export const followUpRulesRoute = createRoute({
  ...open('workflow:read'),
  path: '/follow-up-rules',
  validateSearch: (given: Record<string, unknown>) => textsIn(given, ['open']),
  loader: () => Promise.all([followUpRuleTexts.load(), ruleTexts.load(), feedbackTexts.load()]),
  component: lazyRouteComponent(() => import('./follow-up-rules/follow-up-rules.tsx'), 'FollowUpRules'),
});

const reviewSettings = createRoute({
  ...open('workflow:read'),
  path: '/reviews',
  loader: () => Promise.all([reviewSettingsTexts.load(), ruleTexts.load()]),
  component: lazyRouteComponent(() => import('./reviews/review-settings.tsx'), 'ReviewSettings'),
});

const limits = createRoute({
  ...open('settings:read'),
  path: '/limits',
  loader: () => Promise.all([limitsTexts.load(), customerTexts.load()]),
  component: lazyRouteComponent(() => import('./limits/limits.tsx'), 'Limits'),
});

const notifications = createRoute({
  getParentRoute: () => frame,
  path: '/notifications',
  loader: () => notificationTexts.load(),
  component: lazyRouteComponent(() => import('./notifications/notifications.tsx'), 'Notifications'),
});

export const benchmarksRoute = createRoute({
  ...open('metrics:read'),
  path: '/benchmarks',
  validateSearch: (given: Record<string, unknown>) => textsIn(given, ['open']),
  loader: () => benchmarkTexts.load(),
  component: lazyRouteComponent(() => import('./benchmarks/benchmarks.tsx'), 'Benchmarks'),
});

export const goalsRoute = createRoute({
  ...open('metrics:read'),
  path: '/goals',
  validateSearch: (given: Record<string, unknown>) => {
    const which = oneOf(given['open'], ['true', 'false'] as const);
    const known: Partial<Record<'goal', string>> = textsIn(given, ['goal']);
    return { ...known, ...(which && { open: which }) };
  },
  loader: () => goalTexts.load(),
  component: lazyRouteComponent(() => import('./goals/goals.tsx'), 'Goals'),
});

const requestTypes = [
  'access',
  'portability',
  'rectification',
  'erasure',
  'restriction',
  'objection',
  'opt_out_of_sale',
] as const;
const requestStatuses = ['received', 'verified', 'in_progress', 'waiting', 'completed', 'rejected'] as const;

export type RequestSearch = {
  type?: (typeof requestTypes)[number];
  status?: (typeof requestStatuses)[number];
  overdue?: 'true';
};

export const privacyRoute = createRoute({
  ...open('surveys:read'),
  path: '/privacy',
  validateSearch: (given: Record<string, unknown>): RequestSearch & Partial<Record<'email', string>> => {
    const type = oneOf(given['type'], requestTypes);
    const status = oneOf(given['status'], requestStatuses);
    const overdue = oneOf(given['overdue'], ['true'] as const);
    return {
      ...textsIn(given, ['email']),
      ...(type && { type }),
      ...(status && { status }),
      ...(overdue && { overdue }),
    };
  },
  loader: () => privacyTexts.load(),
  component: lazyRouteComponent(() => import('./privacy/privacy.tsx'), 'Privacy'),
});

export const requestRoute = createRoute({
  ...open('privacy:write'),
  path: '/privacy/requests/$requestId',
  loader: () => privacyTexts.load(),
  component: lazyRouteComponent(() => import('./privacy/request-page.tsx'), 'RequestPage'),
});

export const settingsRoute = frame.addChildren([
  index,
  company,
  peopleRoute,
  formKeys,
  auditRoute,
  webhooksRoute,
  webhookRoute,
  integrationsRoute,
  taxonomy,
  calendarRoute,
  followUpSettings,
  followUpRulesRoute,
  reviewSettings,
  limits,
  notifications,
  benchmarksRoute,
  goalsRoute,
  privacyRoute,
  requestRoute,
]);
