const MOST = 80;

/** A value as a report repeats it: at most 80 characters, without addresses and long numbers. */
export const covered = (value: string): string =>
  value
    .slice(0, MOST)
    .replaceAll(/[^\s@<>"]+@[^\s@<>"]+/g, '[EMAIL]')
    .replaceAll(/\+?\d(?:[\d ()./-]{7,})\d/g, (found) =>
      found.replaceAll(/\D/g, '').length > 8 && !/^\d{4}-\d{2}/.test(found) ? '[NUMBER]' : found,
    );
