import type { Words } from './en.ts';

export const es: Words = {
  title: 'Documentos',
  none: 'No hay archivos aquí.',
  add: 'Añadir un archivo',
  file: 'Archivo',
  fileHelp: (size) => `PDF, imágenes, archivos de Office, textos, correos; ${size} como máximo.`,
  kind: 'Tipo',
  kinds: {
    contract: 'contrato',
    id: 'documento de identidad',
    invoice: 'factura',
    photo: 'fotografía',
    service_report: 'informe de servicio',
    consent: 'consentimiento',
    other: 'otro',
  },
  name: 'Archivo',
  size: 'Tamaño',
  filed: 'Archivado',
  states: { pending: 'en comprobación', ready: 'comprobado', rejected: 'rechazado' },
  send: 'Enviar',
  sent: 'El archivo ha llegado y se está comprobando',
  choose: 'Elija un archivo.',
  notSent: 'No se pudo enviar el archivo. Inténtelo de nuevo.',
  faults: {
    type: (_size) => 'No se guardan archivos de este tipo.',
    empty: (_size) => 'El archivo está vacío.',
    large: (size) => `El archivo supera ${size}.`,
  },
};
