import type { importResources } from './import.schema.ts';

/** Names of fields in English, German, French, Spanish and Italian, as they are compared. */
const feedback: Record<string, string> = {
  externalId:
    'id externalid responseid feedbackid kennung antwortid identifiant idreponse identificador idrespuesta identificativo',
  occurredAt:
    'date createdat created timestamp occurredat submittedat datum erstelltam zeitpunkt eingegangenam datedecreation fecha fechadecreacion creadoel data datacreazione',
  'contact.email': 'email emailaddress mail emailadresse adresseemail courriel correo correoelectronico indirizzoemail',
  'contact.name': 'name fullname customername kundenname nom nomduclient nombre nombredelcliente nome nomecliente',
  'contact.phone': 'phone phonenumber telephone telefon telefonnummer numerodetelephone telefono',
  customerId:
    'customerid clientid customernumber kundennummer kundenid numeroclient idclient numerodecliente idcliente codicecliente',
  comments:
    'comment comments feedback review text verbatim kommentar kommentare ruckmeldung bewertungstext commentaire commentaires avis comentario comentarios opinion commento commenti recensione',
  subject: 'subject title betreff titel sujet titre asunto titulo oggetto titolo',
  category: 'category kategorie categorie categoria',
  tags: 'tags labels schlagworte etiquettes etiquetas etichette',
  language: 'language sprache langue idioma lingua',
  ticketId: 'ticketid ticket ticketnumber ticketnummer numerodeticket numerodeticketclient iddeticket numeroticket',
  'snapshot.agentId': 'agentid agent agentname mitarbeiter bearbeiter conseiller agente operatore',
  'snapshot.teamId': 'teamid team gruppe equipe equipo squadra',
  'snapshot.channel': 'channel kanal canal canale',
  type: 'type feedbacktype art typ tipo',
};

const customers: Record<string, string> = {
  externalId:
    'id externalid customerid customernumber clientid kundennummer kundenid numeroclient idclient numerodecliente idcliente codicecliente',
  name: 'name fullname customername kundenname nomcomplet nomduclient nombrecompleto nombredelcliente nomecompleto nomecliente',
  firstName: 'firstname givenname forename vorname prenom nombre nome',
  lastName: 'lastname surname familyname nachname familienname nom nomdefamille apellido apellidos cognome',
  businessName:
    'company companyname businessname organisation organization firma unternehmen societe entreprise empresa azienda',
  salutation: 'salutation title anrede civilite tratamiento titolo',
  email: 'email emailaddress mail emailadresse adresseemail courriel correo correoelectronico indirizzoemail',
  phone: 'phone phonenumber telephone telefon telefonnummer numerodetelephone telefono',
  'phone.mobile': 'mobile mobilephone cellphone handy mobiltelefon portable movil cellulare',
  'address.line1': 'street address address1 streetaddress strasse adresse rue direccion calle indirizzo via',
  'address.city': 'city town ort stadt ville ciudad citta',
  'address.state': 'state province region bundesland provincia regione',
  'address.postalCode': 'zip zipcode postalcode postcode plz codepostal codigopostal cap',
  'address.country': 'country land pays pais paese',
  'preferences.language': 'language sprache langue idioma lingua',
  'preferences.timeZone': 'timezone zeitzone fuseauhoraire zonahoraria fusoorario',
  'demographics.birthDate':
    'birthdate dateofbirth birthday geburtsdatum geburtstag datedenaissance fechadenacimiento datadinascita',
  status: 'status customerstatus statut estado stato',
  accountTier: 'tier accounttier',
  notes: 'notes note notizen anmerkungen remarques notas',
  tags: 'tags labels schlagworte etiquettes etiquetas etichette',
  doNotContact: 'donotcontact nichtkontaktieren nepascontacter nocontactar noncontattare',
  'consent.marketing.email': 'newsletter optin emailoptin marketingconsent',
};

/** By what names of columns a field is known, for each resource. */
export const wordsOf: Readonly<Record<(typeof importResources)[number], Readonly<Record<string, string>>>> = {
  feedback,
  customers,
};
