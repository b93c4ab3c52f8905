import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { feedbackTexts } from '../feedback/texts/texts.ts';
import { type Period, periodIn } from '../kit/days.ts';
import { metricTexts } from '../metrics/texts/texts.ts';
import { root } from '../root.tsx';
import { textsIn } from '../search.ts';
import { teamTexts } from './texts/texts.ts';

export type TeamSearch = Period & { teamId?: string | undefined; sort?: string | undefined };

export const teamRoute = createRoute({
  getParentRoute: () => root,
  path: '/team',
  staticData: { permission: 'metrics:read' },
  validateSearch: (given: Record<string, unknown>): TeamSearch => ({
    ...periodIn(given),
    ...textsIn(given, ['teamId', 'sort']),
  }),
  loader: () => Promise.all([teamTexts.load(), metricTexts.load(), feedbackTexts.load()]),
  component: lazyRouteComponent(() => import('./team.tsx'), 'Team'),
});
