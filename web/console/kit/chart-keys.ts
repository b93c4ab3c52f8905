/**
 * Which point of a chart a key leads to. Along the lines of the script the arrows go the way that time does, so they are
 * mirrored where it is written from the right; up and down are the same everywhere.
 */
export function pointAt(key: string, at: number | undefined, count: number, rtl: boolean): number | undefined {
  if (count === 0) return undefined;
  const last = count - 1;
  const [forth, back] = rtl ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
  switch (key) {
    case 'Home':
      return 0;
    case 'End':
      return last;
    case forth:
    case 'ArrowDown':
      return at === undefined ? 0 : Math.min(at + 1, last);
    case back:
    case 'ArrowUp':
      return at === undefined ? last : Math.max(at - 1, 0);
    default:
      return undefined;
  }
}

/** A row of a chart's table as one line: what it is about, then each number by its name. */
export const readOut = (head: readonly string[], [name = '', ...cells]: readonly string[]): string =>
  [name, ...cells.map((cell, column) => `${head[column + 1] ?? ''} ${cell}`.trim())].join(' · ');
