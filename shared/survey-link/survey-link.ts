import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Id, type IdKind, idPrefixes } from '../kernel/id-kinds.ts';
import { deriveKey, type MasterKeys } from '../kernel/secret.ts';

/** What a link lets its holder do; a token of one purpose is worthless for another. */
export const linkPurposes = {
  answer: 1,
  unsubscribe: 2,
  preferences: 3,
  report: 4,
  mute: 5,
  updates: 6,
  initiative: 7,
  address: 8,
  confirm: 9,
  calendar: 10,
  document: 11,
} as const;
export type LinkPurpose = keyof typeof linkPurposes;

/** Bits beside the purpose. */
export const linkFlags = {
  /** Which mail of a survey carries the link: 0 the first, 1 to 3 its reminders. */
  reminder: 0b11,
  /** A link that no person can see; whoever follows it follows every link. */
  trap: 1 << 2,
  /** A page shown to its author; nothing is recorded. */
  preview: 1 << 3,
  /** Sent on the person's own request a moment ago: opens personal history, not just preferences. */
  fresh: 1 << 4,
  /** The subject is a customer, or a contact of a business, and no survey. */
  customer: 1 << 5,
  contact: 1 << 6,
} as const;

/** Which kind of id a link's subject is made of. */
export const subjectFlags = (id: Id<'survey'> | Id<'customer'> | Id<'contact'>): number => {
  if (id.startsWith(`${idPrefixes.customer}_`)) return linkFlags.customer;
  return id.startsWith(`${idPrefixes.contact}_`) ? linkFlags.contact : 0;
};

/** A verified link. The company is known by its hash only; the registry knows the id. */
export type Link = {
  purpose: LinkPurpose;
  flags: number;
  /** First 16 bytes of SHA-256 of the company id, as 32 hex digits. */
  company: string;
  /** 16 bytes of what the link is about (a survey's ULID, a person's key), as 32 hex digits. */
  subject: string;
  expiresAt: Date;
};

/** Days that links work after their survey has ended, to say so kindly. */
export const LINK_GRACE_DAYS = 90;

const VERSION = 1;
const BODY_BYTES = 41;
const TOKEN_BYTES = 57;
/** 57 bytes need no padding and leave no spare bits, so every token has exactly one spelling. */
export const TOKEN_PATTERN = /^[A-Za-z0-9_-]{76}$/;

/** The 16 bytes that stand for a company in a link, as hex. */
export const companyHash = (companyId: string): string =>
  createHash('sha256').update(companyId).digest('hex').slice(0, 32);

/**
 * Makes a token: `version 1 | key 1 | purpose 1 | flags 2 | company 16 | subject 16 | expiry 4 | mac 16`
 * bytes as base64url. The MAC is HMAC-SHA-256 cut to 128 bits, with a key of this company and purpose.
 */
export function sealLink(master: MasterKeys, link: Link): string {
  const body = Buffer.alloc(BODY_BYTES);
  const { company, subject } = link;
  if (!/^[0-9a-f]{32}$/.test(company) || !/^[0-9a-f]{32}$/.test(subject)) throw new Error('a link names 16-byte ids');
  body[0] = VERSION;
  body[1] = keyByte(master.current);
  body[2] = linkPurposes[link.purpose];
  body.writeUInt16BE(link.flags, 3);
  body.write(company, 5, 'hex');
  body.write(subject, 21, 'hex');
  body.writeUInt32BE(Math.floor(link.expiresAt.getTime() / 1_000), 37);
  const key = master.keys.get(master.current);
  if (!key) throw new Error('the current master key is missing');
  return Buffer.concat([body, mac(key, link.purpose, company, body)]).toString('base64url');
}

/**
 * Reads a token, or says nothing about why not. Checks come before any read of the table: length and
 * alphabet, one spelling, known key, MAC in constant time, purpose, expiry. A link outlives its survey
 * (`LINK_GRACE_DAYS`), so that a late customer gets the survey's friendly page and not this refusal.
 */
