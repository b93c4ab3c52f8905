import { initiativeEvents, linkEvents } from './initiative/initiative.events.ts';

/** Every kind of record of the kit, with what follows from its changes. */
export const records = [initiativeEvents, linkEvents] as const;
