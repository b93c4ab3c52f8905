import type { Urgency } from '../analysis.schema.ts';

/**
 * Own lexicon of words that say how soon someone must look; written like the emotion lexicon. French elisions are two words
 * ("d' accéder"). `hasty` words are said of what went well, too: "it was solved immediately".
 */
export type UrgencyTerms = readonly (readonly [Exclude<Urgency, 'normal'> | 'hasty', string])[];

export const urgencyTerms: Readonly<Record<string, UrgencyTerms>> = {
  en: [
    [
      'critical',
      `emergency, life threatening, injured, injury, injuries, hospital, caught fire, on fire, smoke, electric shock, gas leak, burned me, burnt me, explod*, allergic reaction, poison*,
      data breach, security breach, breach*, hacked, been hacked, identity theft, fraudulent, unauthorised, unauthorized, stolen card, stole my, data loss, lost all my data, lost all our data, deleted all,
      system is down, site is down, service is down, everything is down, completely down, total outage, major outage, production down, production is down, cannot operate, all users affected,
      suicid*, kill myself, harass*, assault*, discriminat*, lawsuit, legal action, suing, sue you, police, regulator, ombudsman`,
    ],
    [
      'high',
      `urgent, urgently, asap, as soon as possible, time sensitive, time-sensitive, deadline, by today, by tomorrow, before tomorrow, by end of day, today is the last, priority, blocking, blocked, blocker, stuck,
      can't log in, cannot log in, can't login, cannot login, unable to log in, locked out, can't access, cannot access, unable to access, can't pay, cannot pay, unable to pay, can't work, cannot work, unable to work, not working at all, stopped working, keeps crashing, won't start,
      charged twice, double charged, charged me twice, overcharged, wrong amount, never arrived, never received, missing payment, several times already, no one answers, nobody answers, no response, still no response, still waiting,
      cancel my, cancelling my, canceling my, cancel our, want to cancel, going to cancel, close my account, switch to a competitor, leaving you, taking my business, want my money back, demand a refund, refund immediately, last chance, lawyer, complaint, escalate, escalation, supervisor, manager now`,
    ],
    ['hasty', `immediately, right away, right now, at once, multiple times, third time, fourth time, switching to`],
    [
      'low',
      `no rush, no hurry, not urgent, when you have time, when you get a chance, whenever, someday, nice to have, would be nice, it would be great if, would be cool, suggestion, suggest, just an idea, idea, minor, small thing, tiny thing, cosmetic, typo, just saying, fyi, for your information, in the future, feature request, wish list, wishlist`,
    ],
  ],
  de: [
    [
      'critical',
      `notfall*, lebensgefahr*, verletzt*, krankenhaus, brennt, gebrannt, brand, feuer, rauch, stromschlag, gasgeruch, explodier*, vergift*, allergische reaktion, datenleck*, datenpanne*, gehackt*, identitätsdiebstahl, betrügerisch*, unbefugt*, datenverlust*, daten verloren, alle daten weg,
      komplett ausgefallen, totalausfall*, system steht, seite ist down, alles steht still, produktion steht, polizei, klage, rechtliche schritte, anzeige, suizid*, belästig*, diskriminier*`,
    ],
    [
      'high',
      `dringend*, eilig*, eilt, schnellstmöglich*, so schnell wie möglich, frist*, bis heute, bis morgen, heute noch, blockiert*, komme nicht rein, kann mich nicht anmelden, kann mich nicht einloggen, kein zugriff, keinen zugriff, ausgesperrt, nicht mehr arbeiten, funktioniert gar nicht, geht gar nicht,
      doppelt abgebucht, zweimal abgebucht, doppelt berechnet, falscher betrag, nie angekommen, nicht angekommen, nie erhalten, niemand antwortet, keine antwort, immer noch keine, warte immer noch, kündig*, konto löschen, geld zurück, anwalt, beschwerde*, reklamation*, vorgesetzt*, mahnung*, letzte chance`,
    ],
    ['hasty', `sofort*, umgehend*, unverzüglich*, mehrfach, zum dritten mal, zum vierten mal, wechsle zu`],
    [
      'low',
      `keine eile, nicht dringend, wenn sie zeit haben, irgendwann, wäre schön, wäre toll, vorschlag, anregung*, idee, nur eine idee, kleinigkeit*, tippfehler, schönheitsfehler, zur info, nebenbei, in zukunft, wunschliste`,
    ],
  ],
  es: [
    [
      'critical',
      `emergencia*, peligro de muerte, herid*, hospital, se incendió, incendio, fuego, humo, descarga eléctrica, fuga de gas, explot*, intoxic*, reacción alérgica, filtración de datos, hackead*, robo de identidad, fraudulent*, no autorizad*, pérdida de datos, perdí todos mis datos, caída total, todo caído, sistema caído, policía, demanda, acciones legales, suicid*, acoso, acosad*, discrimin*`,
    ],
    [
      'high',
      `urgente*, urgencia, cuanto antes, lo antes posible, ya mismo, plazo, hoy mismo, antes de mañana, bloquead*, no puedo entrar, no puedo acceder, no puedo iniciar sesión, no puedo pagar, no puedo trabajar, sin acceso, no funciona nada, dejó de funcionar,
      cobrado dos veces, cobraron dos veces, cobro doble, doble cobro, importe incorrecto, nunca llegó, no ha llegado, nunca recibí, nadie responde, nadie contesta, sin respuesta, sigo esperando, cancelar mi, darme de baja, me doy de baja, cerrar mi cuenta, devuélvanme, quiero mi dinero, reembolso inmediato, abogad*, queja formal, reclamación*, supervisor*, última oportunidad`,
    ],
    ['hasty', `inmediat*, de inmediato, ahora mismo, varias veces, tercera vez, cuarta vez, me cambio a`],
    [
      'low',
      `sin prisa, no es urgente, cuando puedan, cuando tengan tiempo, algún día, estaría bien, sería genial, sugerencia*, sugiero, idea, detalle menor, errata, pequeño detalle, para su información, en el futuro`,
    ],
  ],
  fr: [
    [
      'critical',
      `urgence vitale, blessé*, blessure*, hôpital, a pris feu, incendie*, fumée, électrocut*, fuite de gaz, explos*, intoxi*, réaction allergique, fuite de données, piraté*, piratage*, usurpation*, frauduleu*, non autorisé*, perte de données, perdu toutes mes données, panne totale, tout est en panne, système est en panne, police, poursuites, action en justice, procès, suicid*, harcèl*, harcel*, discrimin*`,
    ],
    [
      'high',
      `urgent*, urgence, dès que possible, au plus vite, sur le champ, sans délai, délai, aujourd' hui même, avant demain, bloqué*, peux pas me connecter, peux plus me connecter, impossible de me connecter, impossible d' accéder, impossible de payer, plus accès, aucun accès, peux plus travailler, ne fonctionne plus, ne marche plus,
      débité deux fois, facturé deux fois, double prélèvement, mauvais montant, jamais arrivé*, jamais reçu*, personne ne répond, aucune réponse, sans réponse, attends toujours, résili*, annuler mon, fermer mon compte, passer à la concurrence, rembourse*, remboursement immédiat, avocat*, plainte, réclamation*, dernière chance, mise en demeure`,
    ],
    ['hasty', `immédiat*, tout de suite, plusieurs fois, troisième fois, quatrième fois, responsable`],
    [
      'low',
      `pas urgent, rien d' urgent, pas pressé, quand vous aurez le temps, un jour, ce serait bien, serait sympa, suggestion*, suggère, idée, détail, coquille, faute de frappe, pour info, à l' avenir`,
    ],
  ],
};
