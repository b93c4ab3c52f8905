import type { BrowserContext } from 'playwright-core';

/** A word of the console as other languages might have it: some 40 % longer, with accents; what stands in braces is no word. */
function longer(words: string): string {
  const accents: Record<string, string> = {
    a: 'á',
    e: 'é',
    i: 'ï',
    o: 'ö',
    u: 'ü',
    A: 'Å',
    E: 'Ê',
    O: 'Ø',
    U: 'Û',
    n: 'ñ',
  };
  return words.replace(/\{\{.*?\}\}|[A-Za-z]+/g, (word) => {
    if (word.startsWith('{')) return word;
    const more = word.length > 1 ? word.slice(0, Math.ceil(word.length * 0.4)).toLowerCase() : '';
    return (word + more).replace(/[aeiouAEOUn]/g, (letter) => accents[letter] ?? letter);
  });
}

/** All words of a part: texts, lists and groups of them, and those that a number or a name is put into. */
function allLonger(words: unknown): unknown {
  if (typeof words === 'string') return longer(words);
  if (typeof words === 'function') return (...given: unknown[]) => allLonger(words(...given));
  if (Array.isArray(words)) return words.map(allLonger);
  if (typeof words !== 'object' || words === null || words instanceof RegExp) return words;
  return Object.fromEntries(Object.entries(words).map(([name, value]) => [name, allLonger(value)]));
}

const OWN = '?own';

/**
 * Makes the console speak a language that there is none of, with longer words than any: its English files are put between
 * while they are loaded, so that no such language is built or delivered. What runs out of its place does so for translators.
 */
export async function speakLonger(browser: BrowserContext): Promise<void> {
  await browser.route(
    (url) => /\/assets\/en-[^/]+\.js$/.test(url.pathname) && url.search !== OWN,
    async (route) => {
      const file = `${new URL(route.request().url()).pathname}${OWN}`;
      const answer = await route.fetch();
      const names = [...(/export\s*\{([^}]*)\}/.exec(await answer.text())?.[1]?.matchAll(/(\w+)(?=,|$)/g) ?? [])];
      const exports = names.map(
        ([name = '']) => `const _${name} = allLonger(own.${name}); export { _${name} as ${name} };`,
      );
      const body = [`import * as own from '${file}';`, longer, allLonger, ...exports].map(String).join('\n');
      await route.fulfill({ response: answer, body });
    },
  );
}
