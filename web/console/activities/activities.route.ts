import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root.tsx';
import { oneOf, textsIn } from '../search.ts';
import { activityTexts } from './texts/texts.ts';

export const activityTypes = ['call', 'email', 'meeting', 'task', 'follow_up', 'visit', 'appointment'] as const;
const views = ['open', 'overdue', 'done'] as const;

export type ActivitySearch = {
  /** What is still to be done, unless said. */
  view?: (typeof views)[number];
  type?: (typeof activityTypes)[number];
  ownerId?: string;
};

export const listRoute = createRoute({
  getParentRoute: () => root,
  path: '/activities',
  staticData: { permission: 'activities:read' },
  validateSearch: (given: Record<string, unknown>): ActivitySearch => {
    const view = oneOf(given['view'], views);
    const type = oneOf(given['type'], activityTypes);
    return { ...textsIn(given, ['ownerId']), ...(view && { view }), ...(type && { type }) };
  },
  loader: () => activityTexts.load(),
  component: lazyRouteComponent(() => import('./activity-list.tsx'), 'ActivityList'),
});

export const activityScreens = [listRoute] as const;
