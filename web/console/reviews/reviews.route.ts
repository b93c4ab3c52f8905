import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { feedbackTexts } from '../feedback/texts/texts.ts';
import { root } from '../root.tsx';
import { oneOf } from '../search.ts';
import { triageTexts } from '../triage/texts/texts.ts';
import { reviewTexts } from './texts/texts.ts';

export const kinds = ['weekly', 'monthly', 'quarterly'] as const;
export type Kind = (typeof kinds)[number];

const listRoute = createRoute({
  getParentRoute: () => root,
  path: '/reviews',
  staticData: { permission: 'workflow:read' },
  validateSearch: (given: Record<string, unknown>): { kind?: Kind } => {
    const kind = oneOf(given['kind'], kinds);
    return kind ? { kind } : {};
  },
  loader: () => reviewTexts.load(),
  component: lazyRouteComponent(() => import('./review-list.tsx'), 'ReviewList'),
});

const oneRoute = createRoute({
  getParentRoute: () => root,
  path: '/reviews/$reviewId',
  staticData: { permission: 'workflow:read' },
  loader: () => Promise.all([reviewTexts.load(), triageTexts.load(), feedbackTexts.load()]),
  component: lazyRouteComponent(() => import('./review-page.tsx'), 'ReviewPage'),
});

export const reviewScreens = [listRoute, oneRoute] as const;
