import { useState } from 'react';
import { useKeys } from './use-keys.ts';

export type Chosen = { keys: ReadonlySet<string>; last: string | undefined };
export const nothing: Chosen = { keys: new Set(), last: undefined };

/** A row is chosen or let go; with Shift all from the last one to it become what it becomes. */
export function toggled(chosen: Chosen, all: readonly string[], key: string, range: boolean): Chosen {
  const on = !chosen.keys.has(key);
  const [from, to] = [chosen.last === undefined ? -1 : all.indexOf(chosen.last), all.indexOf(key)];
  const meant = range && from >= 0 && to >= 0 ? all.slice(Math.min(from, to), Math.max(from, to) + 1) : [key];
  const keys = new Set(chosen.keys);
  for (const one of meant)
    if (on) keys.add(one);
    else keys.delete(one);
  return { keys, last: key };
}

/** What a table needs to let rows be chosen. */
export type Selection = {
  has: (key: string) => boolean;
  /** How many of the rows that are shown. */
  count: number;
  toggle: (key: string, range: boolean) => void;
  all: (on: boolean) => void;
};

/** Rows that something is done with: by their boxes, or by X in a row; only rows that are shown can be chosen. */
export function useSelection(shown: readonly string[], at: string | undefined): Selection {
  const [chosen, setChosen] = useState<Chosen>(nothing);
  const has = (key: string): boolean => chosen.keys.has(key);
  const toggle = (key: string, range: boolean): void => setChosen((now) => toggled(now, shown, key, range));
  const onX = (event: KeyboardEvent): void => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('tr[data-key]') : null;
    const key = row?.dataset['key'] ?? at;
    if (key !== undefined) toggle(key, event.shiftKey);
  };
  useKeys({ x: onX }, { alongRows: true });
  return {
    has,
    toggle,
    count: shown.filter(has).length,
    all: (on) => setChosen(on ? { keys: new Set(shown), last: undefined } : nothing),
  };
}
