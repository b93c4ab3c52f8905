import { useSyncExternalStore } from 'react';

const CHOSEN = 'heed.single-keys';
const listeners = new Set<() => void>();

/**
 * Whether a key by itself does something, as J, / or 1 do. Who speaks to their computer, or hits keys unawares, switches it
 * off (WCAG 2.1.4); keys with Ctrl, arrows, Enter and Escape stay.
 */
export const singleKeys = (): boolean => localStorage.getItem(CHOSEN) !== 'off';

/** Kept in this browser: it is about the person's hands and voice at this machine. */
export function chooseSingleKeys(on: boolean): void {
  if (on) localStorage.removeItem(CHOSEN);
  else localStorage.setItem(CHOSEN, 'off');
  for (const tell of listeners) tell();
}

const subscribe = (tell: () => void): (() => void) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};
export const useSingleKeys = (): boolean => useSyncExternalStore(subscribe, singleKeys);
