import { counted } from '../../texts/texts.ts';
import type { Words } from './en.ts';

export const es: Words = {
  title: 'Clasificación',
  waiting: (n) => counted(n, { one: '# espera una decisión', other: '# esperan una decisión' }),
  old: (n) => counted(n, { other: '# desde hace más de 14 días' }),
  nothing: 'Nada espera. Los comentarios nuevos que piden una decisión aparecen aquí.',
  record: 'Lo que se dijo',
  decide: 'Qué se hace con ello',
  choices: { engineering: 'Ingeniería', roadmap: 'Hoja de ruta', quick_win: 'Mejora rápida', nothing: 'Nada' },
  duplicate: 'Duplicado',
  voices: (n) => counted(n, { one: '# persona', other: '# personas' }),
  open: 'Abrir el registro',
  details: 'Lo que se sabe',
  impact: 'Impacto',
  impacts: { high: 'alto', medium: 'medio', low: 'bajo' },
  suggested: 'sugerido',
  oftenChanged: '– se cambia a menudo',
  initiative: 'Vincular a una iniciativa',
  similar: '¿Dice lo mismo?',
  noSimilar: 'Nada parecido en 90 días.',
  alike: (share) => `${share} igual`,
  isDuplicate: 'Es un duplicado de este',
  changedMeanwhile: 'Alguien lo ha cambiado entretanto.',
  tooLate: 'Es tarde para deshacerlo: han pasado diez minutos.',
};
