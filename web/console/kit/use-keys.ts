import { useEffect, useRef } from 'react';
import { singleKeys } from './single-keys.ts';

type Keys = Readonly<Record<string, ((event: KeyboardEvent) => void) | undefined>>;
type Where = {
  /** Also in the panel beside a list, and again while a key is held down. */
  alongRows?: boolean;
};

/** What is typed there is meant for it; in a box that is ticked nothing is typed. */
const TYPED = 'input:not([type=checkbox]),textarea,select,[contenteditable],[role=menu],[role=listbox]';

/** Single keys that do something here, unless they are switched off. In a field, a list or a dialog they are what is typed there. */
export function useKeys(keys: Keys, { alongRows = false }: Where = {}): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { target, key } = event;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !singleKeys()) return;
      if (event.repeat && !alongRows) return;
      if (target instanceof Element && target.closest(TYPED) !== null) return;
      if (isCovered(alongRows)) return;
      const act = latest.current[key.toLowerCase()];
      if (act === undefined) return;
      event.preventDefault();
      act(event);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [alongRows]);
}

/** Whether a dialog lies above the screen, wherever the focus is; a panel beside a list belongs to the list. */
const isCovered = (alongRows: boolean): boolean =>
  [...document.querySelectorAll('[role=dialog]')].some((dialog) => !alongRows || dialog.closest('.side') === null);
