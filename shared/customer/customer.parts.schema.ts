import * as z from 'zod';
import { verbatim } from '../fields/verbatim.schema.ts';
import { Email } from '../fields/email.schema.ts';
import { idSchema, OuterId } from '../fields/ids.schema.ts';
import { Language, line, prose } from '../fields/text.schema.ts';
import { instant, localTime } from '../fields/time.schema.ts';
import { isTimeZone } from '../kernel/calendar.ts';

export const CustomerId = idSchema('customer');

/** The oldest ones go where there are more: a version is asked about while it holds. */
export const MOST_ACKNOWLEDGEMENTS = 50;
/** That a customer has acknowledged a version of the policy. */
export const Acknowledgement = z
  .object({
    policyVersion: z.string().meta({ example: '2026-11' }),
    at: z.iso.datetime(),
    source: verbatim(z.string()),
  })
  .meta({ id: 'Acknowledgement' });
export type Acknowledgement = z.output<typeof Acknowledgement>;

/** A list of which one entry is the primary one: the first, where nobody marks another. */
const listOfOne = <S extends z.ZodType<{ primary?: boolean | undefined }>>(
  entry: S,
  most: number,
  nameOf: (one: z.output<S>) => string,
) =>
  z
    .array(entry)
    .max(most)
    .refine((all) => all.filter(({ primary }) => primary).length <= 1, 'must have one primary at most')
    .refine((all) => new Set(all.map(nameOf)).size === all.length, 'must not name the same twice');

const primary = z.boolean().optional().meta({ description: 'The first one, where none is marked.', example: true });

const email = {
  address: Email,
  label: z.enum(['personal', 'work', 'billing', 'other']).optional(),
  primary,
};
export const WrittenEmails = listOfOne(z.strictObject(email), 10, ({ address }) => address.toLowerCase());

/** Covered without `customers:contact`, so what is answered need not be an address. */
export const StoredEmail = z.object({ ...email, address: z.string().max(254), primary: z.boolean() });
export const ShownEmail = StoredEmail.extend({
  status: z
    .enum(['unverified', 'bounced', 'complained'])
    .optional()
    .meta({ description: 'What became of mail to it, as surveys and all other mail learn it.' }),
});

const phone = {
  extension: z
    .string()
    .regex(/^\d{1,10}$/, 'must be 1 to 10 digits')
    .optional(),
  type: z.enum(['mobile', 'home', 'work', 'other']).optional(),
  primary,
  consentToCall: z.boolean().optional(),
  consentDate: z.iso.date().optional(),
};
export const WrittenPhones = listOfOne(
  z.strictObject({
    number: z
      .string()
      .min(3)
      .max(40)
      .meta({ description: 'With its country code, or as in the company’s country.', example: '0664 1234567' }),
    ...phone,
  }),
  10,
  ({ number }) => number,
);
export const StoredPhone = z.object({
  number: z.string().max(40).meta({ description: 'E.164.', example: '+436641234567' }),
  national: z
    .string()
    .max(40)
    .optional()
    .meta({ description: 'As people of its country write it.', example: '0664 1234567' }),
  raw: z.string().max(40).optional().meta({ description: 'As it was entered.' }),
  check: z.enum(['valid', 'possible', 'invalid']).meta({
    description:
      'Whether the numbering plan knows it, or only its length fits. `invalid`: an import has brought it as it is, and nobody can call it.',
  }),
  ...phone,
  primary: z.boolean(),
});

/** What somebody may need so that a message or a meeting reaches them. */
export const needNames = [
  'large_print',
  'screen_reader',
  'braille',
  'easy_language',
  'sign_language',
  'captions',
  'text_relay',
  'extra_time',
  'wheelchair_access',
  'other',
] as const;
/** By what somebody may prefer to be reached. */
export const methodNames = ['email', 'phone', 'sms', 'mail'] as const;

/** Reveals health: shown to who holds `customers:sensitive`. */
const Accessibility = z.strictObject({
  needs: z.array(z.enum(needNames)).max(10).optional(),
  note: prose(1_000).optional(),
});

