import { defineEvents } from '../kernel/events.ts';
import { Vehicle } from './vehicle.schema.ts';

export const vehicleEvents = defineEvents('vehicle', Vehicle, {
  id: 'vehicleId',
  actions: {
    create: ['VehicleCreated', 'A vehicle was written down.'],
    edit: ['VehicleChanged', 'Somebody changed what a vehicle says, or read its odometer.'],
    own: ['VehicleOwnershipChanged', 'A vehicle was given an owner, a co-owner or a driver, or was handed on.'],
  },
  // Of a merge its customers tell.
  silent: ['move'],
  facts: ['year', 'make', 'model', 'stockNumber'],
  readBy: 'vehicles:read',
});
