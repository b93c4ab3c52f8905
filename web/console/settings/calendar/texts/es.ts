import type { Words } from './en.ts';
import { counted } from '../../../texts/texts.ts';

export const es: Words = {
  about: 'Cuándo se trabaja: con ello se cuentan los plazos.',
  calendars: 'Calendarios',
  create: 'Nuevo calendario',
  id: 'Identificador',
  idHelp: 'a-z, 0-9, . _ y -; no se puede cambiar luego',
  name: 'Nombre',
  timeZone: 'Zona horaria',
  weekly: 'Cada semana',
  closed: 'cerrado',
  addHours: 'Añadir horas',
  addHoursOn: (day) => `Añadir horas: ${day}`,
  from: 'desde',
  to: 'hasta',
  exceptions: 'Otros días',
  exceptionsHelp: 'Festivos y días con otro horario.',
  addDay: 'Añadir un día',
  day: 'Día',
  days: (n) => counted(n, { one: '# otro día', other: '# otros días' }),
  builtIn: 'integrado',
};
