/** Codes of ISO 4217 by the digits behind the point of their currency; those that are no money, such as XAU, are left out. */
const codes = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  2: 'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
} as const;

const digits: ReadonlyMap<string, number> = new Map(
  Object.entries(codes).flatMap(([number, all]) => all.split(' ').map((code) => [code, Number(number)] as const)),
);

/** Every currency that money can be in, in the order of its code. */
export const currencies: readonly string[] = [...digits.keys()].toSorted();

/** Digits of a currency behind the point: 2 of EUR, 0 of JPY, 3 of KWD (ISO 4217, not CLDR, which rounds some). */
export const digitsOf = (currency: string): number => digits.get(currency) ?? 2;