export const Preferences = z
  .strictObject({
    preferredMethod: z.enum(methodNames).optional(),
    contactTime: z
      .strictObject({
        weekdays: z
          .array(z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']))
          .min(1)
          .max(7)
          .optional(),
        from: localTime.optional(),
        to: localTime.optional(),
      })
      .optional(),
    language: Language.optional(),
    timeZone: z.string().max(64).refine(isTimeZone, 'must be an IANA time zone').optional(),
    topics: z.record(z.string().regex(/^[a-z0-9_-]{1,50}$/), z.boolean()).optional(),
    frequency: z.enum(['all', 'weekly', 'monthly', 'none']).optional(),
    accessibility: Accessibility.optional().meta({ description: 'Shown to who holds `customers:sensitive`.' }),
  })
  .meta({ id: 'CustomerPreferences', description: 'What the person wishes; not what they permit.' });

const FIRST_BIRTH = '1880-01-01';
export const Demographics = z
  .strictObject({
    birthDate: z.iso
      .date()
      .refine((day) => day >= FIRST_BIRTH, 'must not lie before 1880')
      .optional(),
    gender: line(50).optional(),
    occupation: line(200).optional(),
    incomeRange: line(50).optional().meta({ description: 'A range of the company’s list, where it has one.' }),
    educationLevel: line(100).optional(),
  })
  .meta({ id: 'CustomerDemographics', description: 'Shown to who holds `customers:sensitive`.' });

const doNotContact = { value: z.boolean(), reason: prose(1_000).optional() };
export const WrittenDoNotContact = z.strictObject(doNotContact);
export const StoredDoNotContact = z.object({ ...doNotContact, at: instant, by: z.string().max(128) });

export const Tier = z.enum(['standard', 'premium', 'enterprise']);
export const AccountTier = z.strictObject({
  value: Tier,
  pinned: z.boolean().optional().meta({ description: 'No rule moves it.' }),
  reason: prose(1_000).optional(),
});

export const SourceType = z.enum([
  'web_lead',
  'showroom',
  'service_customer',
  'referral',
  'event',
  'campaign',
  'social',
  'phone',
  'import',
  'api',
  'other',
]);
export const CustomerSource = z.strictObject({
  type: SourceType,
  id: OuterId.optional(),
  detail: line(200).optional(),
  utm: z.record(z.string().regex(/^[a-z_]{1,40}$/), line(200)).optional(),
});

const networks = {
  linkedin: ['linkedin.com'],
  facebook: ['facebook.com', 'fb.com'],
  x: ['x.com', 'twitter.com'],
  instagram: ['instagram.com'],
  youtube: ['youtube.com', 'youtu.be'],
  tiktok: ['tiktok.com'],
  xing: ['xing.com'],
  other: undefined,
} as const;
type Network = keyof typeof networks;

const isOf = (network: Network, url: string): boolean => {
  const hosts: readonly string[] | undefined = networks[network];
  const parsed = URL.parse(url);
  if (parsed?.protocol !== 'https:' || parsed.username || parsed.password) return false;
  return hosts?.some((host) => parsed.hostname === host || parsed.hostname.endsWith(`.${host}`)) ?? true;
};
export const SocialProfile = z
  .strictObject({
    network: z.enum(Object.keys(networks) as [Network, ...Network[]]),
    url: z
      .string()
      .max(500)
      .regex(/^https:\/\/[\x21-\x7e]+$/, 'must be an https link')
      .meta({ example: 'https://www.linkedin.com/in/ada' }),
    handle: line(100).optional(),
  })
  .refine(({ network, url }) => isOf(network, url), { path: ['url'], error: 'must be an https link of its network' });

/** What a system of the company is called. */
export const SourceName = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'must be 1 to 40 of a-z, 0-9, _ and -');

export const ExternalId = z.strictObject({
  source: SourceName.default('default').meta({
    description: 'Whose id it is; `default` is the company’s own, as feedback names it.',
    example: 'default',
  }),
  id: OuterId.meta({ example: 'C-1' }),
});
export type ExternalId = z.output<typeof ExternalId>;
