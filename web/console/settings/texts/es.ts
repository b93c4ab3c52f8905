import type { Words } from './en.ts';

export const es: Words = {
  title: 'Ajustes',
  sections: 'Ajustes',
  names: {
    company: 'Empresa',
    people: 'Personas y roles',
    formKeys: 'Formularios',
    audit: 'Auditoría',
    webhooks: 'Webhooks',
    integrations: 'Integraciones',
    taxonomy: 'Taxonomía',
    calendar: 'Horario laboral',
    notifications: 'Mis avisos',
    benchmarks: 'Valores de referencia',
    goals: 'Objetivos',
    privacy: 'Privacidad',
  },
  about: {
    company: 'Zona horaria, reglas de envío, privacidad, análisis, qué cuenta como diferencia',
    people: 'Quién trabaja aquí y qué puede hacer cada rol',
    formKeys: 'Formularios de opinión en sus páginas',
    audit: 'Quién cambió qué y cuándo',
    webhooks: 'Adónde se envían los eventos y qué resultó',
    integrations: 'Respuestas que llegan de otros productos y listas de trabajo externas',
    taxonomy: 'Categorías y temas, probados con textos guardados antes de valer',
    calendar: 'Cuándo se trabaja, y festivos',
    notifications: 'Cómo se le avisa de las alertas',
    benchmarks: 'Valores publicados junto a los propios',
    goals: 'Lo que un número debe ser para un día',
    privacy: 'Lo que permite una persona, y solicitudes de supresión',
  },
};
