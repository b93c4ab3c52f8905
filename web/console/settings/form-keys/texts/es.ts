import type { Words } from './en.ts';

export const es: Words = {
  about:
    'Un formulario en una página suya envía opiniones sin iniciar sesión. Su clave dice de quién es, y no sirve para nada más.',
  name: 'Dónde está el formulario',
  key: 'Clave',
  perMinute: 'Envíos por minuto, como máximo',
  created: 'Creada',
  create: 'Nuevo formulario',
  none: 'Aún no hay formularios. Cree uno y ponga su HTML en una página: lo que se envíe estará en sus opiniones.',
  embed: 'Insertar',
  embedTitle: (name) => `Formulario: ${name}`,
  embedHelp:
    'Ponga esto en su página. El campo que no se ve es una trampa para robots. Cambie palabras y aspecto; conserve los nombres de los campos.',
  snippet: 'HTML',
  address: 'Dirección para scripts',
  revoke: 'Revocar',
  revokeTitle: (name) => `¿Revocar «${name}»?`,
  revokeHelp:
    'Su formulario se rechaza desde entonces. Para cambiar una clave, cree otra, póngala en la página y revoque la antigua.',
  revoked: 'Revocada',
  words: {
    question: '¿Qué debemos saber?',
    rating: '¿Cómo fue?',
    email: 'Correo, si desea respuesta',
    send: 'Enviar',
    thanks: 'Gracias.',
    failed: 'No funcionó. Inténtelo de nuevo.',
  },
};
