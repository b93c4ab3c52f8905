import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { presets } from '../../../shared/dashboard/preset.ts';
import { root } from '../root.tsx';
import { oneOf } from '../search.ts';
import { ownOnly } from '../session/me.ts';
import { overview } from './texts/texts.ts';

export const overviewRoute = createRoute({
  getParentRoute: () => root,
  path: '/',
  staticData: { permission: 'metrics:read' },
  validateSearch: (given: Record<string, unknown>) => {
    const preset = oneOf(given['preset'], presets);
    return preset ? { preset } : {};
  },
  // Not for agents: theirs is the screen of their own ratings.
  beforeLoad: () => {
    if (ownOnly()) throw redirect({ to: '/me', replace: true });
  },
  loader: () => overview.load(),
  component: lazyRouteComponent(() => import('./overview.tsx'), 'Overview'),
});
