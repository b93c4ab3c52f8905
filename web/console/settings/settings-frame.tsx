import { Link, Outlet } from '@tanstack/react-router';
import '../style/settings.css';
import { openSections } from './sections.ts';
import { settingsTexts } from './texts/texts.ts';

/** What stands around every part of the settings: the way to the others. */
export function SettingsFrame() {
  const s = settingsTexts();
  return (
    <div className="settings">
      <nav aria-label={s.sections} className="settings-nav">
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
