/** Why a whole file cannot be imported; `code` and `message` are told to who sent it. */
export class FileFault extends Error {
  override readonly name = 'FileFault';
  readonly code: string;
  constructor(code: string, detail: string) {
    super(detail);
    this.code = code;
  }
}

export const MOST_BYTES = 100 * 1024 * 1024;
export const MOST_ROWS = 500_000;
export const MOST_SHEET_ROWS = 100_000;
export const MOST_COLUMNS = 500;
/** Of one row, as characters of its text. */
export const MOST_ROW = 64 * 1024;
