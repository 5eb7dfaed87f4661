/**
 * Texts of the layout and of the pages that anybody may open: a shared credential, a badge class, an issuer, verifying.
 *
 * Read by people who never heard of Insigne: an employer, a registrar, a friend.
 *
 * @module
 */
import type { LocalText } from '../local-text.js';

export const publicTexts = {
  'page.skip': { nl: 'Naar de inhoud', en: 'Skip to content' },
  'page.languages': { nl: 'Taal', en: 'Language' },
  'page.language.nl': { nl: 'Nederlands', en: 'Nederlands' },
  'page.language.en': { nl: 'English', en: 'English' },
  'page.about': {
    nl: 'Gemaakt met Insigne: badges die iedereen kan controleren.',
    en: 'Made with Insigne: badges that anyone can verify.',
  },

  'public.badge.alt': { nl: 'Badge {title}', en: 'Badge {title}' },
  'public.issued-by': { nl: 'Uitgegeven door', en: 'Issued by' },
  'public.awarded-on': { nl: 'Behaald op', en: 'Earned on' },
  'public.valid-until': { nl: 'Geldig tot', en: 'Valid until' },
  'public.kind': { nl: 'Soort', en: 'Kind' },
  'public.language': { nl: 'Taal', en: 'Language' },
  'public.language.nl': { nl: 'Nederlands', en: 'Dutch' },
  'public.language.en': { nl: 'Engels', en: 'English' },
  'public.about': { nl: 'Waar het over gaat', en: 'What it is about' },
  'public.criteria': { nl: 'Wat is beoordeeld, en hoe', en: 'What was assessed, and how' },

  'credential.kicker': { nl: 'Digitaal certificaat', en: 'Digital credential' },
  'credential.preview': {
    nl: 'Uitgegeven door {issuer} op {date}. Te controleren op deze pagina.',
    en: 'Issued by {issuer} on {date}. Verify it on this page.',
  },
  'credential.holder': { nl: 'Houder', en: 'Holder' },
  'credential.holder.hidden': {
    nl: 'De naam staat niet op deze pagina; wie de naam of het e-mailadres kent, kan het controleren.',
    en: 'The name is not on this page; whoever knows the name or the e-mail address can check it.',
  },
  'credential.holder.unnamed': {
    nl: 'Bij de uitgifte waren geen naam en e-mailadres bekend.',
    en: 'No name or e-mail address was known when it was issued.',
  },
  'credential.holder.check': { nl: 'Controleer van wie het is', en: 'Check whose it is' },
  'credential.holder.label': {
    nl: 'Naam of e-mailadres van de houder',
    en: 'Name or e-mail address of the holder',
  },
  'credential.holder.hint': {
    nl: 'Precies zoals het bij de opleiding bekend is. Wat je invult, wordt niet bewaard.',
    en: 'Exactly as the institution knows it. What you enter is not kept.',
  },
  'credential.holder.submit': { nl: 'Controleer houder', en: 'Check holder' },
  'credential.holder.empty': {
    nl: 'Vul een naam of e-mailadres in.',
    en: 'Enter a name or an e-mail address.',
  },
  'credential.holder.name': {
    nl: 'Klopt: het is uitgegeven aan iemand met deze naam.',
    en: 'Yes: it was issued to somebody of this name.',
  },
  'credential.holder.emailAddress': {
    nl: 'Klopt: het is uitgegeven aan iemand met dit e-mailadres.',
    en: 'Yes: it was issued to somebody with this e-mail address.',
  },
  'credential.holder.none': {
    nl: 'Dit is niet de naam of het e-mailadres waarop het is uitgegeven. Let op de precieze schrijfwijze.',
    en: 'This is not the name or the e-mail address it was issued to. Mind the exact spelling.',
  },
  'credential.download': { nl: 'Download het bewijs', en: 'Download the credential' },
  'credential.verify': { nl: 'Controleer het zelf', en: 'Verify it yourself' },
  'credential.badge-class': { nl: 'Bekijk de badge', en: 'View the badge' },
  'credential.print-address': { nl: 'Controleer dit op', en: 'Verify this at' },
  'credential.data': { nl: 'De gegevens als JSON', en: 'The data as JSON' },
  'credential.key': { nl: 'De sleutel van de uitgever', en: 'The issuer’s key' },
  'credential.yourself': {
    nl: 'Wie ons niet op ons woord gelooft: het gedownloade bewijs is een Open Badge 3.0, ondertekend met ES256. Elk programma dat dat leest kan de handtekening nagaan met de sleutel van de uitgever.',
    en: 'If you would rather not take our word: the downloaded credential is an Open Badge 3.0, signed with ES256. Any program that reads those can check the signature with the issuer’s key.',
  },

  'seal.valid': {
    nl: 'Zojuist gecontroleerd: handtekening, uitgever, niet ingetrokken, geldig',
    en: 'Verified just now: signature, issuer, not revoked, valid',
  },
  'seal.not-valid': {
    nl: 'Zojuist gecontroleerd: dit bewijs is niet geldig',
    en: 'Verified just now: this credential is not valid',
  },
  'seal.unknown': {
    nl: 'Dit bewijs kon zojuist niet gecontroleerd worden',
    en: 'This credential could not be verified just now',
  },

  'not-shared.title': { nl: 'Niet gedeeld', en: 'Not shared' },
  'not-shared.body': {
    nl: 'Op dit adres wordt niets gedeeld. Vraag wie je de link gaf om het bewijs te delen, of om een nieuwe link.',
    en: 'Nothing is shared at this address. Ask whoever gave you the link to share the credential, or for a new link.',
  },
  'not-found.title': { nl: 'Niet gevonden', en: 'Not found' },
  'not-found.body': {
    nl: 'Op dit adres staat niets. Kijk of de link compleet is overgenomen.',
    en: 'There is nothing at this address. See whether the link was copied completely.',
  },
  'not-acceptable.title': { nl: 'Niet in die vorm', en: 'Not in that form' },
  'not-acceptable.body': {
    nl: 'Wat hier staat, bestaat niet in de vorm die je vroeg.',
    en: 'What is here does not exist in the form you asked for.',
  },
  'public.code': { nl: 'Code', en: 'Code' },

  'badge.kicker': { nl: 'Badge', en: 'Badge' },
  'badge.preview': { nl: 'Een badge van {issuer}.', en: 'A badge by {issuer}.' },
  'badge.version': { nl: 'Versie', en: 'Version' },

  'issuer.kicker': { nl: 'Uitgever', en: 'Issuer' },
  'issuer.site': { nl: 'Website', en: 'Website' },
  'issuer.email': { nl: 'E-mail', en: 'E-mail' },
  'issuer.awards': { nl: 'Badges van deze uitgever', en: 'Badges of this issuer' },
  'issuer.technical': {
    nl: 'Voor wie het technisch wil nagaan',
    en: 'For those who want to check the technical side',
  },
  'issuer.did': { nl: 'Kenmerk in bewijzen', en: 'Identifier inside credentials' },
  'issuer.keys': { nl: 'Sleutels', en: 'Keys' },
  'issuer.keys.why': {
    nl: 'Met deze sleutels is na te gaan dat een bewijs van deze uitgever komt. Elk soort bestand heeft zijn eigen sleutel.',
    en: 'These keys show that a credential comes from this issuer. Each kind of file has a key of its own.',
  },
  'issuer.key.signs': { nl: 'ondertekent nu', en: 'signs now' },
  'issuer.key.retired': {
    nl: 'ondertekent niet meer, controleert wel nog',
    en: 'no longer signs, still verifies',
  },
  'issuer.no-keys': { nl: 'Er is nog niets uitgegeven.', en: 'Nothing has been issued yet.' },
} satisfies Record<string, LocalText>;
