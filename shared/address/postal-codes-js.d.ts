declare module 'postal-codes-js/formats-web.js' {
  /** The form of postal codes by the name of its table, e.g. `5Digits.json`. */
  const formatOf: (name: string) => { RedundantCharacters: string; ValidationRegex: string | readonly string[] };
  export default formatOf;
}
