import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { feedbackTexts } from '../feedback/texts/texts.ts';
import { periodIn } from '../kit/days.ts';
import { root } from '../root.tsx';
import { agentTexts } from './texts/texts.ts';

const common = {
  getParentRoute: () => root,
  staticData: { permission: 'metrics:read' },
  validateSearch: periodIn,
  loader: () => Promise.all([agentTexts.load(), feedbackTexts.load()]),
} as const;

export const mineRoute = createRoute({
  ...common,
  path: '/me',
  component: lazyRouteComponent(() => import('./agent.tsx'), 'Mine'),
});

export const agentRoute = createRoute({
  ...common,
  path: '/agents/$agentId',
  component: lazyRouteComponent(() => import('./agent.tsx'), 'Agent'),
});

export const agentRoutes = [mineRoute, agentRoute] as const;
