import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultFolder } from './endpoints.ts';
import { identityOf } from './token.ts';

test('a token is for a company, and for a role or scopes that exist', () => {
  expect(identityOf(['--company', 'demo', '--role', 'manager'])).toMatchObject({ company: 'demo', role: 'manager' });
  expect(identityOf(['--company', 'demo', '--scope', 'feedback:write metrics:read'])).toMatchObject({
    scope: 'feedback:write metrics:read',
  });
});

test('a token is for the local cloud of the folder that is named, or of the usual one', () => {
  const person = ['--company', 'demo', '--role', 'manager'];
  expect(identityOf(person).folder).toBe(defaultFolder);
  expect(identityOf([...person, '--folder', '/somewhere']).folder).toBe('/somewhere');
});

test.each([
  [['--company', 'demo', '--role', 'boss'], '--role boss: must be one of admin, manager'],
  [['--company', 'Demo', '--role', 'admin'], '--company Demo: only a-z'],
  [['--company', 'null', '--role', 'admin'], '--company null: only a-z'],
  [['--company', 'demo', '--scope', 'feedback:write feedback:eat'], '--scope feedback:eat: must be some of'],
  [['--company', 'demo', '--boss'], 'Unknown option'],
  [['--company', 'demo'], 'usage:'],
])('%j is refused, and told why', (args, why) => {
  expect(() => identityOf(args)).toThrow(why);
});

test.each(['0', 'forty-two', '4294967296'])('--demo=%s is refused with one line that says why', (seed) => {
  const command = [join(import.meta.dirname, 'start.ts'), `--demo=${seed}`];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  expect(stdout).toBe(`--demo=${seed}: the seed of the demo data must be a whole number from 1 to 4294967295\n`);
});

test('an unknown option ends the start with one line', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'start.ts'), '--bogus'], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  expect(stdout).toMatch(/^Unknown option '--bogus'.*\n$/);
});
