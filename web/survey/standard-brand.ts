/** How a page or a mail looks that does not follow a company's own brand; the default of a brand is the same. */
export const standardBrand = { accent: '#0b57d0' } as const;
