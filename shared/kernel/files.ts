import { createHmac } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import { env } from './env.ts';

/**
 * Files of a company in S3. A service that speaks XML would bring half a client more into every bundle (infra/sdk-diet), and
 * these few calls need one text out of it: they are signed by a small library instead of the SDK.
 */

/** S3 takes no smaller part but the last one. */
export const SMALLEST_PART = 5 * 1024 * 1024;

let client: AwsClient | undefined;
/** Made at first use. Credentials of a function's process stay as long as the process. */
function s3(): AwsClient {
  client ??= new AwsClient({
    accessKeyId: env('AWS_ACCESS_KEY_ID'),
    secretAccessKey: env('AWS_SECRET_ACCESS_KEY'),
    ...(process.env['AWS_SESSION_TOKEN'] && { sessionToken: process.env['AWS_SESSION_TOKEN'] }),
    service: 's3',
    region: env('AWS_REGION'),
    retries: 4,
  });
  return client;
}

function urlOf(key: string, query: Record<string, string> = {}): URL {
  const bucket = env('FILES_BUCKET');
  const other = process.env['AWS_ENDPOINT_URL_S3'];
  const base = other ? `${other}/${bucket}` : `https://${bucket}.s3.${env('AWS_REGION')}.amazonaws.com`;
  const url = new URL(`${base}/${key.split('/').map(encodeURIComponent).join('/')}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

/** Where links and forms lead, for pages that may lead nowhere else. */
export const filesOrigin = (): string => urlOf('').origin;

type Call = {
  method: string;
  query?: Record<string, string>;
  body?: Uint8Array<ArrayBuffer> | string;
  headers?: Record<string, string>;
};

/** The reply of one call; 404 is one, too. Says of any other refusal its status alone: a body can quote a key. */
async function call(key: string, { query, ...init }: Call): Promise<Response> {
  const reply = await s3().fetch(urlOf(key, query), init);
  if (reply.ok || reply.status === 404) return reply;
  await reply.body?.cancel();
  throw new Error(`S3 answered ${reply.status} to ${init.method}`);
}

const expectThere = (reply: Response, what: string): Response => {
  if (reply.status === 404) throw new Error(`S3 has no such ${what}`);
  return reply;
};

export async function putFile(key: string, body: Uint8Array<ArrayBuffer> | string): Promise<void> {
  expectThere(await call(key, { method: 'PUT', body }), 'bucket');
}

/** Throws where there is no such file. */
export async function getFile(key: string): Promise<Uint8Array<ArrayBuffer>> {
  const reply = expectThere(await call(key, { method: 'GET' }), 'file');
  return new Uint8Array(await reply.arrayBuffer());
}

/** The bytes of a file, one piece after another; undefined where there is no such file. Whoever stops early must `return`. */
export async function openFile(
  key: string,
): Promise<{ bytes: number; pieces: AsyncIterable<Uint8Array<ArrayBuffer>> } | undefined> {
  const reply = await call(key, { method: 'GET' });
  if (reply.status === 404 || !reply.body) return undefined;
  return { bytes: Number(reply.headers.get('content-length')), pieces: reply.body };
}

/** Takes a file away; one that is not there is no error. */
export async function removeFile(key: string): Promise<void> {
  await call(key, { method: 'DELETE' });
}

/** The keys of all files below a folder, in their order, as many at a time as S3 tells at once. */
export async function* filesBelow(folder: string): AsyncGenerator<string[]> {
  let after: string | undefined;
  do {
    const query = { 'list-type': '2', prefix: `${folder}/`, ...(after !== undefined && { 'start-after': after }) };
    const reply = expectThere(await call('', { method: 'GET', query }), 'bucket');
    const text = await reply.text();
    // Keys are made of ids and names of ours: none has a character that XML would write otherwise.
    const keys = [...text.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key]) => String(key));
    yield keys;
    after = text.includes('<IsTruncated>true</IsTruncated>') ? keys.at(-1) : undefined;
  } while (after !== undefined);
}

/** Whether there is such a file. */
export const hasFile = async (key: string): Promise<boolean> => (await call(key, { method: 'HEAD' })).ok;

/** Begins a file that is put together from parts; it is there once {@link completeUpload} has been called. */
export async function startUpload(key: string, contentType: string): Promise<string> {
  const headers = { 'content-type': contentType };
  const reply = expectThere(await call(key, { method: 'POST', query: { uploads: '' }, headers }), 'bucket');
  const [, uploadId] = /<UploadId>([^<]+)<\/UploadId>/.exec(await reply.text()) ?? [];
  if (!uploadId) throw new Error('S3 began an upload and named no id');
  return uploadId;
}

/** Puts a part in its place, from 1 on, and returns its tag. The same part again takes its own place. */
export async function uploadPart(
  key: string,
  uploadId: string,
  part: number,
  body: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const query = { partNumber: String(part), uploadId };
  const reply = expectThere(await call(key, { method: 'PUT', query, body }), 'upload');
  const tag = reply.headers.get('etag');
  if (!tag) throw new Error('S3 took a part and named no tag');
  return tag;
}

/** Makes the file of its parts, in their order. Completing once more changes nothing. */
export async function completeUpload(key: string, uploadId: string, tags: readonly string[]): Promise<void> {
  const parts = tags.map(
    (tag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${tag.replaceAll('"', '&quot;')}</ETag></Part>`,
  );
  const body = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
  const reply = await call(key, { method: 'POST', query: { uploadId }, body });
  // The upload is gone where it was completed before; S3 may also answer 200 and tell an error in the body.
  const done = reply.ok ? !(await reply.text()).includes('<Error>') : (await call(key, { method: 'HEAD' })).ok;
  if (!done) throw new Error('S3 could not put a file together');
}

