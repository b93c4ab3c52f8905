import { useEffect, useRef } from 'react';

type Rows = { keys: readonly string[]; at: string | undefined; open: (key: string | undefined) => void };

/** J and K open the next and the previous row. Letters typed in a field are letters. */
export function useRowKeys(rows: Rows): void {
  const latest = useRef(rows);
  useEffect(() => {
    latest.current = rows;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { target } = event;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (target instanceof Element && target.closest('input,textarea,select') !== null) return;
      const step = { j: 1, k: -1 }[event.key];
      const { keys, at, open } = latest.current;
      if (step === undefined || keys.length === 0) return;
      const index = at === undefined ? -1 : keys.indexOf(at);
      const next = keys[Math.max(0, Math.min(keys.length - 1, index + step))];
      if (next !== undefined) open(next);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
