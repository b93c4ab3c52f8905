import type { Words } from './en.ts';

export const fr: Words = {
  about: 'Comment vous êtes prévenu des alertes. Cela ne concerne que vous.',
  mail: 'E-mail',
  digest: 'Les avis arrivent',
  digests: {
    at_once: 'un par un, aussitôt',
    hourly: 'ensemble, chaque heure',
    daily: 'ensemble, une fois par jour',
  },
  dailyAt: 'L’e-mail quotidien arrive à',
  quiet: 'Heures calmes : aucun e-mail',
  noQuiet: 'aucune',
  from: 'De',
  to: 'À',
  critical: 'Les avis critiques arrivent aussi aux heures calmes',
  language: 'Langue des avis',
  asMine: 'comme la vôtre',
  muted: 'Muettes : vous n’en êtes pas prévenu, même critiques',
  system: {
    webhook_failing: 'Un webhook ne reçoit pas ses événements',
    address_bounced: 'L’e-mail à un collègue revient',
    nobody_present: 'Personne n’est là pour un suivi',
    loop_mails_stuck: 'E-mails d’une initiative bloqués',
    report_failed: 'Un rapport n’est pas envoyé',
    report_quiet: 'Un rapport n’a rien à dire depuis un moment',
    report_bounced: 'L’e-mail d’un rapport revient',
    analysis_budget: 'Le budget d’analyse est presque épuisé',
    prediction_off: 'La prédiction de satisfaction a été désactivée',
  },
};
