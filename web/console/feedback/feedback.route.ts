import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root.tsx';
import { textsIn } from '../search.ts';
import { filters } from './filters.ts';
import { feedbackTexts } from './texts/texts.ts';

/** Instead of filters: the records behind a number, as the number itself says. */
const ofNumber = ['metric', 'by', 'key', 'part', 'variant'] as const;

export const listRoute = createRoute({
  getParentRoute: () => root,
  path: '/feedback',
  staticData: { permission: 'feedback:read' },
  validateSearch: (given: Record<string, unknown>) => textsIn(given, [...filters, ...ofNumber, 'open']),
  loader: () => feedbackTexts.load(),
  component: lazyRouteComponent(() => import('./feedback-list.tsx'), 'FeedbackList'),
});

export const recordRoute = createRoute({
  getParentRoute: () => root,
  path: '/feedback/$feedbackId',
  staticData: { permission: 'feedback:read' },
  loader: () => feedbackTexts.load(),
  component: lazyRouteComponent(() => import('./feedback-page.tsx'), 'FeedbackPage'),
});

export const feedbackRoutes = [listRoute, recordRoute] as const;
export type FeedbackSearch = ReturnType<typeof listRoute.useSearch>;
