import type { Words } from './en.ts';

export const es: Words = {
  about: 'Valores publicados que se muestran junto a los propios. Cada uno tiene su fuente.',
  create: 'Nuevo valor',
  none: 'Aún no hay valores. Introduzca uno publicado y el resumen lo mostrará junto al suyo.',
  metric: 'Métrica',
  industry: 'Sector',
  region: 'Región',
  value: 'Valor',
  valueHelp: 'En la unidad de la métrica',
  low: 'Habitual, extremo inferior',
  high: 'Habitual, extremo superior',
  n: 'Respuestas en que se basa',
  spread: 'Desviación típica',
  method: 'Cómo lo obtuvo la fuente',
  sourceTitle: 'Fuente',
  sourceUrl: 'Dirección de la fuente',
  publishedOn: 'Publicado el',
  asOf: 'Habla de días hasta',
  validTo: 'Caduca después de',
  directional: 'solo orientativo: la fuente no dice cuántas respuestas',
  outdated: 'caducado',
};
