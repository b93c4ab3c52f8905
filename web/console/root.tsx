import { createRootRoute } from '@tanstack/react-router';
import type { Permission } from '../../shared/kernel/permissions.ts';
import { Page } from './kit/page.tsx';
import { Problem } from './kit/states.tsx';
import { Shell } from './shell/shell.tsx';
import { texts } from './texts/console.ts';

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** What opens the screen, any one of several; whoever lacks it is told so, and sees no way to it. */
    permission?: Permission | readonly Permission[];
  }
}

/** What every screen stands in. Each noun's `<noun>.route.ts` adds its screens below. */
export const root = createRootRoute({
  component: Shell,
  notFoundComponent: () => (
    <Page title={texts().notFound}>
      <span />
    </Page>
  ),
  errorComponent: ({ error }) => <Problem error={error} />,
});
