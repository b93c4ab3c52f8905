import type { Words } from './en.ts';

export const es: Words = {
  about: 'Quién hizo qué con qué registro, lo más nuevo primero. Las entradas no cambian ni contienen valores.',
  month: 'Mes (UTC)',
  actor: 'Quién (id)',
  record: 'Registro (id)',
  when: 'Cuándo',
  who: 'Quién',
  what: 'Qué',
  which: 'Registro',
  history: 'Historial',
  none: 'Este mes aún no se ha cambiado nada.',
  only: (what) => `Solo: ${what}`,
  kinds: {
    user: 'persona',
    machine: 'máquina',
    system: 'Heed',
    public: 'visitante',
    tracker: 'gestor',
  },
};
