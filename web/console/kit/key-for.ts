import { useState } from 'react';

/**
 * The idempotency key of a request: the same while it asks for the same, so that a try whose answer was lost starts
 * nothing twice; another one as soon as it asks for something else.
 */
export function useKeyFor(asked: unknown): string {
  const said = JSON.stringify(asked);
  const [kept, setKept] = useState(() => ({ said, key: crypto.randomUUID() }));
  if (kept.said === said) return kept.key;
  const next = { said, key: crypto.randomUUID() };
  setKept(next);
  return next.key;
}
