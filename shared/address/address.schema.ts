import * as z from 'zod';
import { idSchema } from '../fields/ids.schema.ts';
import { storableNumber } from '../fields/number.schema.ts';
import { patchOf } from '../fields/patch.schema.ts';
import { line, prose } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';

export const AddressId = idSchema('address');
export const AddressType = z.enum(['home', 'work', 'billing', 'shipping', 'other']);

/** What of an address its country decides the form of. */
export const addressParts = {
  lines: z
    .array(line(200))
    .max(3)
    .optional()
    .meta({ description: 'Street and house number, and what stands beside them.', example: ['Herrengasse 5'] }),
  city: line(100).optional().meta({ example: 'Graz' }),
  state: line(100).optional().meta({
    description: 'A subdivision of the country by ISO 3166-2, by its code or its name; its code is answered.',
    example: '6',
  }),
  postalCode: line(20).optional().meta({ example: '8010' }),
  country: line(60).optional().meta({
    description:
      'By ISO 3166-1 (two or three letters) or its name; two letters are answered. The company’s own, where none is given.',
    example: 'AT',
  }),
};

const raw = prose(1_000).meta({ description: 'As it was entered, for good.' });
/** Kept to five decimals, which is a metre. */
const degrees = (most: number) =>
  storableNumber
    .min(-most)
    .max(most)
    .overwrite((value) => Math.round(value * 1e5) / 1e5);
const coordinates = {
  lat: degrees(90).meta({ description: 'Degrees north.', example: 47.0708 }),
  lng: degrees(180).meta({ description: 'Degrees east.', example: 15.4383 }),
};

const written = {
  type: AddressType.default('home'),
  ...addressParts,
  raw: raw.optional(),
  primary: z.boolean().optional().meta({ description: 'Of its type: the first one, where none is marked.' }),
  geo: z.strictObject(coordinates).optional().meta({ description: 'Where it is, if the caller knows.' }),
  validFrom: z.iso.date().optional(),
  validTo: z.iso.date().optional(),
};

type Parts = { [F in 'lines' | 'city' | 'postalCode' | 'raw']?: unknown };
const saysSomething = ({ lines, city, postalCode, raw: text }: Parts): boolean =>
  (Array.isArray(lines) && lines.length > 0) || city !== undefined || postalCode !== undefined || text !== undefined;
const inOrder = ({ validFrom, validTo }: { validFrom?: string | undefined; validTo?: string | undefined }): boolean =>
  validFrom === undefined || validTo === undefined || validFrom <= validTo;

const NOTHING = 'must be given, or a city or a postal code';
const BEFORE = 'must not lie before validFrom';

/** An address that is new. */
export const CreateAddress = z
  .strictObject(written)
  .refine(saysSomething, { path: ['lines'], error: NOTHING })
  .refine(inOrder, { path: ['validTo'], error: BEFORE })
  .meta({ id: 'CreateAddress' });
export type CreateAddress = z.output<typeof CreateAddress>;

/** A JSON merge patch (RFC 7396) of what an address says. */
export const EditAddress = patchOf('EditAddress', written);
export type EditAddress = z.output<typeof EditAddress>;

/** An address in a list of them. With the id of one that is there already it takes its place. */
export const WrittenAddress = z
  .strictObject({ addressId: AddressId.optional(), ...written })
  .refine(saysSomething, { path: ['lines'], error: NOTHING })
  .refine(inOrder, { path: ['validTo'], error: BEFORE })
  .meta({ id: 'WrittenAddress' });
export type WrittenAddress = z.output<typeof WrittenAddress>;

const MOST = 10;
const idsOf = (all: readonly { addressId?: string | undefined }[]): string[] =>
  all.flatMap(({ addressId }) => (addressId === undefined ? [] : [addressId]));
const primaryTypes = (all: readonly { type: string; primary?: boolean | undefined }[]): string[] =>
  all.filter(({ primary }) => primary).map(({ type }) => type);
const distinct = (texts: readonly string[]): boolean => new Set(texts).size === texts.length;

export const WrittenAddresses = z
  .array(WrittenAddress)
  .max(MOST)
  .refine((all) => distinct(primaryTypes(all)), 'must have one primary of a type at most')
  .refine((all) => distinct(idsOf(all)), 'must not name the same twice');

export const addressIssues = [
  'country_missing',
  'country_unknown',
  'state_unknown',
  'postal_code_missing',
  'postal_code_form',
] as const;

/** Whether an address has the form of its country; whether mail arrives there nobody says. */
export const AddressCheck = z
  .object({
    format: z.enum(['ok', 'failed', 'unknown']).meta({
      description: '`unknown` where the country is not known, so nothing could be checked.',
    }),
    issues: z.array(z.enum(addressIssues)),
  })
  .meta({ id: 'AddressCheck' });
export type AddressCheck = z.output<typeof AddressCheck>;
export type AddressIssue = (typeof addressIssues)[number];

/** The one form of an address by which two can be compared, laid out as in its country. */
export const StandardAddress = z
  .object({ lines: z.array(z.string()), text: z.string().meta({ description: 'The same in one line.' }) })
  .meta({
    id: 'StandardAddress',
    example: { lines: ['Herrengasse 5', '8010 Graz'], text: 'Herrengasse 5, 8010 Graz' },
  });
export type StandardAddress = z.output<typeof StandardAddress>;

/** Where an address is, and how exactly that is known. */
export const Geo = z
  .object({
    lat: coordinates.lat.optional(),
    lng: coordinates.lng.optional(),
    precision: z.enum(['given', 'postal_code', 'place', 'none']).meta({
      description: '`given` by the caller; else the middle of the postal code, or of the place, or not known.',
    }),
    dataset: z.string().optional().meta({ description: 'What the coordinates are from.' }),
    at: instant,
  })
  .meta({ id: 'Geo' });
export type Geo = z.output<typeof Geo>;

export const StoredAddress = z
  .object({
    addressId: AddressId,
    ...written,
    type: AddressType,
    raw,
    primary: z.boolean(),
    check: AddressCheck,
    standard: StandardAddress,
    geo: Geo,
  })
  .meta({ id: 'Address' });
export type StoredAddress = z.output<typeof StoredAddress>;
/** A place by the fields that its country decides the form of. */
export type AddressParts = Pick<WrittenAddress, keyof typeof addressParts>;
