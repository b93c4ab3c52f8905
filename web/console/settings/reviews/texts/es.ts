import type { Words } from './en.ts';

export const es: Words = {
  about: 'Retrospectivas que se hacen solas.',
  toReviews: 'A las retrospectivas',
  when: 'Cuándo se hacen y a quién se avisa',
  weekly: 'Cada semana',
  weeklyHelp: 'Lo que espera clasificación.',
  weekday: 'Día de la semana',
  weeklyAt: 'Hora (semanal)',
  monthly: 'Cada mes',
  monthlyHelp: 'Qué tipos de peticiones han aumentado.',
  monthlyDay: 'Día del mes siguiente',
  monthlyAt: 'Hora (mensual)',
  quarterly: 'Cada trimestre',
  quarterlyHelp: 'Lo que no se hará y quién lo ha pedido desde entonces.',
  quarterlyDay: 'Día del mes siguiente (trimestral)',
  quarterlyAt: 'Hora (trimestral)',
  roles: 'El correo semanal va a todos los que son',
  recipientsHelp: 'Nadie lo recibe si no se nombra a alguien aquí o abajo.',
  people: 'Y a alguien por su nombre',
  choose: 'Elegir…',
};
