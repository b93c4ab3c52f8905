/** One person of a pasted list or a file, by what is known of them. */
export type Recipient = {
  contact?: { email?: string; name?: string; phone?: string; language?: string };
  customerId?: string;
  relatedTo?: { ticketId?: string };
};
type Column = 'email' | 'name' | 'phone' | 'language' | 'customerId' | 'ticketId';

const columnNames: Readonly<Record<string, Column>> = {
  email: 'email',
  mail: 'email',
  address: 'email',
  name: 'name',
  phone: 'phone',
  language: 'language',
  lang: 'language',
  customerid: 'customerId',
  customer: 'customerId',
  ticketid: 'ticketId',
  ticket: 'ticketId',
};
const columnOf = (cell: string): Column | undefined => columnNames[cell.toLowerCase().replace(/[^a-z]/g, '')];

/** Rows of a table between commas, semicolons or tabs: whichever its first line has most of. Quotes keep what is in them. */
export function rowsOf(text: string): string[][] {
  const first = text.trimStart().split('\n')[0] ?? '';
  const [separator = ','] = [',', ';', '\t'].toSorted((a, b) => first.split(b).length - first.split(a).length);
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const endCell = (): void => {
    rows.at(-1)?.push(cell.trim());
    cell = '';
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (sign === '"' && quoted && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (sign === '"') quoted = !quoted;
    else if (sign === separator && !quoted) endCell();
    else if (sign === '\n' && !quoted) {
      endCell();
      rows.push([]);
    } else if (sign !== '\r' && sign !== '\ufeff') cell += sign;
  }
  endCell();
  return rows.filter((row) => row.some((one) => one !== ''));
}

/** Without a heading an address says what it is, what stands beside it is the name, and a line by itself a customer id. */
function withoutHeading(row: readonly string[]): Partial<Record<Column, string>> {
  const cells = row.filter((cell) => cell !== '');
  const [, name = '', inBrackets] = /^(.*?)\s*<([^<>\s]+@[^<>\s]+)>$/.exec(cells[0] ?? '') ?? [];
  if (inBrackets !== undefined) return { email: inBrackets, name };
  const email = cells.find((cell) => cell.includes('@'));
  if (email === undefined) return cells.length === 1 ? { customerId: cells[0] ?? '' } : {};
  return { email, name: cells.find((cell) => cell !== email) ?? '' };
}

function recipientOf({ email, name, phone, language, customerId, ticketId }: Partial<Record<Column, string>>) {
  const known = Object.entries({ email, name, phone, language }).filter(([, value]) => value);
  if (!email && !customerId) return undefined;
  return {
    ...(known.length > 0 && { contact: Object.fromEntries(known) }),
    ...(customerId && { customerId }),
    ...(ticketId && { relatedTo: { ticketId } }),
  } satisfies Recipient;
}

/** Whom a text names, each once; `unread` are lines that name nobody. */
export function readRecipients(text: string): { recipients: Recipient[]; unread: string[] } {
  const rows = rowsOf(text);
  const columns = (rows[0] ?? []).map(columnOf);
  const headed = columns.some((column) => column === 'email' || column === 'customerId');
  const seen = new Set<string>();
  const recipients: Recipient[] = [];
  const unread: string[] = [];
  for (const row of headed ? rows.slice(1) : rows) {
    const cells = headed
      ? Object.fromEntries(row.flatMap((cell, at) => (columns[at] === undefined ? [] : [[columns[at], cell]])))
      : withoutHeading(row);
    const recipient = recipientOf(cells);
    if (recipient === undefined) {
      unread.push(row.join(', '));
      continue;
    }
    const who = (recipient.contact?.['email'] ?? recipient.customerId ?? '').toLowerCase();
    if (seen.has(who)) continue;
    seen.add(who);
    recipients.push(recipient);
  }
  return { recipients, unread };
}
