import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { filters } from '../feedback/filters.ts';
import { feedbackTexts } from '../feedback/texts/texts.ts';
import { root } from '../root.tsx';
import { textsIn } from '../search.ts';
import { jobsTexts } from './texts/texts.ts';

/** `open` names the job that is shown beside the list. */
export const jobsRoute = createRoute({
  getParentRoute: () => root,
  path: '/jobs',
  staticData: { permission: 'exports:write' },
  validateSearch: (given: Record<string, unknown>) => textsIn(given, ['open']),
  loader: () => jobsTexts.load(),
  component: lazyRouteComponent(() => import('./job-list.tsx'), 'JobList'),
});

/** Filters of the list of feedback come along, so that what somebody looks at is what they get. */
export const newExportRoute = createRoute({
  getParentRoute: () => root,
  path: '/exports/new',
  staticData: { permission: 'exports:write' },
  validateSearch: (given: Record<string, unknown>) => textsIn(given, ['resource', ...filters]),
  loader: () => Promise.all([jobsTexts.load(), feedbackTexts.load()]),
  component: lazyRouteComponent(() => import('./new-export.tsx'), 'NewExport'),
});

/** How far an import is: a file that was sent, or the job that it became. */
export const newImportRoute = createRoute({
  getParentRoute: () => root,
  path: '/imports/new',
  staticData: { permission: 'imports:write' },
  validateSearch: (given: Record<string, unknown>) => textsIn(given, ['upload', 'job', 'resource']),
  loader: () => jobsTexts.load(),
  component: lazyRouteComponent(() => import('./new-import.tsx'), 'NewImport'),
});

export const jobScreens = [jobsRoute, newExportRoute, newImportRoute] as const;
