import { useState } from 'react';

type Draft = {
  /** Something that was begun earlier is shown. */
  found: boolean;
  /** It was saved, or is no longer wanted. */
  forget: () => void;
};

/**
 * What is being typed, kept in this tab until it is saved: a lost connection, a sign-in or a reload takes nothing away.
 */
export function useDraft<T extends object>(name: string, begin: T): [T, (value: T) => void, Draft] {
  const key = `heed.draft.${name}`;
  const [kept, setKept] = useState(() => sessionStorage.getItem(key));
  const [value, setValue] = useState<T>(() => (kept === null ? begin : (JSON.parse(kept) as T)));
  const set = (next: T): void => {
    sessionStorage.setItem(key, JSON.stringify(next));
    setValue(next);
  };
  const forget = (): void => {
    sessionStorage.removeItem(key);
    setKept(null);
  };
  return [value, set, { found: kept !== null, forget }];
}
