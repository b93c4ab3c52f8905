import { Page } from '../../kit/page.tsx';
import { may } from '../../session/me.ts';
import { settingsTexts } from '../texts/texts.ts';
import { privacyRoute } from '../settings.route.ts';
import { Preferences } from './preferences.tsx';
import { Requests } from './requests.tsx';
import { privacyTexts } from './texts/texts.ts';

/** What a person allows, and who asks to be forgotten. */
export function Privacy() {
  const { email } = privacyRoute.useSearch();
  return (
    <Page title={settingsTexts().names.privacy} about={privacyTexts().about}>
      {may('privacy:write') && <Requests />}
      {may('surveys:read') && <Preferences key={email} email={email} />}
    </Page>
  );
}
