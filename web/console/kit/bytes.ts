import { locale } from '../texts/texts.ts';

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];

/** The size of a file in words: `84 kB`. */
export function bytes(size: number): string {
  const step = size < 1000 ? 0 : Math.min(Math.floor(Math.log10(size) / 3), units.length - 1);
  return new Intl.NumberFormat(locale(), {
    style: 'unit',
    unit: units[step] ?? 'byte',
    // Short, a few of them are "30 byte".
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: size / 1000 ** step < 10 ? 1 : 0,
  }).format(size / 1000 ** step);
}
