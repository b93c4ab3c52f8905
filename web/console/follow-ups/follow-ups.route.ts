import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { feedbackTexts } from '../feedback/texts/texts.ts';
import { root } from '../root.tsx';
import { oneOf, textsIn } from '../search.ts';
import { followUpTexts } from './texts/texts.ts';

export const states = ['open', 'pending', 'in_progress', 'resolved', 'no_action', 'closed'] as const;
export const urgencies = ['critical', 'high', 'normal', 'low'] as const;

export const followUpsRoute = createRoute({
  getParentRoute: () => root,
  path: '/follow-ups',
  staticData: { permission: 'workflow:read' },
  validateSearch: (given: Record<string, unknown>) => {
    const { open, assignedTo } = textsIn(given, ['open', 'assignedTo']);
    const view = oneOf(given['view'], ['board'] as const);
    const status = oneOf(given['status'], states);
    const urgency = oneOf(given['urgency'], urgencies);
    const overdue = oneOf(String(given['overdue']), ['true'] as const);
    return {
      ...(view && { view }),
      ...(status && { status }),
      ...(urgency && { urgency }),
      ...(overdue && { overdue }),
      ...(assignedTo && { assignedTo }),
      ...(open && { open }),
    };
  },
  loader: () => Promise.all([followUpTexts.load(), feedbackTexts.load()]),
  component: lazyRouteComponent(() => import('./follow-ups.tsx'), 'FollowUps'),
});

export type FollowUpSearch = ReturnType<typeof followUpsRoute.useSearch>;
