import { Page } from '../../kit/page.tsx';
import { may } from '../../session/me.ts';
import { settingsTexts } from '../texts/texts.ts';
import { Hooks } from './hooks.tsx';
import { integrationTexts } from './texts/texts.ts';
import { Trackers } from './trackers.tsx';

/** Where others send to us, and work lists outside. */
export const Integrations = () => (
  <Page title={settingsTexts().names.integrations} about={integrationTexts().about}>
    {may('imports:write') && <Hooks />}
    {may('webhooks:read') && <Trackers />}
  </Page>
);
