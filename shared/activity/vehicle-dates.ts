import { get as getCustomer } from '../customer/customer.ts';
import { isThereStill } from '../customer/still-there.ts';
import type { CrmSettings } from '../crm-settings/crm-settings.schema.ts';
import { orNone } from '../http/problem.ts';
import { create as createRecord } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { deterministicId } from '../kernel/ids.ts';
import type { NearDate } from '../vehicle/dates.ts';
import { dueDates } from '../vehicle/due-dates.ts';
import type { Vehicle } from '../vehicle/vehicle.schema.ts';
import { activities } from './activity.store.ts';

const DAY_MS = 86_400_000;
/** Within so many days, or until the date itself. */
const DUE_DAYS = 7;

type Language = CrmSettings['vehicleDates']['language'];
type Says = (vehicle: string, on: string) => string;
const texts: Record<Language, Record<NearDate['what'], Says>> = {
  en: {
    leaseEnd: (vehicle, on) => `The lease of ${vehicle} ends on ${on}`,
    payoff: (vehicle, on) => `${vehicle} is paid off on ${on}`,
  },
  de: {
    leaseEnd: (vehicle, on) => `Das Leasing endet am ${on}: ${vehicle}`,
    payoff: (vehicle, on) => `Die Finanzierung ist am ${on} abbezahlt: ${vehicle}`,
  },
  es: {
    leaseEnd: (vehicle, on) => `El leasing termina el ${on}: ${vehicle}`,
    payoff: (vehicle, on) => `La financiación termina de pagarse el ${on}: ${vehicle}`,
  },
  fr: {
    leaseEnd: (vehicle, on) => `La location se termine le ${on} : ${vehicle}`,
    payoff: (vehicle, on) => `Le financement est remboursé le ${on} : ${vehicle}`,
  },
  ar: {
    leaseEnd: (vehicle, on) => `ينتهي عقد الإيجار في ${on}: ${vehicle}`,
    payoff: (vehicle, on) => `يكتمل سداد التمويل في ${on}: ${vehicle}`,
  },
};

/** What a task says, in the language of the settings; without the plate, which leads to a person. */
function subjectOf({ make, model, year }: Vehicle, { what, on }: NearDate, language: Language): string {
  const name = [make, model, year].filter((part) => part !== undefined).join(' ');
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(on));
  return texts[language][what](name, day);
}

/** Makes the task of a date, once; none where nobody is there to do it, or the customer is gone. */
async function plan(
  ctx: Context,
  vehicle: Vehicle,
  near: NearDate,
  { ownerId: fallback, language }: CrmSettings['vehicleDates'],
): Promise<void> {
  const { customerId, name, at, on } = near;
  const customer = await orNone(getCustomer(ctx, { customerId }));
  const ownerId = customer?.ownerId ?? fallback;
  if (!customer || ownerId === undefined) return;
  const activityId = deterministicId('activity', new Date(at), `${vehicle.vehicleId} ${name}`);
  if (await activities.find(ctx, activityId)) return;
  const until = Math.min(ctx.now.getTime() + DUE_DAYS * DAY_MS, Date.parse(on) + DAY_MS - 1);
  await createRecord(
    ctx,
    activities,
    {
      activityId,
      type: 'task',
      subject: subjectOf(vehicle, near, language),
      participants: [],
      relatedTo: { type: 'vehicle', id: vehicle.vehicleId },
      dueAt: new Date(until).toISOString(),
      allDay: false,
      timeZone: 'UTC',
      priority: 'normal',
      ownerId,
      status: 'open',
      customerIds: [customer.customerId],
    },
    { also: [isThereStill(ctx, { customerId: customer.customerId })] },
  );
}

/** Vehicles of which a date comes near: it becomes a task of whoever is in charge of the customer. */
export const dueVehicles = dueDates(plan);
