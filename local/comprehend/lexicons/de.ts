import type { Valences } from './valences.ts';

/** Own lexicon of German customer language. */
export const german: Valences = [
  [
    -3,
    `katastroph*, furchtbar*, schrecklich*, grauenhaft*, grauenvoll*, miserab*, unverschämt*, betrug*, betrüg*, abzocke*, frechheit, skandal*, ekelhaft*, widerlich*,
    unbrauchbar*, nie wieder, nie mehr, finger weg, geldverschwendung, zeitverschwendung, unterirdisch*, unzumutbar*, inakzeptabel*, entsetzlich*, hass*, wertlos*, schlechteste*, schlimmste*, albtraum*, abartig*, dreist*`,
  ],
  [
    -2,
    `schlecht*, mies*, defekt*, kaputt*, enttäusch*, ärgerlich*, ärger*, wütend*, sauer, frust*, nerv*, unfreundlich*, unhöflich*, inkompetent*, unprofessionell*,
    unzuverlässig*, mangelhaft*, fehlerhaft*, fehler*, abgestürzt, stürzt, absturz*, abstürze, störung*, ausfall*, ausgefallen, überteuert*, wucher*, dreckig*, schmutzig*, ungenießbar*, fade,
    funktioniert nicht, funktionieren nicht, geht nicht, klappt nicht, läuft nicht, reagiert nicht, antwortet nicht, keine antwort, keine reaktion, keine rückmeldung,
    ignorier*, unzufrieden*, mahnung*, reklam*, beschwer*, nutzlos*, sinnlos*, hilflos*, lieblos*, blöd*, dumm*, peinlich*, schwach*, verlor*, beschädigt*, zerbroch*, gebrochen,
    nicht zu empfehlen, nicht empfehlenswert, abgeraten, rate ab, unseriös*, falsch*, schlimm*, traurig*, scheiß*, mist, schrott*, müll, katastrophal*, lächerlich*, versag*, zumutung*`,
  ],
  [
    -1,
    `langsam*, teuer*, teure*, spät*, verspät*, verzöger*, warte*, gewartet, problem*, schwierig*, kompliziert*, umständlich*, unübersichtlich*, verwirr*, unklar*, fehlt*, fehlend*,
    leider, schade, kündig*, storn*, rückerstatt*, retour*, laut, kalt, eng, klein, zu wenig, zu viel, zu lange, mittelmäßig*, durchschnittlich*, naja, ausbaufähig*, lästig*, mühsam*, veraltet*, hängt, ruckel*, dauert`,
  ],
  [
    1,
    `ok, okay, in ordnung, solide*, ordentlich*, schnell*, flott*, einfach*, klar*, sauber*, frisch*, pünktlich*, höflich*, nützlich*, praktisch*, funktioniert, klappt, läuft, gelöst, behoben,
    hilft, geholfen, günstig*, preiswert*, fair*, verständlich*, übersichtlich*, stabil*, passt, zügig*, unkompliziert*, reibungslos*, problemlos*, angenehm*, interessant*`,
  ],
  [
    2,
    `gut*, besser*, freundlich*, nett*, hilfsbereit*, hilfreich*, kompetent*, zuverlässig*, professionell*, zufrieden*, empfehl*, empfohlen, gern*, schön*, toll*, super, prima, klasse,
    lecker*, köstlich*, dank*, danke, bequem*, hochwertig*, freu*, lob*, gelungen*, überzeug*, sympathisch*, herzlich*, liebevoll*, aufmerksam*, lohnt*, wert, vielen dank, spitze, intuitiv*, modern*, sehr gut*`,
  ],
  [
    3,
    `ausgezeichnet*, hervorragend*, fantastisch*, großartig*, wunderbar*, perfekt*, exzellent*, begeister*, genial*, beste*, liebe, lieben, geliebt, traumhaft*, sensationell*, erstklassig*, einwandfrei*, top, jederzeit wieder, immer wieder gerne, überragend*, brillant*, tadellos*, vorbildlich*, hammer`,
  ],
];
