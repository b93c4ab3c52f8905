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

/** A link under which anybody can fetch a file for so many seconds, as a download of that name. */
export async function linkTo(key: string, name: string, seconds: number): Promise<string> {
  const url = urlOf(key, {
    'X-Amz-Expires': String(seconds),
    'response-content-disposition': `attachment; filename="${name}"`,
  });
  return (await s3().sign(url, { method: 'GET', aws: { signQuery: true } })).url;
}
