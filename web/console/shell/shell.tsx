import { Link, Outlet, useMatches } from '@tanstack/react-router';
import { useState } from 'react';
import { Dialog } from '../kit/dialog.tsx';
import { Icon } from '../kit/icon.tsx';
import { Toasts } from '../kit/toast.tsx';
import { Tray } from '../kit/tray.tsx';
import { may, me } from '../session/me.ts';
import { texts } from '../texts/console.ts';
import { Account } from './account.tsx';
import { navigation } from './navigation.ts';
import { Palette, SearchButton } from './palette.tsx';
import { useOnline } from './online.ts';
import { Empty } from '../kit/states.tsx';
import { Page } from '../kit/page.tsx';

/** What stands around every screen. */
export function Shell() {
  const t = texts();
  const online = useOnline();
  const lacking = useMatches().some(
    ({ staticData }) => staticData.permission && !may(...[staticData.permission].flat()),
  );
  return (
    <div className="shell">
      <header className="bar">
        <a className="skip" href="#content">
          {t.skip}
        </a>
        <strong>Heed</strong>
        <span className="muted">{me().company}</span>
        <div className="bar-end">
          <SearchButton />
          <Account />
        </div>
      </header>
      <Navigation />
      <main className="main" id="content">
        {!online && (
          <p className="banner warn" role="status">
            {t.offline}
          </p>
        )}
        {lacking ? (
          <Page title={t.forbidden}>
            <Empty>{t.cannotOpen}</Empty>
          </Page>
        ) : (
          <Outlet />
        )}
      </main>
      <Palette />
      <Tray />
      <Toasts />
    </div>
  );
}

function Navigation() {
  const t = texts();
  const [more, setMore] = useState(false);
  const entries = navigation();
  const seconds = entries.filter(({ second }) => second);
  const link = (entry: (typeof entries)[number], onClick?: () => void) => (
    <Link
      to={entry.to}
      activeOptions={{ exact: entry.to === '/', includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
      onClick={onClick}
    >
      <Icon name={entry.icon} />
      {t.nav[entry.name]}
    </Link>
  );
  return (
    <nav className="nav" aria-label={t.main}>
      <ul>
        {entries.map((entry) => (
          <li key={entry.to} className={entry.second && 'second'}>
            {link(entry)}
          </li>
        ))}
        {seconds.length > 0 && (
          <li className="more">
            <button type="button" onClick={() => setMore(true)}>
              <Icon name="more" />
              {t.more}
            </button>
          </li>
        )}
      </ul>
      {more && (
        <Dialog title={t.more} onClose={() => setMore(false)}>
          <ul className="more-list">
            {seconds.map((entry) => (
              <li key={entry.to}>{link(entry, () => setMore(false))}</li>
            ))}
          </ul>
        </Dialog>
      )}
    </nav>
  );
}
