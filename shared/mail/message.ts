import type { SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import type { Mail } from './mail.schema.ts';

export type Address = { address: string; name?: string | undefined };
export type Attachment = { fileName: string; contentType: string; bytes: Uint8Array; contentId?: string };
export type Envelope = {
  from: Address;
  to: string;
  replyTo?: string | undefined;
  /** HTTPS address that unsubscribes on POST (RFC 8058). Leave out only for mails a person asked for. */
  unsubscribeUrl?: string | undefined;
  configurationSet?: string | undefined;
  /** Sent with it; one with a `contentId` is shown in the HTML that names it by `cid:`. */
  attachments?: readonly Attachment[];
  /** Further headers, whose values are ours. */
  headers?: readonly { Name: string; Value: string }[];
  /** Come back with every SES event of this message. */
  tags?: Record<string, string>;
};

/** A value that would break out of its header, or an address that is none. */
export class UnsafeHeader extends Error {
  override readonly name = 'UnsafeHeader';
}

/**
 * The SES v2 request for a mail. SES builds the MIME message and encodes subject and bodies; names and
 * addresses are ours to make safe, because they come from strangers. Throws {@link UnsafeHeader}.
 */
export function sesMessage(mail: Mail, envelope: Envelope): SendEmailCommandInput {
  const { from, to, replyTo, unsubscribeUrl, configurationSet, tags, attachments = [], headers = [] } = envelope;
  return {
    FromEmailAddress: mailbox(from),
    Destination: { ToAddresses: [bareAddress(to)] },
    ...(replyTo && { ReplyToAddresses: [bareAddress(replyTo)] }),
    Content: {
      Simple: {
        Subject: { Data: headerText(mail.subject), Charset: 'UTF-8' },
        Body: {
          Html: { Data: mail.html, Charset: 'UTF-8' },
          Text: { Data: mail.text, Charset: 'UTF-8' },
        },
        Headers: [...(unsubscribeUrl ? unsubscribeHeaders(unsubscribeUrl) : []), ...headers],
        ...(attachments.length > 0 && { Attachments: attachments.map(attached) }),
      },
    },
    ...(configurationSet && { ConfigurationSetName: configurationSet }),
    ...(tags && { EmailTags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value: tagValue(Value) })) }),
  };
}

const attached = ({ fileName, contentType, bytes, contentId }: Attachment) => ({
  FileName: headerText(fileName),
  ContentType: contentType,
  RawContent: bytes,
  ContentTransferEncoding: 'BASE64' as const,
  ...(contentId === undefined
    ? { ContentDisposition: 'ATTACHMENT' as const }
    : { ContentDisposition: 'INLINE' as const, ContentId: contentId }),
});

/** One-click unsubscribe: the mail program posts by itself, no page in between (RFC 8058, 3.1). */
export function unsubscribeHeaders(url: string): { Name: string; Value: string }[] {
  if (!/^https?:\/\/[\x21-\x3b\x3d\x3f-\x7e]+$/.test(url)) throw new UnsafeHeader('unsubscribe address');
  return [
    { Name: 'List-Unsubscribe', Value: `<${url}>` },
    { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
  ];
}

/** Text fit for one header line: no breaks, no controls, no half characters. */
export function headerText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 250)
    .toWellFormed();
}

/** `"Acme, Inc." <a@example.com>`; names beyond ASCII as encoded words (RFC 2047). */
export function mailbox({ name, address }: Address): string {
  const clean = headerText(name ?? '');
  const bare = bareAddress(address);
  if (clean === '') return bare;
  const shown = /^[\x20-\x7e]*$/.test(clean) ? `"${clean.replace(/["\\]/g, '\\$&')}"` : encodedWords(clean);
  return `${shown} <${bare}>`;
}

/** Encoded words hold at most 75 characters each and never split a character. */
function encodedWords(text: string): string {
  const words: string[] = [''];
  for (const character of text) {
    const longer = `${words.at(-1)}${character}`;
    if (Buffer.byteLength(longer) > 42) words.push(character);
    else words[words.length - 1] = longer;
  }
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ');
}

/** An address without a name; what could end the header or add a recipient is refused, not repaired. */
export function bareAddress(address: string): string {
  if (
    address.length > 254 ||
    !/^[^\s@<>(),:;"[\]\\\p{Cc}]+@[^\s@<>(),:;"[\]\\\p{Cc}]+\.[^\s@<>(),:;"[\]\\\p{Cc}.]+$/u.test(address)
  )
    throw new UnsafeHeader('mail address');
  return address;
}

// SES allows only these characters in a tag's value.
const tagValue = (value: string): string => value.replace(/[^A-Za-z0-9_.@-]/g, '_').slice(0, 256);
