import type { Snapshot } from '../../shared/report/snapshot.schema.ts';
import type { Chart } from '../chart/chart.ts';

type Section = Snapshot['sections'][number];
/** Text as a report's author wrote it, in blocks. */
export type Prose = Extract<Section, { kind: 'text' }>['blocks'];
export type Tone = 'good' | 'bad' | 'plain';

/** One figure, ready to be read. */
export type Tile = {
  name: string;
  /** With its margin, e.g. `38 ± 7`. */
  value: string;
  /** n and whatever else belongs to the figure. */
  detail: string;
  /** Its comparisons. */
  lines: readonly { label: string; text: string; tone: Tone }[];
};

export type LaidTable = {
  type: 'table';
  head: readonly string[];
  rows: readonly (readonly string[])[];
  /** How many rows there are in all. */
  of: number;
  /** How many columns, from the first on, hold names; the others hold numbers. */
  names: number;
  /** Rows, by their place, that are shown as out of date. */
  faint?: readonly number[];
  /** It says in numbers what the chart above it draws. */
  behind?: true;
};

export type Quote = { text: string; rtl: boolean; about: string };

/** A piece of a section; texts are plain and in the language of the report. */
export type LaidBlock =
  | { type: 'tiles'; tiles: readonly Tile[] }
  | { type: 'chart'; chart: Chart; described: string }
  | LaidTable
  | { type: 'quotes'; quotes: readonly Quote[]; of: number }
  | { type: 'prose'; blocks: Prose }
  | { type: 'note'; text: string };

export type LaidSection = {
  sectionId: string;
  title: string;
  /** As it is printed: one without a neighbour is `full`, whatever was asked for. */
  width: 'half' | 'full';
  blocks: readonly LaidBlock[];
};

/** A report as every printer shows it: all words chosen, all numbers written. */
export type Laid = {
  title: string;
  /** `[Test]`, `[Late]` or nothing. */
  mark: string | undefined;
  period: string;
  /** The first figure with its verdict. */
  headline: string | undefined;
  /** What is to be known before all figures: that it is late, or a preview. */
  warnings: readonly string[];
  /** Of whom, limited to what, as of when. */
  facts: readonly string[];
  /** Verdicts only; at most three. */
  changes: readonly string[];
  sections: readonly LaidSection[];
  excluded: readonly { metric: string; reasons: string }[];
  formulas: readonly { metric: string; formula: string; source: string }[];
};
