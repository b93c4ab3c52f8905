import * as z from 'zod';
import { instant } from '../fields/time.schema.ts';
import { defineRoutes } from '../http/contract.ts';
import { crud } from '../http/crud.ts';
import {
  CreateOwnership,
  CreateVehicle,
  EditOwnership,
  EditVehicle,
  OwnershipId,
  Transfer,
  Vehicle,
  VehicleFilter,
  VehicleHistory,
  VehicleId,
  WriteReading,
} from './vehicle.schema.ts';

const params = { vehicleId: VehicleId };
const read = 'vehicles:read';
const write = 'vehicles:write';
const path = '/api/crm/vehicles' as const;
const one = `${path}/{vehicleId}` as const;
const { remove: _, ...of } = crud({
  names: ['a vehicle', 'vehicles'],
  path,
  params,
  read,
  write,
  record: Vehicle,
  create: CreateVehicle,
  edit: EditVehicle,
  filter: VehicleFilter,
});
const below = { permission: write, params: z.object(params) } as const;

export const vehicleRoutes = defineRoutes('vehicle', {
  ...of,
  create: {
    ...of.create,
    description:
      'A VIN belongs to one vehicle: where it is known the answer is 200, with that vehicle as it is. Its year and maker are read off the VIN where they are not said.',
    reply: { 201: Vehicle, 200: Vehicle },
  },
  addOwnership: {
    ...below,
    method: 'POST',
    path: `${one}/ownerships`,
    summary: 'Give a vehicle an owner, a co-owner or a driver',
    description: 'A vehicle has one active owner at most: 409 where it has one; it is handed on by a transfer.',
    body: CreateOwnership,
    reply: { 201: Vehicle },
    problems: ['conflict'],
  },
  editOwnership: {
    ...below,
    method: 'PATCH',
    path: `${one}/ownerships/{ownershipId}`,
    summary: 'Change or end who has a vehicle',
    params: z.object({ ...params, ownershipId: OwnershipId }),
    body: EditOwnership,
    reply: { 200: Vehicle },
    problems: ['conflict'],
  },
  transfer: {
    ...below,
    method: 'POST',
    path: `${one}/transfer`,
    summary: 'Hand a vehicle on to another owner',
    description:
      'Ends the active owner, and the next begins at the same instant. 409 where there is none, or they began later.',
    body: Transfer,
    reply: { 200: Vehicle },
    problems: ['conflict'],
  },
  history: {
    method: 'GET',
    path: `${one}/history`,
    summary: 'Get who has had a vehicle, and its odometer',
    description: 'Of all time, or as it was at an instant.',
    permission: read,
    params: z.object(params),
    query: z.strictObject({ at: instant.optional() }),
    reply: { 200: VehicleHistory },
  },
  addReading: {
    ...below,
    method: 'POST',
    path: `${one}/odometer`,
    summary: 'Record a reading of the odometer',
    description: 'It must not be less than one before it, nor more than one after it, unless it is a correction.',
    body: WriteReading,
    reply: { 201: Vehicle },
  },
});
