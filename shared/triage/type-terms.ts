/** The types that words alone can show. Their order decides where a text shows two of them as often. */
export const wordTypes = ['bug', 'feature_request', 'question', 'praise'] as const;
export type WordType = (typeof wordTypes)[number];

/**
 * Own lexicon of words that show what kind of feedback a text is: a bug, a wish, a question or praise. `*` stands for any
 * ending, several words are one term; a term that is denied ("no bug") shows nothing. French elisions are two words.
 */
export const typeTerms: Readonly<Record<string, readonly (readonly [WordType, string])[]>> = {
  en: [
    [
      'bug',
      `bug, bugs, buggy, crash*, broken, error, errors, error message, fails, failed, failing, failure, freezes, frozen, hangs, glitch*, defect*, malfunction*, corrupt*, blank screen, white screen, black screen,
      not working, doesn't work, does not work, didn't work, don't work, won't work, stopped working, won't load, doesn't load, won't open, won't start, doesn't respond, not responding, timed out, times out, exception, 404, 500, charged twice, double charged, wrong amount`,
    ],
    [
      'feature_request',
      `feature request, new feature, please add, could you add, can you add, would like to see, i'd like to see, would love to see, i would like, i'd like, we would like, would be nice, would be great, it would help, i wish, we wish, wish list, wishlist, suggestion, suggest, suggesting, i propose, it'd be nice, it'd be great, missing feature, should be able to, please support, please allow, would be useful, would be helpful`,
    ],
    [
      'question',
      `how do i, how can i, how do we, how can we, how to, where can i, where do i, where is, what is, what does, when will, when can, why does, why is, is it possible, is there a way, can i, could you tell me, can you tell me, could you explain, can you explain, i wonder, i'm wondering, question, do you have, do you offer, do you support`,
    ],
    [
      'praise',
      `thank you, thanks, great, excellent, amazing, awesome, fantastic, wonderful, brilliant, perfect, love it, love this, love your, well done, good job, great job, great work, keep it up, kudos, very happy, so happy, best, outstanding, impressed, superb`,
    ],
  ],
  de: [
    [
      'bug',
      `bug, bugs, fehler, fehlermeldung*, absturz, abstürze, stürzt, abgestürzt, kaputt, defekt*, funktioniert nicht, geht nicht, lädt nicht, öffnet nicht, startet nicht, reagiert nicht, hängt, eingefroren, bleibt stehen, weißer bildschirm, schwarzer bildschirm, zeitüberschreitung, doppelt abgebucht, zweimal abgebucht, falscher betrag, störung*`,
    ],
    [
      'feature_request',
      `wünsche mir, wünschen uns, wünschenswert, wäre schön, wäre toll, wäre gut, wäre hilfreich, wäre praktisch, wäre nützlich, vorschlag, vorschläge, verbesserungsvorschlag, anregung*, bitte ergänzen, bitte hinzufügen, bitte einbauen, neue funktion, fehlende funktion, könnten sie einbauen, könnten sie ergänzen, ich hätte gerne, wir hätten gerne, ich würde mir wünschen, wunschliste, funktionswunsch`,
    ],
    [
      'question',
      `wie kann ich, wie kann man, wie können wir, wie geht, wo finde ich, wo kann ich, wann kommt, wann wird, warum ist, warum wird, was ist, was bedeutet, ist es möglich, gibt es eine möglichkeit, gibt es, kann ich, kann man, können sie mir sagen, können sie erklären, frage, fragen, ich frage mich, unterstützen sie, bieten sie`,
    ],
    [
      'praise',
      `danke, vielen dank, dankeschön, super, toll, tolle, toller, tolles, großartig*, hervorragend*, ausgezeichnet*, wunderbar*, fantastisch*, perfekt*, klasse, spitze, begeistert, sehr zufrieden, weiter so, gut gemacht, beste, bester, bestes, liebe es, lob`,
    ],
  ],
  es: [
    [
      'bug',
      `error, errores, mensaje de error, fallo, fallos, falla, fallas, bug, bugs, roto, rota, defecto*, se cierra, se bloquea, se congela, se cuelga, no funciona, no funcionan, no carga, no abre, no responde, no arranca, dejó de funcionar, pantalla en blanco, pantalla negra, cobrado dos veces, cobraron dos veces, doble cobro, importe incorrecto`,
    ],
    [
      'feature_request',
      `me gustaría, nos gustaría, estaría bien, sería bueno, sería genial, sería útil, sería ideal, sugerencia*, sugiero, sugerimos, propongo, ojalá, podrían añadir, podrían agregar, por favor añadan, por favor agreguen, nueva función, nueva funcionalidad, falta una función, lista de deseos`,
    ],
    [
      'question',
      `cómo puedo, cómo se, cómo hago, cómo podemos, dónde puedo, dónde está, dónde encuentro, cuándo, por qué, qué es, qué significa, es posible, hay alguna forma, hay alguna manera, puedo, podrían decirme, podrían explicar, pregunta, preguntas, me pregunto, ofrecen`,
    ],
    [
      'praise',
      `gracias, muchas gracias, excelente*, genial, increíble*, fantástic*, maravillos*, perfect*, estupend*, magnífic*, me encanta, buen trabajo, gran trabajo, bien hecho, felicidades, felicitaciones, muy content*, el mejor, la mejor, impresionad*, sigan así`,
    ],
  ],
  fr: [
    [
      'bug',
      `bug, bugs, bogue*, erreur, erreurs, message d' erreur, plante, plantage*, planté, cassé*, défaut*, défectueu*, ne fonctionne pas, ne fonctionne plus, ne marche pas, ne marche plus, ne charge pas, n' ouvre pas, ne démarre pas, ne répond pas, se fige, figé, se bloque, écran blanc, écran noir, débité deux fois, prélevé deux fois, mauvais montant, panne, pannes`,
    ],
    [
      'feature_request',
      `j' aimerais, nous aimerions, je souhaite, je souhaiterais, nous souhaitons, ce serait bien, il serait bien, ce serait utile, il serait utile, ce serait génial, suggestion, suggestions, je suggère, je propose, pourriez vous ajouter, pouvez vous ajouter, merci d' ajouter, nouvelle fonctionnalité, fonctionnalité manquante, liste de souhaits`,
    ],
    [
      'question',
      `comment puis, comment faire, comment peut, comment je, où puis, où est, où trouver, quand, pourquoi, qu' est, que signifie, est il possible, y a t il, puis je, pouvez vous me dire, pouvez vous expliquer, question, questions, je me demande, est ce que, proposez vous`,
    ],
    [
      'praise',
      `merci beaucoup, merci pour, un grand merci, excellent*, génial*, incroyable*, fantastique*, merveilleu*, parfait*, formidable*, super, bravo, bon travail, bien joué, félicitations, très content*, très satisfait*, le meilleur, la meilleure, j' adore, impressionné*, continuez`,
    ],
  ],
};
