import { Link } from '@tanstack/react-router';
import { Page } from '../kit/page.tsx';
import { openSections } from './sections.ts';
import { settingsTexts } from './texts/texts.ts';

/** All that can be set, and what it is about. */
export function SettingsIndex() {
  const s = settingsTexts();
  return (
    <Page title={s.title}>
      <ul className="lines panel">
        {openSections().map(({ to, name }) => (
          <li key={to}>
            <Link to={to}>{s.names[name]}</Link>
            <p className="muted">{s.about[name]}</p>
          </li>
        ))}
      </ul>
    </Page>
  );
}
