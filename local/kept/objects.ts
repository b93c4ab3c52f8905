import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import * as z from 'zod';
import { callCloud, type Cloud } from '../cloud.ts';

const META = '.meta.json';
const sidecar = z.object({
  key: z.string(),
  content_type: z.string().nullish(),
  content_encoding: z.string().nullish(),
  metadata: z.record(z.string(), z.string()).default({}),
});

/** Of CDK itself, made anew by each deployment. */
const isOwnBucket = (bucket: string): boolean => !bucket.startsWith('cdk-');

/**
 * Before the emulator starts: takes away the objects that it wrote, because it would not deploy a bucket that exists.
 * Objects of a start that ended before it had put them back are still there, and are joined by the newer ones.
 */
export function takeObjects(folder: string): void {
  const [written, kept] = [join(folder, 's3'), keptObjects(folder)];
  if (!existsSync(written)) return;
  for (const file of globSync('**', { cwd: written, withFileTypes: true }).filter((entry) => entry.isFile())) {
    const from = join(file.parentPath, file.name);
    const to = join(kept, relative(written, from));
    mkdirSync(dirname(to), { recursive: true });
    renameSync(from, to);
  }
  rmSync(written, { recursive: true });
}

const keptObjects = (folder: string): string => join(folder, 'kept', 'objects');

/** After the deployment: puts the objects back into the buckets of the same names. What cannot be put back stays kept. */
export async function putObjectsBack(cloud: Cloud, say: (line: string) => void): Promise<void> {
  const kept = keptObjects(cloud.folder);
  if (!existsSync(kept)) return;
  const sidecars = globSync(`*/**/*${META}`, { cwd: kept });
  let left = 0;
  for (const path of sidecars) {
    const bucket = path.split(sep)[1] ?? '';
    const file = join(kept, path.slice(0, -META.length));
    if (isOwnBucket(bucket) && existsSync(file) && !(await putBack(cloud, bucket, file, say))) left += 1;
  }
  if (left === 0) rmSync(kept, { recursive: true });
  else say(`${left} objects of S3 could not be put back; they stay in ${kept}`);
}

async function putBack(cloud: Cloud, bucket: string, file: string, say: (line: string) => void): Promise<boolean> {
  try {
    const { key, content_type, content_encoding, metadata } = sidecar.parse(
      JSON.parse(readFileSync(file + META, 'utf8')),
    );
    const own = Object.entries(metadata).map(([name, value]): [string, string] => [
      name.startsWith('x-amz-meta-') ? name : `x-amz-meta-${name}`,
      value,
    ]);
    const path = `/${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
    const reply = await callCloud(cloud, 's3', path, {
      method: 'PUT',
      headers: {
        ...Object.fromEntries(own),
        'content-type': content_type ?? 'application/octet-stream',
        ...(content_encoding && { 'content-encoding': content_encoding }),
      },
      body: readFileSync(file),
    });
    if (!reply.ok) throw new Error(`${reply.status} ${await reply.text()}`);
    return true;
  } catch (error) {
    say(`${file} is not put back: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}
