import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isCompanyId } from '../shared/kernel/context.ts';
import { permissions } from '../shared/kernel/permissions.ts';
import { isRole, roles } from '../shared/kernel/roles.ts';
import { defaultFolder, readEndpoints } from './endpoints.ts';
import { type Identity, signToken } from './issuer.ts';

const usage = `usage: npm run token -s -- --company demo --role manager [--user ID] [--folder DIR]
       npm run token -s -- --company demo --scope "feedback:write metrics:read" [--folder DIR]`;

/** Whose token, and the folder of the local cloud that it is for. */
type Asked = Identity & { folder: string };

/** Whom the arguments name. What no token could carry is refused here: a misspelt role would be answered by 403 everywhere. */
export function identityOf(args: string[]): Asked {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { company: text, role: text, user: text, scope: text, folder: text } });
  const { company, role, user, scope, folder = defaultFolder } = values;
  if (!company || Boolean(role) === Boolean(scope)) throw new Error(usage);
  if (!isCompanyId(company)) {
    throw new Error(`--company ${company}: only a-z, 0-9 and - in it, at most 63, beginning with a letter or digit`);
  }
  if (role !== undefined && !isRole(role)) throw new Error(`--role ${role}: must be one of ${roles.join(', ')}`);
  const unknown = scope?.split(/\s+/).find((name) => !(permissions as readonly string[]).includes(name));
  if (unknown !== undefined) throw new Error(`--scope ${unknown}: must be some of ${permissions.join(', ')}`);
  return { company, role, user, scope, folder };
}

async function runningIssuer(folder: string): Promise<string> {
  const issuer = readEndpoints(folder)?.issuer;
  if (issuer && (await fetch(`${issuer}/jwks`).catch(() => undefined))?.ok) return issuer;
  throw new Error('Heed is not running here: start it with npm start, and wait until it says Ready.');
}

/** `npm run token`: a bearer token of a person (`--role`) or a machine (`--scope`). */
async function main(): Promise<string> {
  const { folder, ...identity } = identityOf(process.argv.slice(2));
  return signToken({ issuer: await runningIssuer(folder), keyFile: join(folder, 'issuer-key.json') }, identity);
}

if (import.meta.main) {
  await main().then(
    (token) => process.stdout.write(`${token}\n`),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    },
  );
}
