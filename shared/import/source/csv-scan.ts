import { FileFault, MOST_ROW } from './fault.ts';

const QUOTE = 34;
const LF = 10;
const CR = 13;

/** Goes over a CSV text piece by piece and throws where its quotes are broken or a row is too large, with the line. */
export class CsvScan {
  readonly #delimiter: number;
  #state: 'start' | 'plain' | 'quoted' | 'closing' = 'start';
  #line = 1;
  #opened = 1;
  #length = 0;
  #begun = 1;
  /** The lines in which rows begin that have been scanned and not yet read, in their order. */
  readonly begins: number[] = [];
  #afterCr = false;

  constructor(delimiter: string) {
    this.#delimiter = delimiter.charCodeAt(0);
  }

  push(text: string): void {
    for (let at = 0; at < text.length; at++) this.#take(text.charCodeAt(at));
  }

  end(): void {
    this.#noteRow();
    if (this.#state === 'quoted')
      throw new FileFault('unclosed_quote', `The quote that opens in line ${this.#opened} is never closed.`);
  }

  #take(code: number): void {
    const isBreak = code === LF || code === CR;
    if (isBreak && !(code === LF && this.#afterCr)) this.#line += 1;
    this.#afterCr = code === CR;
    if (++this.#length > MOST_ROW) throw this.#tooLarge();
    if (this.#state === 'quoted') {
      if (code === QUOTE) this.#state = 'closing';
      return;
    }
    if (isBreak) {
      this.#length -= 1;
      this.#noteRow();
      this.#state = 'start';
      this.#length = 0;
      this.#begun = this.#line;
    } else if (code === this.#delimiter) this.#state = 'start';
    else if (this.#state === 'closing') {
      // Two quotes are one that belongs to the cell.
      if (code !== QUOTE)
        throw new FileFault(
          'broken_quote',
          `A quote in line ${this.#line} is followed by more text; the cell opens in line ${this.#opened}. Quotes inside of a cell are doubled.`,
        );
      this.#state = 'quoted';
    } else if (this.#state === 'start' && code === QUOTE) {
      this.#state = 'quoted';
      this.#opened = this.#line;
    } else this.#state = 'plain';
  }

  /** A blank line is no row. */
  #noteRow(): void {
    if (this.#length > 0) this.begins.push(this.#begun);
  }

  #tooLarge(): FileFault {
    return this.#state === 'quoted'
      ? new FileFault(
          'unclosed_quote',
          `The quote that opens in line ${this.#opened} is not closed within 64 KB, the most that a row may have.`,
        )
      : new FileFault('row_too_large', `The row that ends in line ${this.#line} is larger than 64 KB.`);
  }
}
