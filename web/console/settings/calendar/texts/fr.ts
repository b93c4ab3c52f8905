import type { Words } from './en.ts';
import { counted } from '../../../texts/texts.ts';

export const fr: Words = {
  about: 'Quand on travaille : les échéances se comptent ainsi.',
  calendars: 'Calendriers',
  create: 'Nouveau calendrier',
  id: 'Identifiant',
  idHelp: 'a-z, 0-9, . _ et - ; ne peut plus être changé ensuite',
  name: 'Nom',
  timeZone: 'Fuseau horaire',
  weekly: 'Chaque semaine',
  closed: 'fermé',
  addHours: 'Ajouter des heures',
  addHoursOn: (day) => `Ajouter des heures : ${day}`,
  from: 'de',
  to: 'à',
  exceptions: 'Autres jours',
  exceptionsHelp: 'Jours fériés, et jours à autres horaires.',
  addDay: 'Ajouter un jour',
  day: 'Jour',
  days: (n) => counted(n, { one: '# autre jour', other: '# autres jours' }),
  builtIn: 'intégré',
};
