import { createHash, createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { SMALLEST_PART } from '../kernel/files.ts';

export type Files = {
  /** What is there under its key; a file of parts only once it has been put together. */
  stored: Map<string, Buffer>;
  /** While set, every call is answered with this status. */
  refusal: number | undefined;
};

/**
 * Speaks S3 as far as `kernel/files.ts` notices, with its rules for files of parts: requests must be signed, no part but
 * the last may be below 5 MiB, and an upload is gone once it has been completed.
 */
export function filesServer(): { files: Files; server: Server } {
  const files: Files = { stored: new Map(), refusal: undefined };
  const uploads = new Map<string, Map<number, Buffer>>();

  function answer(
    { method = '', headers }: IncomingMessage,
    url: URL,
    body: Buffer,
  ): [number, Record<string, string>, (string | Buffer)?] {
    const key = decodeURIComponent(url.pathname.slice('/files/'.length));
    const uploadId = url.searchParams.get('uploadId');
    if (url.searchParams.get('list-type') === '2') return list(url.searchParams);
    if (method === 'POST' && headers['content-type']?.startsWith('multipart/form-data')) return takeForm(body);
    const isSigned = headers.authorization?.startsWith('AWS4-HMAC-SHA256') ?? url.searchParams.has('X-Amz-Signature');
    if (!isSigned) return [403, {}];
    if (url.searchParams.has('uploads')) {
      const id = randomUUID();
      uploads.set(id, new Map());
      return [200, {}, `<R><UploadId>${id}</UploadId></R>`];
    }
    const parts = uploadId === null ? undefined : uploads.get(uploadId);
    if (uploadId !== null && !parts) return [404, {}, '<Error><Code>NoSuchUpload</Code></Error>'];
    if (parts && method === 'PUT') {
      parts.set(Number(url.searchParams.get('partNumber')), body);
      return [200, { etag: `"${createHash('md5').update(body).digest('hex')}"` }];
    }
    if (parts && uploadId !== null) {
      const sorted = [...parts].toSorted(([a], [b]) => a - b).map(([, part]) => part);
      const named = [...body.toString().matchAll(/<PartNumber>/g)].length;
      if (named !== sorted.length || sorted.slice(0, -1).some((part) => part.length < SMALLEST_PART))
        return [400, {}, '<Error><Code>EntityTooSmall</Code></Error>'];
      files.stored.set(key, Buffer.concat(sorted));
      uploads.delete(uploadId);
      return [200, {}, '<Done/>'];
    }
    if (method === 'PUT') files.stored.set(key, body);
    if (method === 'DELETE') {
      files.stored.delete(key);
      return [204, {}];
    }
    const found = files.stored.get(key);
    return found ? [200, {}, method === 'GET' ? found : ''] : [404, {}];
  }

  /** Keys below a folder in their order, three at a time, so that whoever reads one page alone is found out. */
  function list(asked: URLSearchParams): [number, Record<string, string>, string] {
    const keys = [...files.stored.keys()].toSorted();
    const below = keys.filter(
      (key) => key.startsWith(asked.get('prefix') ?? '') && key > (asked.get('start-after') ?? ''),
    );
    const some = below.slice(0, 3).map((key) => `<Contents><Key>${key}</Key></Contents>`);
    return [200, {}, `<R><IsTruncated>${String(below.length > 3)}</IsTruncated>${some.join('')}</R>`];
  }

  /** A file that somebody puts by a form, with the policy's rules: whose key it is, until when, and how long it may be. */
  function takeForm(body: Buffer): [number, Record<string, string>] {
    const text = body.toString('latin1');
    const field = (name: string): string =>
      new RegExp(`name="${name}"[^]*?\r\n\r\n([^]*?)\r\n--`).exec(text)?.[1] ?? '';
    const policy = JSON.parse(Buffer.from(field('policy') || 'e30=', 'base64').toString()) as {
      expiration?: string;
      conditions?: (Record<string, string> | [string, number, number])[];
    };
    const range = policy.conditions?.find((one): one is [string, number, number] => Array.isArray(one));
    // Each field that the policy names has to be what it says, as S3 has it.
    const isOther = policy.conditions?.some(
      (one) =>
        !Array.isArray(one) && Object.entries(one).some(([name, value]) => name !== 'bucket' && field(name) !== value),
    );
    const isNamed = policy.conditions?.some((one) => !Array.isArray(one) && one['key'] === field('key'));
    const [, scope = ''] = /^[^/]+\/(.+)$/.exec(field('x-amz-credential')) ?? [];
    const secret = `AWS4${process.env['AWS_SECRET_ACCESS_KEY']}`;
    const hmac = (key: string | Buffer, part: string): Buffer => createHmac('sha256', key).update(part).digest();
    const wanted = hmac(scope.split('/').reduce<string | Buffer>(hmac, secret), field('policy')).toString('hex');
    if (isOther || !isNamed || !range || field('x-amz-signature') !== wanted) return [403, {}];
    if ((policy.expiration ?? '') < new Date().toISOString()) return [403, {}];
    const content = Buffer.from(field('file'), 'latin1');
    if (content.length < range[1] || content.length > range[2]) return [400, {}];
    const sum = field('x-amz-checksum-sha256');
    if (sum !== '' && sum !== createHash('sha256').update(content).digest('base64')) return [400, {}];
    files.stored.set(field('key'), content);
    return [204, {}];
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '', 'http://files');
      const [status, headers, body] = files.refusal ? [files.refusal, {}] : answer(request, url, Buffer.concat(chunks));
      response.writeHead(status, headers).end(body);
    });
  });
  return { files, server };
}
