import { contentTypes, type ContentType, MOST_BYTES } from '../../../shared/document/content-types.ts';
import { documentRoutes } from '../../../shared/document/document.routes.ts';
import type { CreateDocument } from '../../../shared/document/document.schema.ts';
import { api } from '../api/client.ts';
import { sendByForm } from '../kit/send-by-form.ts';

const documents = api(documentRoutes);

/** What files are by the end of their names: browsers do not know each of these types, or take tables for those of Excel. */
const typeOfEnding: Readonly<Record<string, ContentType>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  heic: 'image/heic',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  txt: 'text/plain',
  csv: 'text/csv',
  eml: 'message/rfc822',
  ics: 'text/calendar',
  vcf: 'text/vcard',
};
export const endings = Object.keys(typeOfEnding).map((ending) => `.${ending}`);

/** What a file is; undefined where it may not be kept. */
export function typeOf({ name, type }: Pick<File, 'name' | 'type'>): ContentType | undefined {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return typeOfEnding[ending] ?? contentTypes.find((one) => one === type);
}

/** What is wrong with a file, as far as its name and size tell. */
export const faultOf = (file: Pick<File, 'name' | 'type' | 'size'>): 'type' | 'empty' | 'large' | undefined =>
  typeOf(file) === undefined ? 'type' : file.size === 0 ? 'empty' : file.size > MOST_BYTES ? 'large' : undefined;

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

type Said = Pick<CreateDocument, 'owner' | 'kind'>;
/** Announces a document, and sends its file; it is checked then. Bytes that the owner has already are not sent again. */
export async function sendDocument(file: File, said: Said, idempotencyKey: string): Promise<void> {
  const contentType = typeOf(file);
  if (!contentType) throw new Error('a file of an unknown type is not offered to be sent');
  const sha256 = hex(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  // A name from another system may hold what no name of a file may.
  const name = file.name.replaceAll(/[/\\]/g, '-').slice(-200);
  const body = { ...said, name, contentType, bytes: file.size, sha256 };
  const { upload } = await documents.create({ body, idempotencyKey });
  if (upload) await sendByForm(upload, file);
}
