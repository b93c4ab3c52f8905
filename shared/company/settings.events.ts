import * as z from 'zod';
import type { BusEvent } from '../kernel/bus.ts';
import { defineEvents, type TableChange } from '../kernel/events.ts';
import { PutSettings, StoredSettings } from './settings.schema.ts';

const put = defineEvents('settings', StoredSettings, {
  id: 'settingsId',
  actions: { put: ['SettingsChanged', 'Somebody put a company’s settings; `changedKeys` tells which differ.'] },
  facts: ['timeZone', 'dayBoundary'],
  derived: ['settingsId', 'createdAt', 'createdBy'],
});

const CompanyDaysChanged = z
  .object({
    eventId: z.string().meta({ description: 'The same for every delivery: `days:<companyId>:<version>`.' }),
    version: z.literal(1).meta({ description: 'Of this event’s form.' }),
    companyId: z.string(),
    timeZone: z.string(),
    dayBoundary: z.string(),
  })
  .meta({
    id: 'CompanyDaysChanged',
    description: 'A company cuts time into days differently from now on: its numbers are counted again.',
  });

/** Settings as they are where nobody has put any. */
const defaults = () => PutSettings.parse({});

/** A second event where a company's days are cut differently than before. */
function daysChangedOf({ before, after }: TableChange): BusEvent[] {
  const [old, now] = [before as PutSettings, after as StoredSettings & { companyId: string }];
  const { companyId, version, timeZone, dayBoundary } = now;
  if (old.timeZone === timeZone && old.dayBoundary === dayBoundary) return [];
  const detail = { eventId: `days:${companyId}:${version}`, version: 1, companyId, timeZone, dayBoundary } as const;
  return [{ type: 'CompanyDaysChanged', detail }];
}

export const settingsEvents = {
  ...put,
  schemas: { ...put.schemas, CompanyDaysChanged },
  eventsOf({ before = defaults(), after }: TableChange): BusEvent[] {
    return after ? [...put.eventsOf({ before, after }), ...daysChangedOf({ before, after })] : [];
  },
};
