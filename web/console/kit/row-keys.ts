import { useKeys } from './use-keys.ts';

type Rows = { keys: readonly string[]; at: string | undefined; open: (key: string | undefined) => void };

/** J and K open the next and the previous row. */
export function useRowKeys({ keys, at, open }: Rows): void {
  const step = (by: 1 | -1) => (): void => {
    const index = at === undefined ? -1 : keys.indexOf(at);
    const next = keys[Math.max(0, Math.min(keys.length - 1, index + by))];
    if (next !== undefined) open(next);
  };
  useKeys({ j: step(1), k: step(-1) }, { alongRows: true });
}
