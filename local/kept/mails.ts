import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const LOOK_MS = 500;
const MOST = 1000;
const mail = z.looseObject({ messageId: z.string() });

export type Mail = z.infer<typeof mail>;
export type MailStore = { mails: () => readonly Mail[]; add: (mail: Mail) => void };

/**
 * Gives an inbox its mails of earlier starts, the latest 1000, and appends every further one to `<folder>/kept/mails.jsonl`
 * within half a second; an inbox that is cleared clears the file. Returns how to stop, which writes what is still missing.
 */
export function keepMails(folder: string, { mails, add }: MailStore, say: (line: string) => void): () => void {
  const file = join(folder, 'kept', 'mails.jsonl');
  const kept = readMails(file, say).slice(-MOST);
  for (const one of kept) add(one);
  // In one step: a stop in between leaves the old file.
  writeFileSync(`${file}.new`, kept.map(lineOf).join(''), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  let list = mails();
  let written = list.length;
  const look = (): void => {
    const now = mails();
    if (now !== list || now.length < written) {
      writeFileSync(file, '');
      [list, written] = [now, 0];
    }
    const added = now.slice(written);
    if (added.length > 0) appendFileSync(file, added.map(lineOf).join(''));
    written = now.length;
  };
  const timer = setInterval(look, LOOK_MS);
  return () => {
    clearInterval(timer);
    look();
  };
}

const lineOf = (one: Mail): string => `${JSON.stringify(one)}\n`;

/** A mail that was being written when everything was killed is not whole, and is left out. */
function readMails(file: string, say: (line: string) => void): Mail[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const found = lines.flatMap((line) => readMail(line) ?? []);
  if (found.length < lines.length) say(`${lines.length - found.length} mails of the inbox cannot be read and are gone`);
  return found;
}

function readMail(line: string): Mail | undefined {
  try {
    return mail.parse(JSON.parse(line));
  } catch {
    // Counted by the caller.
    return undefined;
  }
}
