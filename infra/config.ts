import { join } from 'node:path';
import type { Node } from 'constructs';
import { isCompanyId } from '../shared/kernel/context.ts';
import { type Permission, permissionsAmong } from '../shared/kernel/permissions.ts';

/** What differs between deployments. Nothing else in the app asks which stage it is. */
export type Config = {
  stage: 'prod' | 'local';
  /** Begins every physical name; two deployments in one account and region need two. */
  name: string;
  /** Any OIDC issuer; a Cognito user pool is made without one. */
  oidc?: { issuer: string; audience: readonly string[] };
  /** Companies whose systems sign in through the Cognito user pool. */
  companies: readonly string[];
  companyClaim?: string;
  rolesClaim?: string;
  /** Begins the name of every group that is a role; `heed:` without it. */
  rolePrefix?: string;
  /** What roles that a company makes may hold at most; all permissions without it. */
  ownRolePermissions?: readonly Permission[];
  alarmEmail?: string;
  /** Where the API is reached from outside, for links in mails and pages. */
  publicUrl?: string;
  /** Origins beside the issuer's that the console talks to while somebody signs in: where the issuer's tokens come from. */
  consoleConnect: readonly string[];
  /** Whether the console is deployed; the local gateway serves it by itself. */
  console: boolean;
  /** The console's address, where people return after signing in with Cognito. */
  consoleUrl: string;
  /** Sender of every mail; the address or its domain must be a verified SES identity. */
  mailFrom: string;
  /** Mails a second of one run; SES tells the account's limit. */
  mailRate?: string;
  /** Comprehend calls a second and operation that the account may make (Service Quotas); half of them are the backlog's. */
  comprehendRate?: string;
  /** Whether texts may go to Amazon Translate; off unless said. */
  translation?: boolean;
  /** Stateful resources outlive their stack and refuse deletion. */
  retain: boolean;
  logRetentionDays: number;
  throttle: { rateLimit: number; burstLimit: number };
  /** Keeps events for a replay; the emulator knows no archives. */
  eventArchive: boolean;
  /** Extra variables for every function: the addresses of local services. */
  environment: Readonly<Record<string, string>>;
  /** Folder of the bundles; without one (in tests and the local cloud) functions get an empty body. */
  bundles?: string;
};

export const defaults: Config = {
  stage: 'prod',
  name: 'heed',
  companies: [],
  consoleConnect: [],
  console: true,
  consoleUrl: 'http://localhost:5173',
  mailFrom: 'feedback@example.com',
  retain: true,
  logRetentionDays: 90,
  throttle: { rateLimit: 500, burstLimit: 1000 },
  eventArchive: true,
  environment: {},
};

/** What mails may be sent from: SES is granted for the sender's address and its whole domain. */
export const mailDomainOf = ({ mailFrom }: Config): string => mailFrom.slice(mailFrom.indexOf('@') + 1);

/** Reads `-c key=value` of the CDK command line; an unknown stage or a half-given issuer is an error. */
export function configOf(node: Node): Config {
  const text = (key: string): string | undefined => {
    const value: unknown = node.tryGetContext(key);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const stage = text('stage') ?? 'prod';
  if (stage !== 'prod' && stage !== 'local') throw new Error(`-c stage=${stage}: use prod or local`);
  const webhookAllowed = text('webhookAllowed');
  if (webhookAllowed && stage === 'prod') throw new Error('-c webhookAllowed: webhooks go to the public internet only');
  const issuer = text('oidcIssuer');
  const audience = text('oidcAudience')?.split(',');
  if (Boolean(issuer) !== Boolean(audience)) throw new Error('give oidcIssuer and oidcAudience together, or neither');
  return {
    ...defaults,
    ...(stage === 'local' && local(text('localEnv'), webhookAllowed)),
    stage,
    name: text('name') ?? defaults.name,
    oidc: issuer && audience ? { issuer, audience } : undefined,
    companies: text('companies')?.split(',').map(company) ?? defaults.companies,
    companyClaim: text('companyClaim'),
    rolesClaim: text('rolesClaim'),
    rolePrefix: text('rolePrefix'),
    ownRolePermissions: text('ownRolePermissions')?.split(',').map(permission),
    alarmEmail: text('alarmEmail'),
    publicUrl: text('publicUrl'),
    consoleConnect: text('consoleConnect')?.split(',') ?? defaults.consoleConnect,
    consoleUrl: text('consoleUrl') ?? defaults.consoleUrl,
    mailFrom: text('mailFrom') ?? defaults.mailFrom,
    mailRate: text('mailRate'),
    comprehendRate: text('comprehendRate'),
    translation: flag('translation', text('translation')),
    // The local cloud runs the bundles itself.
    bundles: stage === 'local' ? undefined : join(import.meta.dirname, '../.build'),
  };
}

function flag(key: string, said: string | undefined): boolean {
  if (said !== undefined && said !== 'true' && said !== 'false') throw new Error(`-c ${key}: use true or false`);
  return said === 'true';
}

function company(id: string): string {
  if (!isCompanyId(id)) throw new Error(`-c companies: "${id}" cannot be the id of a company`);
  return id;
}

function permission(name: string): Permission {
  const [known] = permissionsAmong([name]);
  if (!known) throw new Error(`-c ownRolePermissions: there is no permission "${name}"`);
  return known;
}

/** What the local cloud needs otherwise than AWS. */
const local = (environment: string | undefined, webhookAllowed: string | undefined): Partial<Config> => ({
  retain: false,
  console: false,
  logRetentionDays: 1,
  throttle: { rateLimit: 10_000, burstLimit: 5000 },
  eventArchive: false,
  environment: {
    ...(environment && (JSON.parse(environment) as Record<string, string>)),
    // Exact `host:port` pairs that webhooks may be sent to though they are local.
    ...(webhookAllowed && { WEBHOOK_ALLOWED: webhookAllowed }),
  },
});
