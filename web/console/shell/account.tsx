import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Menu } from '../kit/menu.tsx';
import { chooseSingleKeys, useSingleKeys } from '../kit/single-keys.ts';
import { me } from '../session/me.ts';
import { texts } from '../texts/console.ts';
import { languages } from '../texts/languages.ts';
import { chooseLanguage, spoken } from '../texts/texts.ts';
import { showKeys } from './palette.tsx';
import { chosenTheme, chooseTheme, themes } from './theme.ts';

/** What each language calls itself. */
const languageNames = { en: 'English', de: 'Deutsch', es: 'Español', fr: 'Français', ar: 'العربية' };

let signOut: () => Promise<void> = () => Promise.resolve();
export const signOutWith = (act: () => Promise<void>): void => {
  signOut = act;
};

const initials = (name: string): string =>
  name
    .split(/[\s.@_-]+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');

/** Who is signed in, and how the console looks to them. */
export function Account() {
  const t = texts();
  const navigate = useNavigate();
  const { name } = me();
  const withKeys = useSingleKeys();
  const [theme, setTheme] = useState(chosenTheme());
  return (
    <Menu
      // Whoever speaks to their browser says what they see, and that is the initials.
      label={`${initials(name)}, ${t.account}: ${name}`}
      parts={[
        {
          title: t.language,
          entries: languages.map((language) => ({
            id: language,
            name: languageNames[language],
            chosen: language === spoken(),
            act: () => chooseLanguage(language),
          })),
        },
        {
          title: t.theme,
          entries: themes.map((one) => ({
            id: one,
            name: t.themes[one],
            chosen: one === theme,
            act: () => {
              chooseTheme(one);
              setTheme(one);
            },
          })),
        },
        {
          title: t.singleKeys,
          entries: [true, false].map((on) => ({
            id: on ? 'keys-on' : 'keys-off',
            name: on ? t.on : t.off,
            chosen: on === withKeys,
            act: () => chooseSingleKeys(on),
          })),
        },
        {
          title: name,
          entries: [
            {
              id: 'notifications',
              name: t.notifications,
              act: () => void navigate({ to: '/settings/notifications' }),
            },
            { id: 'keys', name: t.keys, act: showKeys },
            { id: 'sign-out', name: t.signOut, act: () => void signOut() },
          ],
        },
      ]}
    >
      {initials(name)}
    </Menu>
  );
}
