/** In place of `@aws-sdk/xml-builder`: every service we call speaks JSON. */
export class XmlNode {
  constructor() {
    throw new Error('XML is left out of this bundle, see infra/sdk-diet');
  }
}
export class XmlText extends XmlNode {}
export const parseXML = (): never => {
  throw new Error('XML is left out of this bundle, see infra/sdk-diet');
};
