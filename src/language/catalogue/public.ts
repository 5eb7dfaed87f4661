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
  'issuer.did': { nl: 'Naam in bewijzen', en: 'Name inside credentials' },
  'issuer.keys': { nl: 'Sleutels', en: 'Keys' },
  'issuer.key.signs': { nl: 'ondertekent nu', en: 'signs now' },
  'issuer.key.retired': {
    nl: 'ondertekent niet meer, controleert wel nog',
    en: 'no longer signs, still verifies',
  },
  'issuer.no-keys': { nl: 'Er is nog niets uitgegeven.', en: 'Nothing has been issued yet.' },

  'verify.title': { nl: 'Controleer een bewijs', en: 'Verify a credential' },
  'verify.intro': {
    nl: 'Plak een link of de inhoud van een bewijs, of open het bestand. Je ziet meteen of het klopt.',
    en: 'Paste a link or the content of a credential, or open the file. You see at once whether it is sound.',
  },
  'verify.text': { nl: 'Link of inhoud van het bewijs', en: 'Link or content of the credential' },
  'verify.file': { nl: 'Of open het bestand', en: 'Or open the file' },
  'verify.file.hint': {
    nl: 'Je kunt het ook hierheen slepen. Het bestand wordt alleen gelezen om het te controleren en niet bewaard.',
    en: 'You can also drop it here. The file is only read to verify it and is not kept.',
  },
  'verify.submit': { nl: 'Controleer', en: 'Verify' },
  'verify.empty': {
    nl: 'Plak eerst een link of de inhoud van een bewijs.',
    en: 'First paste a link or a credential.',
  },
  'verify.another': { nl: 'Controleer een ander bewijs', en: 'Verify another credential' },
  'verify.answer.valid': { nl: 'Geldig', en: 'Valid' },
  'verify.answer.not-valid': { nl: 'Niet geldig', en: 'Not valid' },
  'verify.answer.unknown': { nl: 'Kon niet gecontroleerd worden', en: 'Could not be checked' },
  'verify.meaning.valid': {
    nl: 'Dit bewijs is door de uitgever ondertekend, is niet veranderd en geldt nu.',
    en: 'This credential was signed by the issuer, has not been changed and holds now.',
  },
  'verify.meaning.not-valid': {
    nl: 'Vertrouw niet op dit bewijs. Hieronder staat welke stap niet klopt.',
    en: 'Do not rely on this credential. Below you see which step failed.',
  },
  'verify.meaning.unknown': {
    nl: 'Dat zegt niet dat er iets mis is: wij kunnen het niet beoordelen. Vraag het de uitgever die erin staat.',
    en: 'That does not mean that something is wrong: we cannot judge it. Ask the issuer that it names.',
  },
  'verify.meaning.not-shared': {
    nl: 'Op dit adres wordt niets gedeeld. Vraag de houder om het bewijs te delen of als bestand te sturen.',
    en: 'Nothing is shared at this address. Ask the holder to share the credential or to send it as a file.',
  },
  'verify.steps': { nl: 'Stap voor stap', en: 'Step by step' },
  'verify.found': { nl: 'Wat erin staat', en: 'What it says' },
  'verify.found.unproven': {
    nl: 'Dit beweert het bewijs zelf; het is niet bevestigd.',
    en: 'This is what the credential itself claims; it has not been confirmed.',
  },
  'verify.open-shared': { nl: 'Bekijk de gedeelde pagina', en: 'View the shared page' },

  'verdict.passed': { nl: 'klopt', en: 'passed' },
  'verdict.failed': { nl: 'klopt niet', en: 'failed' },
  'verdict.unknown': { nl: 'niet gecontroleerd', en: 'not checked' },

  'step.read': { nl: 'Leesbaar', en: 'Readable' },
  'step.issuer': { nl: 'Uitgever', en: 'Issuer' },
  'step.format': { nl: 'Volledig', en: 'Complete' },
  'step.key': { nl: 'Sleutel', en: 'Key' },
  'step.signature': { nl: 'Handtekening', en: 'Signature' },
  'step.record': { nl: 'Register', en: 'Record' },
  'step.status': { nl: 'Niet ingetrokken', en: 'Not revoked' },
  'step.validity': { nl: 'Geldigheid', en: 'Validity' },

  'verification.readable': {
    nl: 'Dit is een bewijs dat we kunnen lezen.',
    en: 'This is a credential that we can read.',
  },
  'verification.not-readable': {
    nl: 'Dit is geen link naar een bewijs van ons, en geen bewijs. Plak het bestand helemaal, van begin tot eind.',
    en: 'This is no link to a credential of ours, and no credential. Paste the whole file, from beginning to end.',
  },
  'verification.too-large': {
    nl: 'Dit is groter dan een bewijs kan zijn (100 kB).',
    en: 'This is larger than a credential can be (100 kB).',
  },
  'verification.unsigned-copy': {
    nl: 'Dit is de inhoud zonder handtekening. Die is gelijk aan wat wij hebben uitgegeven; hieronder is de handtekening nagekeken die wij bewaren.',
    en: 'This is the content without its signature. It equals what we issued; below, the signature that we keep was checked.',
  },
  'verification.issuer-known': {
    nl: 'We kennen de uitgever die erin staat.',
    en: 'We know the issuer that it names.',
  },
  'verification.issuer-elsewhere': {
    nl: 'Dit bewijs is ergens anders uitgegeven; dat kunnen we hier niet nagaan.',
    en: 'This credential was issued elsewhere; we cannot check that here.',
  },
  'verification.issuer-unknown': {
    nl: 'Er staat dat het hier is uitgegeven, maar deze uitgever bestaat hier niet.',
    en: 'It says that it was issued here, but there is no such issuer here.',
  },
  'verification.format-complete': {
    nl: 'Alles wat een bewijs moet hebben, staat erin.',
    en: 'It has everything that a credential must have.',
  },
  'verification.format-incomplete': {
    nl: 'Er ontbreekt iets, of er staat iets in dat wij er niet in zetten.',
    en: 'Something is missing, or it holds something that we do not put in.',
  },
  'verification.claims-differ': {
    nl: 'De gegevens in het bewijs spreken elkaar tegen.',
    en: 'The data in the credential contradict each other.',
  },
  'verification.key-of-issuer': {
    nl: 'De sleutel waarmee het is ondertekend, is van deze uitgever.',
    en: 'The key that it names belongs to this issuer.',
  },
  'verification.key-unknown': {
    nl: 'De sleutel waarmee het ondertekend zou zijn, bestaat niet.',
    en: 'The key that it names does not exist.',
  },
  'verification.key-of-another': {
    nl: 'De sleutel waarmee het ondertekend zou zijn, is van een andere uitgever.',
    en: 'The key that it names belongs to another issuer.',
  },
  'verification.signature-holds': {
    nl: 'Sinds de ondertekening is er geen letter veranderd.',
    en: 'Not a letter has changed since it was signed.',
  },
  'verification.signature-broken': {
    nl: 'De handtekening klopt niet: het is veranderd, of niet door de uitgever ondertekend.',
    en: 'The signature does not hold: it was changed, or the issuer did not sign it.',
  },
  'verification.record-same': {
    nl: 'In het register van de uitgever staat precies hetzelfde.',
    en: 'The issuer’s record holds exactly the same.',
  },
  'verification.record-differs': {
    nl: 'In het register van de uitgever staat onder dit kenmerk iets anders.',
    en: 'The issuer’s record holds something else under this reference.',
  },
  'verification.record-missing': {
    nl: 'Dit bewijs staat niet in het register van de uitgever.',
    en: 'This credential is not in the issuer’s record.',
  },
  'verification.not-revoked': {
    nl: 'De uitgever heeft het niet ingetrokken.',
    en: 'The issuer has not revoked it.',
  },
  'verification.within-dates': { nl: 'Het geldt vandaag.', en: 'It holds today.' },
  'verification.not-yet-valid': { nl: 'Het geldt nog niet.', en: 'It does not hold yet.' },
  'verification.expired': { nl: 'De geldigheid is verlopen.', en: 'It has expired.' },
  'verification.not-checked': {
    nl: 'Hier zijn we niet aan toegekomen.',
    en: 'We did not get to this.',
  },
} satisfies Record<string, LocalText>;
