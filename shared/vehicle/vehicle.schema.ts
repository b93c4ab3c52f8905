import * as z from 'zod';
import { CustomerId } from '../customer/customer.parts.schema.ts';
import { idSchema, OuterId } from '../fields/ids.schema.ts';
import { pastInstant } from '../fields/past-instant.schema.ts';
import { editOf, record } from '../fields/record.schema.ts';
import { line } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { VIN } from './vin.ts';

export const VehicleId = idSchema('vehicle');
export const OwnershipId = idSchema('ownership');

/** So many people are kept with a vehicle, of drivers and co-owners at a time, and readings of its odometer. */
export const MOST_OWNERSHIPS = 100;
export const MOST_BESIDE = 10;
export const MOST_READINGS = 200;

const km = z.int().min(0).max(9_999_999).meta({ example: 48_200 });
const day = z.iso.date();

const Vin = z
  .string()
  .max(17)
  .overwrite((vin) => vin.toUpperCase())
  .regex(VIN, 'must be 17 of A-Z and 0-9 without I, O and Q')
  .meta({ description: 'ISO 3779; letter case does not matter.', example: '1HGCM82633A004352' });

const says = {
  year: z.int().min(1886).max(2100).optional().meta({ description: 'The model year.', example: 2003 }),
  make: line(60).optional().meta({ example: 'Honda' }),
  model: line(60).optional().meta({ example: 'Accord' }),
  trim: line(60).optional(),
  plate: line(20).optional().meta({ example: 'G 123 AB' }),
  stockNumber: OuterId.optional().meta({ description: 'Its number in the stock of the company.' }),
};

const names = {
  vin: Vin.optional(),
  vinShort: line(20).optional().meta({ description: 'The number of a vehicle from before 1981; it is not checked.' }),
};

const Reading = z.object({ km, at: instant, correction: z.boolean().optional() }).meta({ id: 'OdometerReading' });

const owning = {
  purchaseDate: day.optional(),
  purchaseLocationId: OuterId.optional(),
  purchaseType: z.enum(['new', 'used', 'cpo']).optional(),
  financeType: z.enum(['cash', 'finance', 'lease']).optional(),
  financeCompany: line(100).optional(),
  estimatedPayoffDate: day.optional(),
  leaseEndDate: day.optional(),
  isServicedHere: z.boolean().optional(),
  primaryDriver: z.boolean().optional(),
  annualMileage: z.int().min(0).max(1_000_000).optional().meta({ description: 'In km.', example: 15_000 }),
};
const Relationship = z.enum(['owner', 'co_owner', 'driver']);

/** Who has a vehicle, or had it, and as what. */
export const Ownership = z
  .object({
    ownershipId: OwnershipId,
    customerId: CustomerId,
    relationship: Relationship,
    status: z.enum(['active', 'sold', 'traded']),
    from: instant,
    to: instant.optional().meta({ description: 'The instant from which on it no longer holds.' }),
    ...owning,
  })
  .meta({ id: 'Ownership' });
export type Ownership = z.output<typeof Ownership>;

export const Vehicle = record('Vehicle', {
  vehicleId: VehicleId,
  ...names,
  checkDigit: z
    .enum(['ok', 'not_applicable'])
    .optional()
    .meta({ description: 'Makers outside of North America and China use none.' }),
  ...says,
  odometer: z.array(Reading).meta({ description: 'By their time; the newest 200.' }),
  ownerships: z.array(Ownership).meta({ description: 'By when they began.' }),
  datesTold: z
    .array(z.string())
    .optional()
    .meta({ description: 'Ends of leases and payments before which a task was made, or was not wanted.' }),
});
export type Vehicle = z.output<typeof Vehicle>;

const WriteReading = z
  .strictObject({
    km,
    at: pastInstant.optional().meta({ description: 'Now, if not said.' }),
    correction: z.boolean().optional().meta({ description: 'Needed where it is less than a reading before it.' }),
  })
  .meta({ id: 'WriteOdometerReading' });
export { WriteReading };
export type WriteReading = z.output<typeof WriteReading>;

export const CreateVehicle = z
  .strictObject({ ...names, ...says, odometer: WriteReading.optional() })
  .refine(({ vin, vinShort }) => (vin === undefined) !== (vinShort === undefined), 'must say either vin or vinShort')
  .meta({ id: 'CreateVehicle' });
export type CreateVehicle = z.output<typeof CreateVehicle>;

export const EditVehicle = editOf('EditVehicle', says);

export const CreateOwnership = z
  .strictObject({
    customerId: CustomerId,
    relationship: Relationship.default('owner'),
    from: pastInstant.optional().meta({ description: 'Now, if not said.' }),
    ...owning,
  })
  .meta({ id: 'CreateOwnership' });
export type CreateOwnership = z.output<typeof CreateOwnership>;

export const EditOwnership = editOf('EditOwnership', {
  ...owning,
  to: pastInstant
    .optional()
    .meta({ description: 'Ends it, for a driver or co-owner; an owner is followed by a transfer.' }),
});
export type EditOwnership = z.output<typeof EditOwnership>;

export const Transfer = z
  .strictObject({
    toCustomerId: CustomerId,
    at: pastInstant.optional().meta({ description: 'Now, if not said.' }),
    kind: z.enum(['sold', 'traded']),
    ...owning,
  })
  .meta({ id: 'TransferVehicle' });
export type Transfer = z.output<typeof Transfer>;

export const VehicleHistory = z
  .object({
    vehicleId: VehicleId,
    at: instant.optional(),
    ownerships: z.array(Ownership),
    odometer: z.array(Reading),
  })
  .meta({ id: 'VehicleHistory' });
export type VehicleHistory = z.output<typeof VehicleHistory>;

export const VehicleFilter = z.strictObject({
  vin: Vin.optional(),
  plate: line(20).optional().meta({ description: 'Letter case, spaces and hyphens do not matter.' }),
});
export type VehicleFilter = z.output<typeof VehicleFilter>;

/** A vehicle as it is shown with a customer. */
export const VehicleOfCustomer = z
  .object({
    vehicleId: VehicleId,
    ...names,
    year: says.year,
    make: says.make,
    model: says.model,
    plate: says.plate,
    relationship: Relationship,
    from: instant,
    leaseEndDate: owning.leaseEndDate,
    estimatedPayoffDate: owning.estimatedPayoffDate,
    km: km.optional(),
  })
  .meta({ id: 'VehicleOfCustomer' });
export type VehicleOfCustomer = z.output<typeof VehicleOfCustomer>;
