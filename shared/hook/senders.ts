import { createHmac } from 'node:crypto';
import { isSame } from '../webhook-sending/signature.ts';
import type { Mapped, RowProblem } from '../import/import.schema.ts';
import type { Preset } from '../import/presets/preset.ts';
import type { Row } from '../import/source/table.ts';
import type { Hook } from './hook.schema.ts';
import { readDelighted } from './delighted.ts';
import { readTypeform } from './typeform.ts';

/** What something that came in means: a row of the tables that imports read, news of a person, or nothing for us. */
export type Said =
  | { row: Row; preset: Preset; mapping: readonly Mapped[] }
  | { optedOut: string; at: string | undefined }
  | { problems: RowProblem[] }
  | { skipped: string };

/** How another product signs, and how what it sends is read. */
type Sender = {
  header: string;
  encoding: 'base64' | 'hex';
  read: (body: Record<string, unknown>, mapping: readonly Mapped[]) => Said;
};

export const senders: Readonly<Record<Hook['preset'], Sender>> = {
  typeform: { header: 'typeform-signature', encoding: 'base64', read: readTypeform },
  delighted: { header: 'x-delighted-webhook-signature', encoding: 'hex', read: readDelighted },
};

/** The header that a sender signs a body with: `sha256=` and the HMAC-SHA-256 of its bytes. */
export const signatureOf = ({ encoding }: Pick<Sender, 'encoding'>, text: string, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(text).digest(encoding)}`;

/** Whether a request is signed with one of the secrets; compared in a time that does not tell how much of it is right. */
export const isSignedBy = (
  sender: Sender,
  headers: Readonly<Record<string, string | undefined>>,
  text: string,
  secrets: readonly string[],
): boolean => {
  const given = headers[sender.header] ?? '';
  return secrets.map((secret) => isSame(signatureOf(sender, text, secret), given)).includes(true);
};
