/** Colours of a chart. Those of lines differ in lightness too, and no line is told by its colour alone. */
export type Theme = {
  /** Of up to five lines, in order; the first is also that of bars. */
  lines: readonly [string, string, string, string, string];
  good: string;
  neutral: string;
  bad: string;
  /** Text upon each of the three. */
  onGood: string;
  onNeutral: string;
  onBad: string;
  ink: string;
  muted: string;
  grid: string;
  ground: string;
  font: string;
};

/** In the console: its own variables, so that a change to dark needs no redrawing. */
export const screen: Theme = {
  lines: ['var(--c1)', 'var(--c2)', 'var(--c3)', 'var(--c4)', 'var(--c5)'],
  good: 'var(--good)',
  neutral: 'var(--neutral)',
  bad: 'var(--bad)',
  onGood: 'var(--on-good)',
  onNeutral: 'var(--on-neutral)',
  onBad: 'var(--on-bad)',
  ink: 'var(--ink)',
  muted: 'var(--muted)',
  grid: 'var(--grid)',
  ground: 'var(--ground)',
  font: 'inherit',
};

/** In mails and on paper, where nothing knows variables. Colours after M. Okabe and K. Ito, darkened where they carry text. */
export const paper: Theme = {
  lines: ['#0b57d0', '#b34700', '#007a5a', '#8f3a78', '#5c5f66'],
  good: '#0b57d0',
  neutral: '#c9ced6',
  bad: '#b34700',
  onGood: '#ffffff',
  onNeutral: '#1b1f24',
  onBad: '#ffffff',
  ink: '#1b1f24',
  muted: '#57606a',
  grid: '#dfe3e8',
  ground: '#ffffff',
  font: 'Noto Sans',
};
