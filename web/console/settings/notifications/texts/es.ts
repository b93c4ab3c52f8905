import type { Words } from './en.ts';

export const es: Words = {
  about: 'Cómo se le avisa de las alertas. Solo le afecta a usted.',
  mail: 'Correo',
  digest: 'Los avisos llegan',
  digests: {
    at_once: 'uno a uno, al momento',
    hourly: 'juntos, cada hora',
    daily: 'juntos, una vez al día',
  },
  dailyAt: 'El correo diario llega a las',
  quiet: 'Horas de silencio: no se envía correo',
  noQuiet: 'ninguna',
  from: 'Desde',
  to: 'Hasta',
  critical: 'Los avisos críticos llegan también en horas de silencio',
  language: 'Idioma de los avisos',
  asMine: 'como el suyo',
  muted: 'Silenciadas: no se le avisa de estas, ni siquiera críticas',
  system: {
    webhook_failing: 'Un webhook no recibe sus eventos',
    address_bounced: 'El correo a un colega rebota',
    nobody_present: 'No hay nadie para un seguimiento',
    loop_mails_stuck: 'Correos de una iniciativa atascados',
    report_failed: 'Un informe no se envía',
    report_quiet: 'Un informe lleva tiempo sin nada que decir',
    report_bounced: 'El correo de un informe rebota',
    analysis_budget: 'El presupuesto de análisis está casi agotado',
    prediction_off: 'Se desactivó la predicción de satisfacción',
  },
};
