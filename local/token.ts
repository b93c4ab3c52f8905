import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultFolder, readEndpoints } from './endpoints.ts';
import { signToken } from './issuer.ts';

const usage = `usage: npm run token -s -- --company demo --role manager [--user ID]
       npm run token -s -- --company demo --scope "feedback:write metrics:read"`;

/** `npm run token`: a bearer token of a person (`--role`) or a machine (`--scope`). */
async function main(): Promise<string> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { company: text, role: text, user: text, scope: text } });
  const { company, role, user, scope } = values;
  if (!company || Boolean(role) === Boolean(scope)) throw new Error(usage);
  const issuer = await runningIssuer();
  return signToken({ issuer, keyFile: join(defaultFolder, 'issuer-key.json') }, { company, role, user, scope });
}

async function runningIssuer(): Promise<string> {
  const issuer = readEndpoints(defaultFolder)?.issuer;
  if (issuer && (await fetch(`${issuer}/jwks`).catch(() => undefined))?.ok) return issuer;
  throw new Error('Heed is not running here: start it with npm start, and wait until it says Ready.');
}

await main().then(
  (token) => process.stdout.write(`${token}\n`),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
