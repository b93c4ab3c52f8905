import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root.tsx';
import { oneOf, textsIn } from '../search.ts';
import { initiativeTexts } from './texts/texts.ts';

export const statuses = ['planned', 'in_progress', 'shipped', 'wont_do'] as const;
export const orders = ['newest', 'voices'] as const;

export type InitiativeSearch = {
  status?: (typeof statuses)[number];
  order?: (typeof orders)[number];
  q?: string;
};

const listRoute = createRoute({
  getParentRoute: () => root,
  path: '/initiatives',
  staticData: { permission: 'workflow:read' },
  validateSearch: (given: Record<string, unknown>): InitiativeSearch => {
    const status = oneOf(given['status'], statuses);
    const order = oneOf(given['order'], orders);
    const { q } = textsIn(given, ['q']);
    return { ...(status && { status }), ...(order && { order }), ...(q && { q }) };
  },
  loader: () => initiativeTexts.load(),
  component: lazyRouteComponent(() => import('./initiative-list.tsx'), 'InitiativeList'),
});

const oneRoute = createRoute({
  getParentRoute: () => root,
  path: '/initiatives/$initiativeId',
  staticData: { permission: 'workflow:read' },
  loader: () => initiativeTexts.load(),
  component: lazyRouteComponent(() => import('./initiative-page.tsx'), 'InitiativePage'),
});

export const initiativeRoutes = [listRoute, oneRoute] as const;
