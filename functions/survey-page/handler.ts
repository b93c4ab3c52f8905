import { bind, serveAll } from '../../shared/http/serve.ts';
import { publicPageRoutes } from '../../shared/initiative/public-page.routes.ts';
import { mutePageRoutes } from '../../shared/notification/mute-page.routes.ts';
import { surveyPageRoutes } from '../../shared/answering/survey-page.routes.ts';
import { preferencePageRoutes } from '../../shared/preference-page/preference-page.routes.ts';
import { addressPageRoutes } from '../../shared/outside-address/address-page.routes.ts';
import { setAddress, showAddress } from './addressing.ts';
import { show, submit } from './answering.ts';
import { showInitiative } from './initiative.ts';
import { mute, showMute } from './muting.ts';
import { withPages } from './with-pages.ts';
import { showUpdates, stopUpdates } from './updates.ts';
import { eraseOwn, showOwn } from './own-page.ts';
import { showUnsubscribe, unsubscribe } from './unsubscribing.ts';
import { setWishes, showStop, showWishes, stopMails } from './wishing.ts';

const pages = serveAll(
  bind(surveyPageRoutes, {
    show,
    submit,
    showUnsubscribe,
    unsubscribe,
    showUpdates,
    stopUpdates,
    showPreferences: showWishes,
    setPreferences: setWishes,
    showOwn,
    eraseOwn,
  }),
  bind(preferencePageRoutes, { showWishes, setWishes, showStop, stop: stopMails }),
  bind(mutePageRoutes, { showMute, mute }),
  bind(addressPageRoutes, { showAddress, setAddress }),
  bind(publicPageRoutes, { showInitiative }),
);

export const handler = withPages(pages);
