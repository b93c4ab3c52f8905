/** Terms by valence, −4 (worst) to 4 (best); `*` stands for any ending, several words are one term. */
export type Valences = readonly (readonly [number, string])[];
