import type { Words } from './en.ts';
import { counted } from '../../../texts/texts.ts';

export const de: Words = {
  about: 'Wann gearbeitet wird: danach zählen Fristen.',
  calendars: 'Kalender',
  create: 'Neuer Kalender',
  id: 'Kennung',
  idHelp: 'a-z, 0-9, . _ und -; später nicht änderbar',
  name: 'Name',
  timeZone: 'Zeitzone',
  weekly: 'Jede Woche',
  closed: 'geschlossen',
  addHours: 'Zeiten hinzufügen',
  addHoursOn: (day) => `Zeiten hinzufügen: ${day}`,
  from: 'von',
  to: 'bis',
  exceptions: 'Andere Tage',
  exceptionsHelp: 'Feiertage, und Tage mit anderen Zeiten.',
  addDay: 'Tag hinzufügen',
  day: 'Tag',
  days: (n) => counted(n, { one: '# anderer Tag', other: '# andere Tage' }),
  builtIn: 'fest eingebaut',
};
