import type { SystemKind } from '../../shared/alert/system.schema.ts';
import type { SurveyLanguage } from '../../shared/survey-template/localized.schema.ts';

/** What is said of one kind: `critical` in the place of `sentence` where the alert is, and `why` somebody gets the mail. */
type Said = { title: string; sentence: string; critical?: string; why?: string };
type Texts = Record<SystemKind, Said> & { why: string; mute: string; count: string; storm: string };

/** What mails about alerts of the product itself say, in each language of mails. */
export const systemTexts: Record<SurveyLanguage, Texts> = {
  en: {
    why: 'You get this mail because you are an admin or a manager of {company}.',
    mute: 'Mute this kind of alert for me',
    count: 'Times: {count}',
    storm: 'This happens very often at the moment. This one alert collects everything further.',
    webhook_failing: {
      title: 'A webhook does not get its events',
      sentence: 'No request to {host} has succeeded since {since}. Events wait, and are sent again.',
      critical: 'Nothing is sent to {host} any more: the webhook was disabled. Enable it once its receiver works.',
    },
    address_bounced: {
      title: 'Mail to a colleague comes back',
      sentence:
        'Mail to {userId} comes back or was reported as unwanted. They are told of nothing by mail until an admin enters their address again.',
    },
    nobody_present: {
      title: 'Nobody is there to take a follow-up',
      sentence: 'Nobody is there of those who take turns ({members}). Follow-ups wait without an owner.',
    },
    loop_mails_stuck: {
      title: 'Mails about an initiative are in doubt',
      sentence: 'Nobody knows whether mails about an initiative went out: {unresolved}. They are not sent again.',
    },
    report_failed: {
      why: 'You get this mail because the report is yours, or because you are an admin or a manager of {company}.',
      title: 'A report is not sent',
      sentence: 'The report {reportId} was not sent ({reason}). It is tried no more until its next time.',
    },
    report_quiet: {
      why: 'You get this mail because the report is yours, or because you are an admin or a manager of {company}.',
      title: 'A report had nothing to say',
      sentence:
        'The report {reportId} was due {times} times in a row and was not sent, because what it is sent for did not happen ({reason}). It goes on as before; you are told once.',
    },
    report_bounced: {
      why: 'You get this mail because the report is yours, or because you are an admin or a manager of {company}.',
      title: 'Mail of a report comes back',
      sentence:
        'Mail of the report {reportId} to one of its recipients came back for good or was reported as unwanted ({reason}). They get it no more; the deliveries of its runs name them.',
    },
    analysis_budget: {
      title: 'The budget for text analysis',
      sentence: 'Text analysis has used {percent} % of the budget of {month}.',
      critical: 'Text analysis has used {percent} % of the budget of {month}. Texts wait until there is a new one.',
    },
    prediction_off: {
      title: 'The prediction of satisfaction is off',
      sentence:
        'For {nights} nights the prediction of satisfaction knew nothing of what customers rated later. It is not used until it does.',
    },
  },
  de: {
    why: 'Sie erhalten diese Mail, weil Sie bei {company} Administrator oder Manager sind.',
    mute: 'Diese Art von Alarm für mich stummschalten',
    count: 'Vorkommen: {count}',
    storm: 'Das kommt zurzeit sehr oft vor. Dieser eine Alarm sammelt alles Weitere.',
    webhook_failing: {
      title: 'Ein Webhook bekommt seine Ereignisse nicht',
      sentence: 'Keine Anfrage an {host} war seit {since} erfolgreich. Ereignisse warten und werden erneut gesendet.',
      critical:
        'An {host} wird nichts mehr gesendet: Der Webhook wurde abgeschaltet. Schalten Sie ihn ein, sobald sein Empfänger wieder arbeitet.',
    },
    address_bounced: {
      title: 'Mails an eine Kollegin oder einen Kollegen kommen zurück',
      sentence:
        'Mails an {userId} kommen zurück oder wurden als unerwünscht gemeldet. Bis ein Administrator die Adresse neu einträgt, wird dorthin nichts mehr gemailt.',
    },
    nobody_present: {
      title: 'Niemand ist da, um nachzufassen',
      sentence: 'Von denen, die sich abwechseln ({members}), ist niemand da. Nachfassungen warten ohne Zuständige.',
    },
    loop_mails_stuck: {
      title: 'Bei Mails zu einem Vorhaben ist ungewiss, ob sie ankamen',
      sentence:
        'Ob Mails zu einem Vorhaben hinausgingen, ist nicht bekannt: {unresolved}. Sie werden nicht noch einmal gesendet.',
    },
    report_failed: {
      why: 'Sie erhalten diese Mail, weil der Bericht Ihnen gehört oder weil Sie bei {company} Administration oder Leitung sind.',
      title: 'Ein Bericht wird nicht gesendet',
      sentence:
        'Der Bericht {reportId} wurde nicht gesendet ({reason}). Bis zu seinem nächsten Termin wird es nicht noch einmal versucht.',
    },
    report_quiet: {
      why: 'Sie erhalten diese Mail, weil der Bericht Ihnen gehört oder weil Sie bei {company} Administration oder Leitung sind.',
      title: 'Ein Bericht hatte nichts mitzuteilen',
      sentence:
        'Der Bericht {reportId} war {times}-mal nacheinander fällig und wurde nicht gesendet, weil nicht eintrat, wofür er gesendet wird ({reason}). Er läuft weiter wie bisher; das wird Ihnen einmal mitgeteilt.',
    },
    report_bounced: {
      why: 'Sie erhalten diese Mail, weil der Bericht Ihnen gehört oder weil Sie bei {company} Administration oder Leitung sind.',
      title: 'Mails eines Berichts kommen zurück',
      sentence:
        'Eine Mail des Berichts {reportId} kam von einer Adresse endgültig zurück oder wurde als unerwünscht gemeldet ({reason}). Dorthin wird er nicht mehr gesendet; die Zustellungen seiner Läufe nennen die Adresse.',
    },
    analysis_budget: {
      title: 'Das Budget für Textanalyse',
      sentence: 'Die Textanalyse hat {percent} % des Budgets von {month} verbraucht.',
      critical:
        'Die Textanalyse hat {percent} % des Budgets von {month} verbraucht. Texte warten, bis es ein neues gibt.',
    },
    prediction_off: {
      title: 'Die Vorhersage der Zufriedenheit ist aus',
      sentence:
        '{nights} Nächte lang sagte die Vorhersage der Zufriedenheit nichts von dem, was Kunden später bewerteten. Bis das anders ist, wird sie nicht verwendet.',
    },
  },
  es: {
    why: 'Recibe este correo porque es administrador o responsable en {company}.',
    mute: 'Silenciar este tipo de alerta para mí',
    count: 'Veces: {count}',
    storm: 'Esto ocurre ahora con mucha frecuencia. Esta única alerta reúne todo lo siguiente.',
    webhook_failing: {
      title: 'Un webhook no recibe sus eventos',
      sentence: 'Ninguna petición a {host} ha tenido éxito desde: {since}. Los eventos esperan y se vuelven a enviar.',
      critical: 'Ya no se envía nada a {host}: el webhook se ha desactivado. Actívelo cuando su receptor funcione.',
    },
    address_bounced: {
      title: 'Los correos a un compañero son devueltos',
      sentence:
        'Los correos a {userId} son devueltos o se han denunciado como no deseados. No recibirá ningún correo hasta que un administrador vuelva a introducir su dirección.',
    },
    nobody_present: {
      title: 'No hay nadie para atender un seguimiento',
      sentence: 'No está ninguno de los que se turnan ({members}). Los seguimientos esperan sin responsable.',
    },
    loop_mails_stuck: {
      title: 'Correos dudosos sobre una iniciativa',
      sentence: 'No se sabe si salieron correos sobre una iniciativa: {unresolved}. No se vuelven a enviar.',
    },
    report_failed: {
      why: 'Recibe este correo porque el informe es suyo o porque es administrador o responsable de {company}.',
      title: 'Un informe no se envía',
      sentence: 'El informe {reportId} no se ha enviado ({reason}). No se volverá a intentar hasta su próxima fecha.',
    },
    report_quiet: {
      why: 'Recibe este correo porque el informe es suyo o porque es administrador o responsable de {company}.',
      title: 'Un informe no tenía nada que contar',
      sentence:
        'El informe {reportId} debía enviarse {times} veces seguidas y no se envió, porque no ocurrió aquello por lo que se envía ({reason}). Sigue como hasta ahora; se le avisa una sola vez.',
    },
    report_bounced: {
      why: 'Recibe este correo porque el informe es suyo o porque es administrador o responsable de {company}.',
      title: 'El correo de un informe es devuelto',
      sentence:
        'Un correo del informe {reportId} a uno de sus destinatarios fue devuelto de forma definitiva o marcado como no deseado ({reason}). Ya no se le envía; las entregas de sus ejecuciones indican quién es.',
    },
    analysis_budget: {
      title: 'El presupuesto del análisis de textos',
      sentence: 'El análisis de textos ha gastado el {percent} % del presupuesto de {month}.',
      critical:
        'El análisis de textos ha gastado el {percent} % del presupuesto de {month}. Los textos esperan hasta que haya uno nuevo.',
    },
    prediction_off: {
      title: 'La predicción de la satisfacción está desactivada',
      sentence:
        'Durante {nights} noches la predicción de la satisfacción no acertó lo que los clientes valoraron después. No se usa hasta que acierte.',
    },
  },
  fr: {
    why: 'Vous recevez ce courriel parce que vous êtes administrateur ou responsable chez {company}.',
    mute: 'Mettre ce type d’alerte en sourdine pour moi',
    count: 'Nombre de fois : {count}',
    storm: 'Cela se produit très souvent en ce moment. Cette seule alerte rassemble tout ce qui suit.',
    webhook_failing: {
      title: 'Un webhook ne reçoit pas ses événements',
      sentence:
        'Aucune requête vers {host} n’a abouti depuis : {since}. Les événements attendent et sont envoyés à nouveau.',
      critical:
        'Plus rien n’est envoyé à {host} : le webhook a été désactivé. Réactivez-le quand son récepteur fonctionnera.',
    },
    address_bounced: {
      title: 'Le courriel d’un collègue revient',
      sentence:
        'Le courriel adressé à {userId} revient ou a été signalé comme indésirable. Rien ne lui est plus envoyé tant qu’un administrateur n’a pas saisi à nouveau son adresse.',
    },
    nobody_present: {
      title: 'Personne n’est là pour prendre un suivi',
      sentence: 'Personne n’est là parmi ceux qui se relaient ({members}). Des suivis attendent sans responsable.',
    },
    loop_mails_stuck: {
      title: 'Courriels incertains au sujet d’une initiative',
      sentence:
        'On ne sait pas si des courriels au sujet d’une initiative sont partis : {unresolved}. Ils ne sont pas renvoyés.',
    },
    report_failed: {
      why: 'Vous recevez ce courriel parce que le rapport est le vôtre ou parce que vous êtes administrateur ou responsable chez {company}.',
      title: 'Un rapport n’est pas envoyé',
      sentence: 'Le rapport {reportId} n’a pas été envoyé ({reason}). Aucun nouvel essai avant sa prochaine échéance.',
    },
    report_quiet: {
      why: 'Vous recevez ce courriel parce que le rapport est le vôtre ou parce que vous êtes administrateur ou responsable chez {company}.',
      title: 'Un rapport n’avait rien à dire',
      sentence:
        'Le rapport {reportId} était dû {times} fois de suite et n’a pas été envoyé, parce que ce pour quoi il est envoyé ne s’est pas produit ({reason}). Il continue comme avant ; vous n’êtes prévenu qu’une fois.',
    },
    report_bounced: {
      why: 'Vous recevez ce courriel parce que le rapport est le vôtre ou parce que vous êtes administrateur ou responsable chez {company}.',
      title: 'Le courriel d’un rapport est renvoyé',
      sentence:
        'Un courriel du rapport {reportId} à l’un de ses destinataires a été renvoyé définitivement ou signalé comme indésirable ({reason}). Il ne lui est plus envoyé ; les envois de ses exécutions le nomment.',
    },
    analysis_budget: {
      title: 'Le budget de l’analyse de textes',
      sentence: 'L’analyse de textes a consommé {percent} % du budget de {month}.',
      critical:
        'L’analyse de textes a consommé {percent} % du budget de {month}. Les textes attendent qu’il y en ait un nouveau.',
    },
    prediction_off: {
      title: 'La prévision de la satisfaction est désactivée',
      sentence:
        'Pendant {nights} nuits, la prévision de la satisfaction n’a rien dit de ce que les clients ont noté ensuite. Elle n’est pas utilisée tant que cela dure.',
    },
  },
  ar: {
    why: 'تصلك هذه الرسالة لأنك مسؤول أو مدير لدى {company}.',
    mute: 'كتم هذا النوع من التنبيهات بالنسبة لي',
    count: 'عدد المرات: {count}',
    storm: 'يحدث هذا كثيرًا جدًا في هذه الأثناء. يجمع هذا التنبيه وحده كل ما يلي.',
    webhook_failing: {
      title: 'لا تصل الأحداث إلى أحد عناوين الويب هوك',
      sentence: 'لم ينجح أي طلب إلى {host} منذ: {since}. الأحداث تنتظر ويُعاد إرسالها.',
      critical: 'لم يعد يُرسل شيء إلى {host}: تم تعطيل الويب هوك. فعِّله عندما يعمل المستقبِل من جديد.',
    },
    address_bounced: {
      title: 'الرسائل إلى أحد الزملاء ترتد',
      sentence:
        'الرسائل إلى {userId} ترتد أو أُبلغ عنها كرسائل غير مرغوبة. لن تصله أي رسالة حتى يُدخل مسؤول عنوانه من جديد.',
    },
    nobody_present: {
      title: 'لا أحد حاضر لتولي المتابعة',
      sentence: 'لا أحد حاضر ممن يتناوبون ({members}). تنتظر المتابعات من دون مسؤول عنها.',
    },
    loop_mails_stuck: {
      title: 'رسائل عن مبادرة غير مؤكدة الإرسال',
      sentence: 'لا يُعرف هل خرجت رسائل عن مبادرة: {unresolved}. لن تُرسل مرة أخرى.',
    },
    report_failed: {
      why: 'تتلقى هذه الرسالة لأن التقرير لك، أو لأنك مسؤول أو مدير في {company}.',
      title: 'تقرير لم يُرسل',
      sentence: 'لم يُرسل التقرير {reportId} ({reason}). لن تُعاد المحاولة قبل موعده التالي.',
    },
    report_quiet: {
      why: 'تتلقى هذه الرسالة لأن التقرير لك، أو لأنك مسؤول أو مدير في {company}.',
      title: 'لم يكن لدى تقرير ما يقوله',
      sentence:
        'حان موعد التقرير {reportId} ‏{times} مرات متتالية ولم يُرسل، لأن ما يُرسل من أجله لم يحدث ({reason}). يستمر كما كان، ونخبرك بذلك مرة واحدة.',
    },
    report_bounced: {
      why: 'تتلقى هذه الرسالة لأن التقرير لك، أو لأنك مسؤول أو مدير في {company}.',
      title: 'بريد أحد التقارير يُعاد',
      sentence:
        'أُعيدت رسالة من التقرير {reportId} إلى أحد متلقيه نهائيًا أو أُبلغ عنها كرسالة غير مرغوب فيها ({reason}). لن تُرسل إليه بعد الآن، وتذكره عمليات تسليم التقرير.',
    },
    analysis_budget: {
      title: 'ميزانية تحليل النصوص',
      sentence: 'استهلك تحليل النصوص {percent} % من ميزانية {month}.',
      critical: 'استهلك تحليل النصوص {percent} % من ميزانية {month}. تنتظر النصوص حتى تتوفر ميزانية جديدة.',
    },
    prediction_off: {
      title: 'تم إيقاف توقع الرضا',
      sentence: 'لم يصب توقع الرضا طوال {nights} ليالٍ ما قيّمه العملاء لاحقًا. لن يُستخدم حتى يتحسن.',
    },
  },
};
