import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { Dialog } from '../kit/dialog.tsx';
import { Check } from '../kit/fields.tsx';
import { Icon } from '../kit/icon.tsx';
import { chooseSingleKeys, useSingleKeys } from '../kit/single-keys.ts';
import { useKeys } from '../kit/use-keys.ts';
import { texts } from '../texts/console.ts';
import { may } from '../session/me.ts';
import { navigation } from './navigation.ts';

let open: 'search' | 'keys' | undefined;
const listeners = new Set<() => void>();
function show(what: typeof open): void {
  open = what;
  for (const tell of listeners) tell();
}
const subscribe = (tell: () => void): (() => void) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};

export const SearchButton = () => (
  <button type="button" className="button" aria-label={texts().search} onClick={() => show('search')}>
    <Icon name="search" />
    <span className="wide">{texts().search}</span>
    <kbd className="wide" aria-hidden="true">
      {useSingleKeys() ? '/' : 'Ctrl K'}
    </kbd>
  </button>
);

/** Says which keys there are: also who has switched off the one that asks for it finds it in their menu. */
export const showKeys = (): void => show('keys');

/** Finds feedback and goes to screens: `/` or Ctrl-K. `?` says which keys there are. */
export function Palette() {
  const shown = useSyncExternalStore(subscribe, () => open);
  useKeys({ '/': () => show('search'), '?': showKeys });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'k' || !(event.metaKey || event.ctrlKey)) return;
      show('search');
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  if (shown === undefined) return null;
  return shown === 'keys' ? <Keys /> : <Find />;
}

function Find() {
  const t = texts();
  const navigate = useNavigate();
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const wanted = words.trim();
  const screens = navigation()
    .filter(({ name }) => t.nav[name].toLowerCase().includes(wanted.toLowerCase()))
    .map(({ to, name, icon }) => ({ name: t.nav[name], icon, act: () => navigate({ to }) }));
  const search = (
    [
      ['feedback:read', t.searchFeedback, '/feedback'],
      ['customers:read', t.searchCustomers, '/customers'],
    ] as const
  )
    .filter(([permission]) => wanted.length > 1 && may(permission))
    .map(([, nameOf, to]) => ({
      name: nameOf(wanted),
      icon: 'search' as const,
      act: () => navigate({ to, search: { q: wanted } }),
    }));
  const found = [...screens, ...search];
  const chosen = Math.min(at, found.length - 1);
  const go = (index: number): void => {
    show(undefined);
    void found[index]?.act();
  };
  return (
    <Dialog title={t.search} onClose={() => show(undefined)}>
      <input
        className="input"
        role="combobox"
        aria-label={t.searchFor}
        aria-expanded="true"
        aria-controls="found"
        aria-activedescendant={found[chosen] && `found-${chosen}`}
        placeholder={t.searchFor}
        value={words}
        // The dialog was opened to type here.
        ref={(input) => input?.focus()}
        onChange={(event) => {
          setWords(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setAt(Math.min(chosen + 1, found.length - 1));
          else if (event.key === 'ArrowUp') setAt(Math.max(chosen - 1, 0));
          else if (event.key === 'Enter') go(chosen);
          else return;
          event.preventDefault();
        }}
      />
      <ul id="found" role="listbox" aria-label={t.goTo} className="menu">
        {found.map(({ name, icon }, index) => (
          <li
            key={name}
            id={`found-${index}`}
            role="option"
            aria-selected={index === chosen}
            className="menu-item"
            data-focused={index === chosen || undefined}
            onPointerDown={(event) => {
              event.preventDefault();
              go(index);
            }}
          >
            <Icon name={icon} />
            <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function Keys() {
  const t = texts();
  const { keyHelp: k } = t;
  const withSingle = useSingleKeys();
  const single = [
    ['/', k.search],
    ['J K', k.rows],
    ['X', k.choose],
    ['1 2 3 4', k.triage],
    ['1 – 8 S', k.judge],
    ['Z', k.undo],
    ['?', k.help],
  ];
  const always = [
    ['Ctrl K', k.search],
    ['Enter', k.open],
    ['Esc', k.close],
  ];
  return (
    <Dialog title={t.keys} onClose={() => show(undefined)}>
      <dl className="facts">
        {[...(withSingle ? single : []), ...always].map(([key, what]) => (
          <div key={key} className="fact">
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <Check label={t.singleKeys} checked={withSingle} onChange={chooseSingleKeys} />
      <p className="note">{k.single}</p>
    </Dialog>
  );
}
