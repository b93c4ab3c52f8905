import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import { accessRoutes } from '../../shared/access/access.routes.ts';
import { api, callAs } from './api/client.ts';
import { cache } from './api/use.ts';
import { readConfig } from './config.ts';
import { Button } from './kit/button.tsx';
import { Problem } from './kit/states.tsx';
import { router } from './routes.tsx';
import { signedIn } from './session/me.ts';
import { openSession } from './session/sign-in.ts';
import { followTheme } from './shell/theme.ts';
import { signOutWith } from './shell/account.tsx';
import './style/tokens.css';
import './style/base.css';
import './style/shell.css';
import './style/kit.css';
import { locale, texts } from './texts/console.ts';
import { numbers } from './texts/numbers.ts';
import { speak } from './texts/texts.ts';

/** Signs in, learns who that is, and draws. Nothing is drawn in a language that turns out to be another. */
async function start(draw: (content: React.ReactNode) => void): Promise<void> {
  followTheme();
  speak();
  try {
    const session = await openSession(await readConfig());
    if (session === undefined) return;
    callAs(session);
    signOutWith(session.signOut);
    const person = await api(accessRoutes).me();
    signedIn(person);
    speak(person.language);
    await Promise.all([texts.load(), numbers.load()]);
    draw(
      <I18nProvider locale={locale()}>
        <QueryClientProvider client={cache}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </I18nProvider>,
    );
  } catch (error) {
    await texts.load();
    draw(
      <main className="main page">
        <h1>{texts().signInFailed}</h1>
        <Problem error={error} />
        <div>
          <Button onClick={() => location.reload()}>{texts().tryAgain}</Button>
        </div>
      </main>,
    );
  }
}

// A newer console was deployed, and the files of this one are gone: load that one, where the person is.
addEventListener('vite:preloadError', () => location.reload());

const place = document.getElementById('console');
if (place === null) throw new Error('index.html has no place for the console');
const reactRoot = createRoot(place);
void start((content) => reactRoot.render(<StrictMode>{content}</StrictMode>));
