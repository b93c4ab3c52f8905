import { FileFault, MOST_ROW } from './fault.ts';

/** The lines of a text with their numbers, without blank ones. */
export async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<{ line: number; text: string }> {
  let rest = '';
  let line = 0;
  for await (const piece of text) {
    const lines = `${rest}${piece}`.split('\n');
    rest = lines.pop() ?? '';
    for (const one of lines) {
      line += 1;
      if (one.trim() !== '') yield { line, text: one };
    }
    if (rest.length > MOST_ROW) throw new FileFault('row_too_large', `Line ${line + 1} is larger than 64 KB.`);
  }
  if (rest.trim() !== '') yield { line: line + 1, text: rest };
}

/**
 * The elements of a JSON array as texts with their numbers from 1 on, so that a file of any size is never held as a whole.
 * Only brackets and quotes are looked at here; each element is parsed by itself.
 */
export async function* elementsOf(text: AsyncIterable<string>): AsyncGenerator<{ line: number; text: string }> {
  let depth = 0;
  let quoted = false;
  let escaped = false;
  let element = '';
  let number = 0;
  let ended = false;
  for await (const piece of text) {
    let from = 0;
    for (let at = 0; at < piece.length; at++) {
      const character = piece[at];
      if (quoted) {
        if (escaped) escaped = false;
        else if (character === '\\') escaped = true;
        else if (character === '"') quoted = false;
        continue;
      }
      if (ended && character?.trim() !== '') throw new FileFault('broken_json', 'Something follows the array.');
      if (character === '"') quoted = true;
      else if (character === '[' || character === '{') {
        if (++depth === 1) from = at + 1;
      } else if (character === ']' || character === '}') {
        if (--depth === 0) {
          ended = true;
          const last = element + piece.slice(from, at);
          if (last.trim() !== '') yield { line: ++number, text: last };
          element = '';
          from = piece.length;
        }
      } else if (character === ',' && depth === 1) {
        yield { line: ++number, text: element + piece.slice(from, at) };
        element = '';
        from = at + 1;
      }
    }
    if (!ended && depth > 0) element += piece.slice(from);
    if (element.length > MOST_ROW)
      throw new FileFault('row_too_large', `Element ${number + 1} of the array is larger than 64 KB.`);
  }
  if (!ended)
    throw new FileFault('broken_json', `The array is not closed; its last whole element is number ${number}.`);
}
