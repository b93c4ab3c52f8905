import { spoken } from '../texts/console.ts';

/** A word of a company's list in the language that is spoken, in English, or in any that it has. */
export const labelOf = ({ code, label }: { code: string; label: Readonly<Record<string, string>> }): string =>
  label[spoken()] ?? label['en'] ?? Object.values(label)[0] ?? code;
