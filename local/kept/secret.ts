import { statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { callJson, type Cloud } from '../cloud.ts';
import { readKept, writeKept } from './file.ts';

const stored = z.string().min(1);

/** Two copies: every link in a mail that was sent hangs on this one value, and any single file may get lost. */
const copiesOf = (folder: string): string[] => [join(folder, 'kept', 'secret.json'), join(folder, 'secret-copy.json')];

export type SecretKeeper = {
  /** Puts the kept value into the fresh deployment; the first deployment's own value is kept. */
  restore: () => Promise<void>;
  /** Keeps a value that was changed since, e.g. one with a further key. */
  save: (cloud: Cloud) => Promise<void>;
};

/** Keeps the secret that survey links and cursors are made with. */
export function keepSecret(cloud: Cloud, secretId: string, say: (line: string) => void): SecretKeeper {
  const copies = copiesOf(cloud.folder);
  let kept: string | undefined;
  const save = async (asked: Cloud): Promise<void> => {
    const target = 'secretsmanager.GetSecretValue';
    const { SecretString } = await callJson<{ SecretString: string }>(asked, 'secretsmanager', target, {
      SecretId: secretId,
    });
    if (SecretString === kept) return;
    for (const copy of copies) writeKept(copy, SecretString);
    kept = SecretString;
  };
  const restore = async (): Promise<void> => {
    // A stop between the two writes leaves two good values: the later one was current.
    const found = copies
      .map((copy) => ({ value: readKept(copy, stored, say), copy }))
      .flatMap(({ value, copy }) => (value === undefined ? [] : [{ value, at: statSync(copy).mtimeMs }]))
      .toSorted((a, b) => b.at - a.at);
    const [latest] = found;
    if (latest) {
      await callJson(cloud, 'secretsmanager', 'secretsmanager.PutSecretValue', {
        SecretId: secretId,
        SecretString: latest.value,
      });
    }
    await save(cloud);
  };
  return { restore, save };
}