/** What a form is good for: one key, at most so many bytes, and where said exactly one content. */
export type FormOf = {
  mostBytes: number;
  seconds: number;
  now: Date;
  /** The type, the number of bytes and the SHA-256 (hexadecimal) that a file must have: S3 refuses any other. */
  exactly?: { contentType: string; bytes: number; sha256: string };
};

/** A form by which anybody can put one file under a key, for so many seconds. */
export function formFor(
  key: string,
  { mostBytes, seconds, now, exactly }: FormOf,
): { url: string; fields: Record<string, string> } {
  const at = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = at.slice(0, 8);
  const scope = [day, env('AWS_REGION'), 's3', 'aws4_request'];
  const session = process.env['AWS_SESSION_TOKEN'];
  const fields = {
    key,
    ...(exactly && {
      'Content-Type': exactly.contentType,
      'x-amz-checksum-algorithm': 'SHA256',
      'x-amz-checksum-sha256': Buffer.from(exactly.sha256, 'hex').toString('base64'),
    }),
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-credential': [env('AWS_ACCESS_KEY_ID'), ...scope].join('/'),
    'x-amz-date': at,
    ...(session && { 'x-amz-security-token': session }),
  };
  const conditions = [
    { bucket: env('FILES_BUCKET') },
    ...Object.entries(fields).map(([name, value]) => ({ [name]: value })),
    ['content-length-range', exactly?.bytes ?? 1, exactly?.bytes ?? mostBytes],
  ];
  const expiration = new Date(now.getTime() + seconds * 1_000).toISOString();
  const policy = Buffer.from(JSON.stringify({ expiration, conditions })).toString('base64');
  // The key of Signature Version 4 is derived step by step from day, region and service.
  const signingKey = scope.reduce<string | Buffer>(hmac, `AWS4${env('AWS_SECRET_ACCESS_KEY')}`);
  return {
    url: urlOf('').href,
    fields: { ...fields, policy, 'x-amz-signature': hmac(signingKey, policy).toString('hex') },
  };
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** A name in a header: in ASCII for old programs, and as it is by RFC 6266. */
function attachment(name: string): string {
  const plain = name.replace(/[^ -~]|["\\%]/g, '_');
  const exact = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"${plain === name ? '' : `; filename*=UTF-8''${exact}`}`;
}

/**
 * A link under which anybody can fetch a file for so many seconds, as a download of that name. With `opaque` S3 says nothing of
 * its type, so that no browser shows it.
 */
export async function linkTo(
  key: string,
  name: string,
  seconds: number,
  { opaque = false }: { opaque?: boolean } = {},
): Promise<string> {
  const url = urlOf(key, {
    'X-Amz-Expires': String(seconds),
    'response-content-disposition': attachment(name),
    ...(opaque && { 'response-content-type': 'application/octet-stream' }),
  });
  return (await s3().sign(url, { method: 'GET', aws: { signQuery: true } })).url;
}