export function openLink(
  master: MasterKeys,
  token: string,
  purposes: readonly LinkPurpose[],
  now: Date,
): Link | undefined {
  if (!TOKEN_PATTERN.test(token)) return undefined;
  const bytes = Buffer.from(token, 'base64url');
  // Node's decoder accepts variants; only the spelling that we would write ourselves is a token.
  if (bytes.length !== TOKEN_BYTES || bytes.toString('base64url') !== token) return undefined;
  if (bytes[0] !== VERSION) return undefined;
  const body = bytes.subarray(0, BODY_BYTES);
  const key = [...master.keys].find(([id]) => keyByte(id) === body[1])?.[1];
  const purpose = (Object.keys(linkPurposes) as LinkPurpose[]).find((name) => linkPurposes[name] === body[2]);
  if (!key || !purpose) return undefined;
  const company = body.toString('hex', 5, 21);
  if (!timingSafeEqual(mac(key, purpose, company, body), bytes.subarray(BODY_BYTES))) return undefined;
  if (!purposes.includes(purpose)) return undefined;
  const expiresAt = new Date(body.readUInt32BE(37) * 1_000);
  if (expiresAt <= now) return undefined;
  return {
    purpose,
    flags: body.readUInt16BE(3),
    company,
    subject: body.toString('hex', 21, 37),
    expiresAt,
  };
}

function mac(master: Buffer, purpose: LinkPurpose, company: string, body: Buffer): Buffer {
  return createHmac('sha256', deriveKey(master, `link:${purpose}`, company))
    .update(body)
    .digest()
    .subarray(0, 16);
}

/** Keys are named k1, k2 …; the number is the token's key byte. */
function keyByte(id: string): number {
  const number = Number(/^k(\d{1,3})$/.exec(id)?.[1]);
  if (!(number >= 1 && number <= 255)) throw new Error('master keys are named k1 to k255');
  return number;
}

const NONCE_PATTERN = /^[A-Za-z0-9_-]{24}$/;

/** A page's one-time mark: when it was made (4 bytes), 6 random bytes, and 8 bytes of MAC over both and the token. */
export function makeNonce(master: MasterKeys, token: string, now: Date): string {
  const body = Buffer.alloc(10);
  body.writeUInt32BE(Math.floor(now.getTime() / 1_000));
  randomBytes(6).copy(body, 4);
  const key = master.keys.get(master.current);
  if (!key) throw new Error('the current master key is missing');
  return Buffer.concat([body, nonceMac(key, token, body)]).toString('base64url');
}

/** When the page with this nonce was made; undefined for a nonce that is not ours, of another link, or from the future. */
export function openNonce(master: MasterKeys, token: string, nonce: string, now: Date): Date | undefined {
  if (!NONCE_PATTERN.test(nonce)) return undefined;
  const bytes = Buffer.from(nonce, 'base64url');
  const body = bytes.subarray(0, 10);
  const genuine = [...master.keys.values()].some((key) =>
    timingSafeEqual(nonceMac(key, token, body), bytes.subarray(10)),
  );
  const madeAt = new Date(body.readUInt32BE(0) * 1_000);
  return genuine && madeAt <= now ? madeAt : undefined;
}

const nonceMac = (master: Buffer, token: string, body: Buffer): Buffer =>
  createHmac('sha256', deriveKey(master, 'page-nonce', token))
    .update(body)
    .digest()
    .subarray(0, 8);

/** The 16 bytes of a ULID-based id as hex, for a link's subject. */
export function subjectOfId(id: string): string {
  const digits = id.slice(id.indexOf('_') + 1);
  let value = 0n;
  for (const digit of digits) value = value * 32n + BigInt(crockford.indexOf(digit));
  return value.toString(16).padStart(32, '0');
}

/** The inverse of {@link subjectOfId} for a kind of id. */
export function idOfSubject<K extends IdKind>(kind: K, subject: string): Id<K> {
  let value = BigInt(`0x${subject}`);
  let digits = '';
  for (let position = 0; position < 26; position++) {
    digits = (crockford[Number(value % 32n)] ?? '') + digits;
    value /= 32n;
  }
  return `${idPrefixes[kind]}_${digits}` as Id<K>;
}

const crockford = '0123456789abcdefghjkmnpqrstvwxyz';
