import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { periodIn } from '../kit/days.ts';
import { reportsTexts } from '../reports/texts/texts.ts';
import { root } from '../root.tsx';
import { textsIn } from '../search.ts';
import { boardTexts } from './texts/texts.ts';

const common = {
  getParentRoute: () => root,
  staticData: { permission: 'metrics:read' },
  // Tiles are the blocks of reports, and are said in the same words.
  loader: () => Promise.all([boardTexts, reportsTexts].map((texts) => texts.load())),
} as const;

const listRoute = createRoute({
  ...common,
  path: '/boards',
  component: lazyRouteComponent(() => import('./board-list.tsx'), 'BoardList'),
});

/** `preset`, or `from` with `to`: another period than the board's own, for whoever has this address. */
export const boardRoute = createRoute({
  ...common,
  path: '/boards/$boardId',
  validateSearch: (given: Record<string, unknown>) => {
    const { from, to } = periodIn(given);
    return from && to ? { from, to } : textsIn(given, ['preset']);
  },
  component: lazyRouteComponent(() => import('./board-page.tsx'), 'BoardPage'),
});

export const editBoardRoute = createRoute({
  ...common,
  path: '/boards/$boardId/edit',
  component: lazyRouteComponent(() => import('./board-editor.tsx'), 'BoardEditor'),
});

export const boardScreens = [listRoute, boardRoute, editBoardRoute] as const;
