import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { presets } from '../kit/period.ts';
import { root } from '../root.tsx';
import { oneOf } from '../search.ts';
import { overview } from './texts/texts.ts';

export const overviewRoute = createRoute({
  getParentRoute: () => root,
  path: '/',
  staticData: { permission: 'metrics:read' },
  validateSearch: (given: Record<string, unknown>) => {
    const preset = oneOf(given['preset'], presets);
    return preset ? { preset } : {};
  },
  loader: () => overview.load(),
  component: lazyRouteComponent(() => import('./overview.tsx'), 'Overview'),
});
