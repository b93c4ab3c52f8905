import type { Mail } from '../mail/mail.schema.ts';
import type { Snapshot } from '../report/snapshot.schema.ts';
import type { Words } from './frame.ts';
import type { StoredFile } from './run.schema.ts';

/** What stands around the figures of a mail: where its links lead, and what became of the files. */
export type Around = {
  openUrl: string;
  unsubscribeUrl?: string | undefined;
  attached?: readonly string[];
  toFetch?: readonly { name: string; url: string }[];
  missing?: readonly string[];
};
export type Printed = {
  bytes: Uint8Array;
  contentType: string;
  /** ASCII; several CSV files come as one zip. */
  fileName: string;
  pages?: number;
  /** Characters that the fonts of the PDF do not have; boxes stand in their place. */
  missingGlyphs?: string[];
};
export type Picture = { contentId: string; fileName: string; contentType: string; bytes: Uint8Array };
/** Its pictures are sent inline; the HTML names each by `cid:` and its `contentId`. */
export type PrintedMail = Mail & { pictures: readonly Picture[] };

/** What prints snapshots; `shared/` computes and sends them and draws nothing. */
export type Printers = {
  words: Words;
  mail: (snapshot: Snapshot, around: Around) => Promise<PrintedMail>;
  file: (snapshot: Snapshot, format: StoredFile['format']) => Promise<Printed>;
};
