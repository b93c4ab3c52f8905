/** Takes off what guards a spreadsheet against formulas (`export/csv.ts`). */
export const unguarded = (text: string): string =>
  /^'[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? text.slice(1) : text;
