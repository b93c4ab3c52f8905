import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import '../style/settings.css';
import { openSections } from './sections.ts';
import { settingsTexts } from './texts/texts.ts';

/** What stands around every part of the settings: the way to the others. */
export function SettingsFrame() {
  const s = settingsTexts();
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // On phones the row of them is wider than the screen.
  useEffect(() => {
    const room = nav.current;
    const current = room?.querySelector<HTMLElement>('[aria-current]');
    if (room && current) room.scrollLeft = current.offsetLeft - (room.clientWidth - current.clientWidth) / 2;
  }, [pathname]);
  return (
    <div className="settings">
      <nav aria-label={s.sections} className="settings-nav" ref={nav}>
        {openSections().map(({ to, name }) => (
          <Link key={to} to={to} activeProps={{ 'aria-current': 'page' }} activeOptions={{ includeSearch: false }}>
            {s.names[name]}
          </Link>
        ))}
      </nav>
      <Outlet />
    </div>
  );
}
