declare module 'jaro-winkler' {
  /** How alike two texts are: 0 to 1, where 1 is the same. */
  const similarity: (one: string, other: string) => number;
  export default similarity;
}
