import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);
const sets = ['amazon', 'imdb', 'yelp'] as const;

export type Labelled = { set: (typeof sets)[number]; text: string; label: 'positive' | 'negative' };

/**
 * 3 000 sentences of reviews by customers (Amazon, IMDb, Yelp), half positive, half negative: "From Group to Individual
 * Labels using Deep Features", Kotzias et al., KDD 2015, as the npm package `sentiment` ships them.
 */
export const sentences: readonly Labelled[] = sets.flatMap((set) =>
  (load(`sentiment/test/fixtures/${set}.json`) as { class: 0 | 1; text: string }[])
    // Each file ends with an empty row.
    .filter(({ text }) => text !== '')
    .map((row) => ({ set, text: row.text, label: row.class === 1 ? 'positive' : 'negative' })),
);

/** What the texts are from, as its package says. */
export async function packageOfSentences(): Promise<{ name: string; version: string; license: string }> {
  const { name, version, license } = JSON.parse(await readFile(load.resolve('sentiment/package.json'), 'utf8'));
  return { name, version, license };
}
