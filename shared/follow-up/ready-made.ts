type Entry = { code: string; label: { en: string; de: string } };
const entry = (code: string, en: string, de: string): Entry => ({ code, label: { en, de } });

/** Why customers are unhappy, in the words of many companies; a company writes its own list over it. */
export const readyRootCauses: Entry[] = [
  entry('product_defect', 'The product does not work', 'Das Produkt funktioniert nicht'),
  entry('missing_feature', 'Something is missing in the product', 'Dem Produkt fehlt etwas'),
  entry('hard_to_use', 'The product is hard to use', 'Das Produkt ist schwer zu bedienen'),
  entry('slow_response', 'We answered too late', 'Wir haben zu spät geantwortet'),
  entry('unfriendly_staff', 'We were unfriendly', 'Wir waren unfreundlich'),
  entry('lack_of_knowledge', 'We could not help', 'Wir konnten nicht helfen'),
  entry('wrong_information', 'We said something wrong', 'Wir haben etwas Falsches gesagt'),
  entry('broken_promise', 'We did not keep our word', 'Wir haben unser Wort nicht gehalten'),
  entry('billing_error', 'The bill was wrong', 'Die Rechnung war falsch'),
  entry('price', 'The price is too high', 'Der Preis ist zu hoch'),
  entry('delivery', 'It came late, damaged or not at all', 'Es kam spät, beschädigt oder gar nicht'),
  entry('policy', 'Our rules are in the way', 'Unsere Regeln sind im Weg'),
  entry('misunderstanding', 'We misunderstood each other', 'Wir haben uns missverstanden'),
  entry('other', 'Something else', 'Etwas anderes'),
];

/** What is done about it. */
export const readyActions: Entry[] = [
  entry('apologised', 'Apologised', 'Um Entschuldigung gebeten'),
  entry('explained', 'Explained', 'Erklärt'),
  entry('fixed', 'Fixed what was broken', 'Repariert, was kaputt war'),
  entry('replaced', 'Replaced the product', 'Das Produkt ersetzt'),
  entry('refunded', 'Gave the money back', 'Das Geld erstattet'),
  entry('credited', 'Gave a credit or discount', 'Gutschrift oder Rabatt gegeben'),
  entry('corrected_data', 'Corrected what was wrong with us', 'Bei uns Falsches berichtigt'),
  entry('trained_staff', 'Trained our people', 'Unsere Leute geschult'),
  entry('passed_on', 'Passed on to whoever can change it', 'An die gegeben, die es ändern können'),
  entry('other', 'Something else', 'Etwas anderes'),
];
