import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root.tsx';
import { textsIn } from '../search.ts';
import { feedbackTexts } from './texts/texts.ts';

/** Filters of the list, by the names that the API gives them. */
export const filters = [
  'q',
  'from',
  'to',
  'source',
  'type',
  'category',
  'subcategory',
  'theme',
  'tag',
  'sentiment',
  'emotion',
  'urgency',
  'language',
  'agentId',
  'teamId',
  'segment',
  'tier',
  'customerId',
  'scoreMetric',
  'templateId',
  'triage',
  'initiativeId',
  'followUp',
  'excluded',
  'hasText',
] as const;

/** Instead of filters: the records behind a number, as the number itself says. */
const ofNumber = ['metric', 'by', 'key', 'part', 'variant'] as const;

const listRoute = createRoute({
  getParentRoute: () => root,
  path: '/feedback',
  staticData: { permission: 'feedback:read' },
  validateSearch: (given: Record<string, unknown>) => textsIn(given, [...filters, ...ofNumber, 'open']),
  loader: () => feedbackTexts.load(),
  component: lazyRouteComponent(() => import('./feedback-list.tsx'), 'FeedbackList'),
});

const recordRoute = createRoute({
  getParentRoute: () => root,
  path: '/feedback/$feedbackId',
  staticData: { permission: 'feedback:read' },
  loader: () => feedbackTexts.load(),
  component: lazyRouteComponent(() => import('./feedback-page.tsx'), 'FeedbackPage'),
});

export const feedbackRoutes = [listRoute, recordRoute] as const;
export type FeedbackSearch = ReturnType<typeof listRoute.useSearch>;
